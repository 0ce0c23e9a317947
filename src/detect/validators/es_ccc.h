#pragma once

#include <string_view>

namespace aegis::validators {

/// A Spanish account number of before the IBAN: 20 digits, bank 4, office 4, two check digits,
/// account 10; one check digit for bank and office, one for the account; weights 1 2 4 8 5 10 9 7 3
/// 6 mod 11, ten written as 1.
bool EsCcc(std::string_view text) noexcept;

}  // namespace aegis::validators
