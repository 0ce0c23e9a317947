#include "src/detect/validators/kr_brn.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool KrBrn(std::string_view text) noexcept {
  if (!IsDigits(text, 10) || AllSame(text)) return false;
  const int sum = WeightedSum(text, std::array{1, 3, 7, 1, 3, 7, 1, 3, 5});
  return (sum + Digit(text[8]) * 5 / 10 + Digit(text[9])) % 10 == 0;
}

}  // namespace aegis::validators
