#pragma once

#include <array>
#include <string_view>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"

namespace aegis::validators {

/// The personal code that Estonia and Lithuania share: 11 digits; the first gives century (1, 2 =
/// 1800s) and sex, then YYMMDD and a serial; mod 11 with a second row of weights where the first
/// gives ten.
constexpr bool IsBalticCode(std::string_view text) noexcept {
  if (!IsDigits(text, 11) || text[0] == '0') return false;
  const int century = 1800 + (Digit(text[0]) - 1) / 2 * 100;
  if (!IsDate(century + Field(text, 1, 2), Field(text, 3, 2), Field(text, 5, 2))) return false;
  int check = WeightedSum(text, std::array{1, 2, 3, 4, 5, 6, 7, 8, 9, 1}) % 11;
  if (check == 10) check = WeightedSum(text, std::array{3, 4, 5, 6, 7, 8, 9, 1, 2, 3}) % 11 % 10;
  return check == Digit(text[10]);
}

}  // namespace aegis::validators
