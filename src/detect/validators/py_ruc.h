#pragma once

#include <string_view>

namespace aegis::validators {

/// A Paraguayan tax number: 5 to 8 digits, not all nought, and a check digit; weights 2 3 4 … from
/// the right mod 11.
bool PyRuc(std::string_view text) noexcept;

}  // namespace aegis::validators
