#pragma once

#include <string_view>

namespace aegis::validators {

/// A Canadian business number, upper case: 9 digits with a Luhn check digit, not all equal, alone
/// or with two letters and four digits of a program account behind.
bool CaBn(std::string_view text) noexcept;

}  // namespace aegis::validators
