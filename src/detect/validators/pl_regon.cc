#include "src/detect/validators/pl_regon.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool PlRegon(std::string_view text) noexcept {
  if (!IsDigits(text, 9) || AllSame(text)) return false;
  return WeightedSum(text, std::array{8, 9, 2, 3, 4, 5, 6, 7}) % 11 % 10 == Digit(text[8]);
}

}  // namespace aegis::validators
