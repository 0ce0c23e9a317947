#include "src/detect/validators/bg_pnf.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool BgPnf(std::string_view text) noexcept {
  if (!IsDigits(text, 10) || AllSame(text)) return false;
  return WeightedSum(text, std::array{21, 19, 17, 13, 11, 9, 7, 3, 1}) % 10 == Digit(text[9]);
}

}  // namespace aegis::validators
