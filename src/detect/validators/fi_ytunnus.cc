#include "src/detect/validators/fi_ytunnus.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool FiYtunnus(std::string_view text) noexcept {
  return IsDigits(text, 8) && !AllSame(text) &&
         WeightedSum(text, std::array{7, 9, 10, 5, 8, 4, 2, 1}) % 11 == 0;
}

}  // namespace aegis::validators
