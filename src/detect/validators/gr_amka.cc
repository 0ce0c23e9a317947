#include "src/detect/validators/gr_amka.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"
#include "src/detect/validators/luhn.h"

namespace aegis::validators {

bool GrAmka(std::string_view text) noexcept {
  return IsDigits(text, 11) &&
         IsDateInSomeCentury(Field(text, 4, 2), Field(text, 2, 2), Field(text, 0, 2)) &&
         HasLuhnSum(text);
}

}  // namespace aegis::validators
