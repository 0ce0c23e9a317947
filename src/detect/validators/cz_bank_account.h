#pragma once

#include <string_view>

namespace aegis::validators {

/// A Czech or Slovak bank account as written: an optional prefix of up to 6 digits and a dash, 2 to
/// 10 digits, a slash and the four digits of the bank; prefix and number each with weights 6 3 7 9
/// 10 5 8 4 2 1 from the right, a multiple of 11. Blanks beside the signs are left out.
bool CzBankAccount(std::string_view text) noexcept;

}  // namespace aegis::validators
