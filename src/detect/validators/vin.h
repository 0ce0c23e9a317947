#pragma once

#include <string_view>

namespace aegis::validators {

/// A vehicle identification number, upper case: 17 characters without I, O and Q, and the check
/// character at position nine, which North America and China require and others may lack.
bool Vin(std::string_view text) noexcept;

}  // namespace aegis::validators
