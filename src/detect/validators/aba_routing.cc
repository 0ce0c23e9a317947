#include "src/detect/validators/aba_routing.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool AbaRouting(std::string_view text) noexcept {
  if (!IsDigits(text, 9) || AllSame(text)) return false;
  const int district = Field(text, 0, 2);
  const bool known = district <= 12 || (district >= 21 && district <= 32) ||
                     (district >= 61 && district <= 72) || district == 80;
  return known && WeightedSum(text, std::array{3, 7, 1, 3, 7, 1, 3, 7, 1}) % 10 == 0;
}

}  // namespace aegis::validators
