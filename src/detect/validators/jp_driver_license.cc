#include "src/detect/validators/jp_driver_license.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool JpDriverLicense(std::string_view text) noexcept {
  return IsDigits(text, 12) && !AllSame(text) &&
         (11 - WeightedSum(text, std::array{5, 4, 3, 2, 7, 6, 5, 4, 3, 2}) % 11) % 10 ==
             Digit(text[10]);
}

}  // namespace aegis::validators
