#include "src/detect/validators/ni_cedula.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"

namespace aegis::validators {

bool NiCedula(std::string_view text) noexcept {
  return text.size() == 14 && AllDigits(text.substr(0, 13)) && IsUpper(text[13]) &&
         IsDateInSomeCentury(Field(text, 7, 2), Field(text, 5, 2), Field(text, 3, 2));
}

}  // namespace aegis::validators
