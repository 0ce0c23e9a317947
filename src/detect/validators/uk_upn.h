#pragma once

#include <string_view>

namespace aegis::validators {

/// An English unique pupil number, upper case: a check letter, 11 digits, and a digit or for a
/// temporary number a letter; the sum of the values with weights 2 to 13 mod 23 as a letter without
/// I, O and S.
bool UkUpn(std::string_view text) noexcept;

}  // namespace aegis::validators
