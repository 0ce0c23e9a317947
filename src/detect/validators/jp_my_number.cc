#include "src/detect/validators/jp_my_number.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool JpMyNumber(std::string_view text) noexcept {
  if (!IsDigits(text, 12) || AllSame(text)) return false;
  return (WeightedSum(text, std::array{6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2}) % 11 < 2
              ? 0
              : 11 - WeightedSum(text, std::array{6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2}) % 11) ==
         Digit(text[11]);
}

}  // namespace aegis::validators
