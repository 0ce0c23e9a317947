#include "src/detect/validators/cn_resident_id.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"
#include "src/detect/validators/iso7064.h"

namespace aegis::validators {

bool CnResidentId(std::string_view text) noexcept {
  if (text.size() != 18 || !AllDigits(text.substr(0, 17)) || text[0] == '0') return false;
  if (!IsDigit(text[17]) && text[17] != 'X') return false;
  return IsDate(Field(text, 6, 4), Field(text, 10, 2), Field(text, 12, 2)) && HasMod11_2(text);
}

}  // namespace aegis::validators
