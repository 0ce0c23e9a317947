#include "src/detect/validators/ee_vat.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool EeVat(std::string_view text) noexcept {
  return IsDigits(text, 9) && !AllSame(text) &&
         WeightedSum(text, std::array{3, 7, 1, 3, 7, 1, 3, 7, 1}) % 10 == 0;
}

}  // namespace aegis::validators
