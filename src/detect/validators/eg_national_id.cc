#include "src/detect/validators/eg_national_id.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"

namespace aegis::validators {

bool EgNationalId(std::string_view text) noexcept {
  if (!IsDigits(text, 14) || (text[0] != '2' && text[0] != '3')) return false;
  const int governorate = Field(text, 7, 2);
  const bool known = (governorate >= 1 && governorate <= 4) ||
                     (governorate >= 11 && governorate <= 19) ||
                     (governorate >= 21 && governorate <= 29) ||
                     (governorate >= 31 && governorate <= 35) || governorate == 88;
  return known && IsDate((text[0] == '2' ? 1900 : 2000) + Field(text, 1, 2), Field(text, 3, 2),
                         Field(text, 5, 2));
}

}  // namespace aegis::validators
