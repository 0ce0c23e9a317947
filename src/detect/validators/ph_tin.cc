#include "src/detect/validators/ph_tin.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool PhTin(std::string_view text) noexcept {
  if ((text.size() != 9 && text.size() != 12 && text.size() != 14) || !AllDigits(text))
    return false;
  return !AllSame(text.substr(0, 9)) &&
         WeightedSum(text, std::array{9, 8, 7, 6, 5, 4, 3, 2}) % 11 == Digit(text[8]);
}

}  // namespace aegis::validators
