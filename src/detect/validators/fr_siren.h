#pragma once

#include <string_view>

namespace aegis::validators {

/// A French company number: 9 digits with a Luhn check digit, not all zero.
bool FrSiren(std::string_view text) noexcept;

}  // namespace aegis::validators
