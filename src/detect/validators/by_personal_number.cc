#include "src/detect/validators/by_personal_number.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"

namespace aegis::validators {

bool ByPersonalNumber(std::string_view text) noexcept {
  if (text.size() != 14 || !AllDigits(text.substr(0, 7)) || text[0] < '1' || text[0] > '6' ||
      !Contains("ABCEHKM", text[7]) || !AllDigits(text.substr(8, 3)) || !IsDigit(text[13])) {
    return false;
  }
  const std::string_view citizenship = text.substr(11, 2);
  const int century = 1800 + (Digit(text[0]) - 1) / 2 * 100;
  return (citizenship == "PB" || citizenship == "BA" || citizenship == "BI") &&
         IsDate(century + Field(text, 5, 2), Field(text, 3, 2), Field(text, 1, 2));
}

}  // namespace aegis::validators
