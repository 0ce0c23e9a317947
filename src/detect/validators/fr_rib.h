#pragma once

#include <string_view>

namespace aegis::validators {

/// A French account of before the IBAN, upper case: bank 5, branch 5, account 11 letters and
/// digits, key 2; mod 97, letters counting A = 1 to I = 9, J = 1 to R = 9, S = 2 to Z = 9.
bool FrRib(std::string_view text) noexcept;

}  // namespace aegis::validators
