#include "src/detect/validators/uy_ci.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool UyCi(std::string_view text) noexcept {
  if (!AllDigits(text) || AllSame(text)) return false;
  if (text.size() == 7) {
    return (WeightedSum(text, std::array{9, 8, 7, 6, 3, 4}) + Digit(text[6])) % 10 == 0;
  }
  return text.size() == 8 &&
         (WeightedSum(text, std::array{2, 9, 8, 7, 6, 3, 4}) + Digit(text[7])) % 10 == 0;
}

}  // namespace aegis::validators
