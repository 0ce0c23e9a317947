#include "src/detect/validators/fi_personal_identity_code.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"

namespace aegis::validators {

bool FiPersonalIdentityCode(std::string_view text) noexcept {
  if (text.size() != 11 || !AllDigits(text.substr(0, 6)) || !AllDigits(text.substr(7, 3)))
    return false;
  if (!Contains("+-ABCDEFUVWXY", text[6])) return false;
  if (!IsDateInSomeCentury(Field(text, 4, 2), Field(text, 2, 2), Field(text, 0, 2))) return false;
  const int number = Field(text, 0, 6) * 1000 + Field(text, 7, 3);
  return text[10] == "0123456789ABCDEFHJKLMNPRSTUVWXY"[number % 31];
}

}  // namespace aegis::validators
