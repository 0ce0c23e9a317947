#include "src/detect/validators/uy_rut.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool UyRut(std::string_view text) noexcept {
  return IsDigits(text, 12) && !AllSame(text) &&
         (WeightedSum(text, std::array{4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2}) + Digit(text[11])) % 11 ==
             0;
}

}  // namespace aegis::validators
