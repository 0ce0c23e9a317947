#include "src/detect/validators/hu_taj.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool HuTaj(std::string_view text) noexcept {
  return IsDigits(text, 9) && !AllSame(text) &&
         WeightedSum(text, std::array{3, 7, 3, 7, 3, 7, 3, 7}) % 10 == Digit(text[8]);
}

}  // namespace aegis::validators
