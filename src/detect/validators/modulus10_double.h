#pragma once

#include <string_view>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

/// The check of CUSIP and FIGI: digits, letters (A = 10) and * @ # (36 to 38), from the left every
/// second value doubled, the digits of each value added, the last character what is missing to a
/// multiple of ten. False for another character, and where the last is no digit.
constexpr bool HasModulus10Double(std::string_view text) noexcept {
  if (text.empty() || !IsDigit(text.back())) return false;
  int sum = Digit(text.back());
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const std::size_t special = std::string_view("*@#").find(text[i]);
    int value =
        special == std::string_view::npos ? Value36(text[i]) : 36 + static_cast<int>(special);
    if (value < 0) return false;
    if (i % 2 == 1) value *= 2;
    sum += value / 10 + value % 10;
  }
  return sum % 10 == 0;
}

}  // namespace aegis::validators
