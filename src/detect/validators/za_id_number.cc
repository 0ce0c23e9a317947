#include "src/detect/validators/za_id_number.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"
#include "src/detect/validators/luhn.h"

namespace aegis::validators {

bool ZaIdNumber(std::string_view text) noexcept {
  return IsDigits(text, 13) && text[10] <= '2' &&
         IsDateInSomeCentury(Field(text, 0, 2), Field(text, 2, 2), Field(text, 4, 2)) &&
         HasLuhnSum(text);
}

}  // namespace aegis::validators
