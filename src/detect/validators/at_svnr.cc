#include "src/detect/validators/at_svnr.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool AtSvnr(std::string_view text) noexcept {
  if (!IsDigits(text, 10) || text[0] == '0') return false;
  if (Field(text, 4, 2) > 31 || Field(text, 6, 2) > 15) return false;
  return WeightedSum(text, std::array{3, 7, 9, 0, 5, 8, 4, 2, 1, 6}) % 11 == Digit(text[3]);
}

}  // namespace aegis::validators
