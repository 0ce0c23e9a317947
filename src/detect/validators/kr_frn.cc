#include "src/detect/validators/kr_frn.h"

#include <array>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"

namespace aegis::validators {

bool KrFrn(std::string_view text) noexcept {
  if (!IsDigits(text, 13) || text[6] < '5' || text[6] > '8') return false;
  const int year = (text[6] < '7' ? 1900 : 2000) + Field(text, 0, 2);
  return IsDate(year, Field(text, 2, 2), Field(text, 4, 2)) &&
         (13 - WeightedSum(text, std::array{2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5}) % 11) % 10 ==
             Digit(text[12]);
}

}  // namespace aegis::validators
