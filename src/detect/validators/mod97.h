#pragma once

#include <string_view>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

/// ISO 7064 mod 97-10: the remainder by 97 of `head` followed by `tail`, letters as two digits
/// (A = 10). -1 when a character is neither a digit nor an upper-case letter.
constexpr int Mod97(std::string_view head, std::string_view tail = {}) noexcept {
  int remainder = 0;
  for (const std::string_view part : {head, tail}) {
    for (const char c : part) {
      const int value = Value36(c);
      if (value < 0) return -1;
      remainder = (remainder * (value < 10 ? 10 : 100) + value) % 97;
    }
  }
  return remainder;
}

/// Check digits of a mod 97-10 number are 98 minus a remainder, so 00, 01 and 99 are never written.
constexpr bool IsMod97CheckPair(std::string_view two_digits) noexcept {
  return IsDigits(two_digits, 2) && Field(two_digits, 0, 2) >= 2 && Field(two_digits, 0, 2) <= 98;
}

}  // namespace aegis::validators
