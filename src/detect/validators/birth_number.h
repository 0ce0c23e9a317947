#pragma once

#include <string_view>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"

namespace aegis::validators {

/// The birth number that Czechia and Slovakia share, as issued since 1954: ten digits, a multiple
/// of eleven; YYMMDD, where the month is raised by 50 for women and by 20 where serials ran out.
constexpr bool IsBirthNumber(std::string_view text) noexcept {
  if (!IsDigits(text, 10) || Number(text) % 11 != 0) return false;
  const int year = Field(text, 0, 2);
  const int month = Field(text, 2, 2) % 50;
  return IsDate(year + (year > 53 ? 1900 : 2000), month > 20 ? month - 20 : month,
                Field(text, 4, 2));
}

}  // namespace aegis::validators
