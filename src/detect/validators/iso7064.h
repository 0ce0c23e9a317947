#pragma once

#include <string_view>

#include "src/detect/validators/ascii.h"

// The systems of ISO 7064 besides mod 97-10 (mod97.h).
namespace aegis::validators {

/// Mod 11,10 over checked digits, the last of which is the check digit.
constexpr bool HasMod11_10(std::string_view digits) noexcept {
  if (digits.empty()) return false;
  int product = 10;
  for (const char c : digits.substr(0, digits.size() - 1)) {
    const int sum = (product + Digit(c)) % 10;
    product = (sum == 0 ? 10 : sum) * 2 % 11;
  }
  return (product + Digit(digits.back())) % 10 == 1;
}

/// Mod 11-2 over checked digits; the last character may be X, which stands for ten.
constexpr bool HasMod11_2(std::string_view text) noexcept {
  int remainder = 0;
  for (const char c : text) remainder = (2 * remainder + (c == 'X' ? 10 : Digit(c))) % 11;
  return remainder == 1;
}

}  // namespace aegis::validators
