#include "src/detect/validators/ro_cnp.h"

#include <array>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"

namespace aegis::validators {

bool RoCnp(std::string_view text) noexcept {
  if (!IsDigits(text, 13) || text[0] == '0') return false;
  if (!IsDateInSomeCentury(Field(text, 1, 2), Field(text, 3, 2), Field(text, 5, 2))) return false;
  const int check = WeightedSum(text, std::array{2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9}) % 11;
  return (check == 10 ? 1 : check) == Digit(text[12]);
}

}  // namespace aegis::validators
