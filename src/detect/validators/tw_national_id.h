#pragma once

#include <string_view>

namespace aegis::validators {

/// A Taiwanese identity number, upper case: a letter of a place, 1 or 2, 8 digits; the letter
/// counts as two digits.
bool TwNationalId(std::string_view text) noexcept;

}  // namespace aegis::validators
