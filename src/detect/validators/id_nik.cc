#include "src/detect/validators/id_nik.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"

namespace aegis::validators {

bool IdNik(std::string_view text) noexcept {
  if (!IsDigits(text, 16)) return false;
  const int province = Field(text, 0, 2);
  const bool known = (province >= 11 && province <= 21) || (province >= 31 && province <= 36) ||
                     (province >= 51 && province <= 53) || (province >= 61 && province <= 65) ||
                     (province >= 71 && province <= 76) || (province >= 81 && province <= 82) ||
                     (province >= 91 && province <= 97);
  const int day = Field(text, 6, 2);
  return known && Field(text, 2, 2) != 0 && Field(text, 4, 2) != 0 &&
         IsDateInSomeCentury(Field(text, 10, 2), Field(text, 8, 2), day > 40 ? day - 40 : day);
}

}  // namespace aegis::validators
