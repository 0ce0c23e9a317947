#include "src/detect/validators/de_lanr.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool DeLanr(std::string_view text) noexcept {
  return IsDigits(text, 9) && !AllSame(text) &&
         (WeightedSum(text, std::array{4, 9, 4, 9, 4, 9}) + Digit(text[6])) % 10 == 0;
}

}  // namespace aegis::validators
