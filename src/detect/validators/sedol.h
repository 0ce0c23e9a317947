#pragma once

#include <string_view>

namespace aegis::validators {

/// A SEDOL, upper case: 6 digits or consonants and a check digit, weights 1 3 1 7 3 9 1.
bool Sedol(std::string_view text) noexcept;

}  // namespace aegis::validators
