#pragma once

#include <array>
#include <string_view>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"

namespace aegis::validators {

/// The master citizen number of the former Yugoslavia: 13 digits; DDMMYYY with the last three
/// digits of a year from 1800 to 2030, a region, a serial, and a check digit with weights 7 6 5 4 3
/// 2 twice, mod 11.
constexpr bool IsMasterCitizenNumber(std::string_view text) noexcept {
  if (!IsDigits(text, 13)) return false;
  const int three = Field(text, 4, 3);
  if (three < 800 && three > 30) return false;
  if (!IsDate(three + (three < 800 ? 2000 : 1000), Field(text, 2, 2), Field(text, 0, 2)))
    return false;
  const int sum = WeightedSum(text, std::array{7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2});
  return (11 - sum % 11) % 11 % 10 == Digit(text[12]);
}

}  // namespace aegis::validators
