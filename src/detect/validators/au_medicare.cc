#include "src/detect/validators/au_medicare.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool AuMedicare(std::string_view text) noexcept {
  if (text.size() != 10 && text.size() != 11) return false;
  return AllDigits(text) && text[0] >= '2' && text[0] <= '6' &&
         WeightedSum(text, std::array{1, 3, 7, 9, 1, 3, 7, 9}) % 10 == Digit(text[8]);
}

}  // namespace aegis::validators
