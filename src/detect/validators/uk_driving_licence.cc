#include "src/detect/validators/uk_driving_licence.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"

namespace aegis::validators {

bool UkDrivingLicence(std::string_view text) noexcept {
  if (text.size() != 16 || !IsUpper(text[0]) || !AllDigits(text.substr(5, 6))) return false;
  std::size_t letters = 1;
  while (letters < 5 && IsUpper(text[letters])) ++letters;
  for (std::size_t i = letters; i < 5; ++i) {
    if (text[i] != '9') return false;
  }
  // 1900 has no 29 February, so a year is taken that may have one.
  const int year = 2000 + Digit(text[5]) * 10 + Digit(text[10]);
  return IsDate(year, Field(text, 6, 2) % 50, Field(text, 8, 2)) &&
         (IsUpper(text[11]) || text[11] == '9') && (IsUpper(text[12]) || text[12] == '9') &&
         IsUpperAlnum(text[13]) && IsUpper(text[14]) && IsUpper(text[15]);
}

}  // namespace aegis::validators
