#pragma once

#include <string_view>

namespace aegis::validators {

/// The Luhn sum of ISO/IEC 7812-1 annex B: from the right, every second digit doubled, digits of
/// the products added, the total a multiple of ten. Expects digits only, any number of them.
constexpr bool HasLuhnSum(std::string_view digits) noexcept {
  int sum = 0;
  bool twice = false;
  for (std::size_t i = digits.size(); i-- > 0; twice = !twice) {
    const int value = digits[i] - '0';
    sum += !twice ? value : value > 4 ? 2 * value - 9 : 2 * value;
    sum %= 10;
  }
  return sum == 0;
}

/// 2 to 32 digits with a Luhn sum. The longest number in use that carries one is the ICCID, 20
/// digits.
bool Luhn(std::string_view text) noexcept;

}  // namespace aegis::validators
