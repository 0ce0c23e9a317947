#include "src/detect/validators/is_kennitala.h"

#include <array>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"

namespace aegis::validators {

bool IsKennitala(std::string_view text) noexcept {
  if (!IsDigits(text, 10) || (text[9] != '0' && text[9] < '8')) return false;
  const int day = Field(text, 0, 2);
  const int century = text[9] == '0' ? 2000 : text[9] == '9' ? 1900 : 1800;
  return IsDate(century + Field(text, 4, 2), Field(text, 2, 2), day > 40 ? day - 40 : day) &&
         WeightedSum(text, std::array{3, 2, 7, 6, 5, 4, 3, 2, 1}) % 11 == 0;
}

}  // namespace aegis::validators
