#include "src/detect/validators/gr_afm.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool GrAfm(std::string_view text) noexcept {
  if (!IsDigits(text, 9) || AllSame(text)) return false;
  return WeightedSum(text, std::array{256, 128, 64, 32, 16, 8, 4, 2}) % 11 % 10 == Digit(text[8]);
}

}  // namespace aegis::validators
