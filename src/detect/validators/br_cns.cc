#include "src/detect/validators/br_cns.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool BrCns(std::string_view text) noexcept {
  return IsDigits(text, 15) && Contains("12789", text[0]) &&
         WeightedSum(text, std::array{15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1}) % 11 == 0;
}

}  // namespace aegis::validators
