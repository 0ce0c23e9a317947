#pragma once

#include <string_view>

namespace aegis::validators {

/// A Portuguese citizen card, upper case: 9 digits, 2 letters or digits and a check digit; every
/// second value from the right doubled, less 9 above 9, mod 10; letters A = 10.
bool PtCc(std::string_view text) noexcept;

}  // namespace aegis::validators
