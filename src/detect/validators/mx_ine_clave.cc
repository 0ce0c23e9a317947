#include "src/detect/validators/mx_ine_clave.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"

namespace aegis::validators {

bool MxIneClave(std::string_view text) noexcept {
  if (text.size() != 18 || !All(text.substr(0, 6), IsUpper) || !AllDigits(text.substr(6, 8)) ||
      !Contains("HM", text[14]) || !AllDigits(text.substr(15))) {
    return false;
  }
  const int state = Field(text, 12, 2);
  return ((state >= 1 && state <= 32) || state == 87 || state == 88) &&
         IsDateInSomeCentury(Field(text, 6, 2), Field(text, 8, 2), Field(text, 10, 2));
}

}  // namespace aegis::validators
