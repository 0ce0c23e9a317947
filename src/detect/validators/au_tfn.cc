#include "src/detect/validators/au_tfn.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool AuTfn(std::string_view text) noexcept {
  return IsDigits(text, 9) && !AllSame(text) &&
         WeightedSum(text, std::array{1, 4, 3, 7, 5, 8, 6, 9, 10}) % 11 == 0;
}

}  // namespace aegis::validators
