#include "src/detect/validators/au_acn.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool AuAcn(std::string_view text) noexcept {
  return IsDigits(text, 9) && !AllSame(text) &&
         WeightedSum(text, std::array{8, 7, 6, 5, 4, 3, 2, 1, 1}) % 10 == 0;
}

}  // namespace aegis::validators
