#pragma once

#include <string_view>

namespace aegis::validators {

/// A Spanish tax number of an organisation, upper case: its form's letter, 7 digits, and the Luhn
/// check as a digit or as a letter (J = 0, A = 1 to I = 9).
bool EsCif(std::string_view text) noexcept;

}  // namespace aegis::validators
