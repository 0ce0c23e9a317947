#include "src/detect/validators/pe_ruc.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool PeRuc(std::string_view text) noexcept {
  if (!IsDigits(text, 11)) return false;
  const int kind = Field(text, 0, 2);
  return (kind == 10 || (kind >= 15 && kind <= 17) || kind == 20) &&
         (11 - WeightedSum(text, std::array{5, 4, 3, 2, 7, 6, 5, 4, 3, 2}) % 11) % 10 ==
             Digit(text[10]);
}

}  // namespace aegis::validators
