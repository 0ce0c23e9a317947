#include "src/detect/validators/dk_cvr.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool DkCvr(std::string_view text) noexcept {
  return IsDigits(text, 8) && text[0] != '0' &&
         WeightedSum(text, std::array{2, 7, 6, 5, 4, 3, 2, 1}) % 11 == 0;
}

}  // namespace aegis::validators
