#include "src/detect/validators/br_pis.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool BrPis(std::string_view text) noexcept {
  return IsDigits(text, 11) && !AllSame(text) &&
         WeightedSum(text, std::array{3, 2, 9, 8, 7, 6, 5, 4, 3, 2}) * 10 % 11 % 10 ==
             Digit(text[10]);
}

}  // namespace aegis::validators
