#include "src/detect/validators/kw_civil_id.h"

#include <array>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"

namespace aegis::validators {

bool KwCivilId(std::string_view text) noexcept {
  if (!IsDigits(text, 12) || (text[0] != '2' && text[0] != '3')) return false;
  return IsDate((text[0] == '2' ? 1900 : 2000) + Field(text, 1, 2), Field(text, 3, 2),
                Field(text, 5, 2)) &&
         11 - WeightedSum(text, std::array{2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}) % 11 ==
             Digit(text[11]);
}

}  // namespace aegis::validators
