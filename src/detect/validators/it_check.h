#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

/// The check letter of an Italian fiscal code over digits and upper-case letters: characters at
/// even positions (from one) count their value, those at odd ones a value from the decree's table.
constexpr char ItCheckLetter(std::string_view text) noexcept {
  constexpr std::array<int, 26> kOdd = {1,  0,  5, 7, 9, 13, 15, 17, 19, 21, 2,  4,  18,
                                        20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};
  int sum = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int value = IsDigit(text[i]) ? Digit(text[i]) : text[i] - 'A';
    sum += i % 2 == 0 ? kOdd[static_cast<std::size_t>(value)] : value;
  }
  return static_cast<char>('A' + sum % 26);
}

}  // namespace aegis::validators
