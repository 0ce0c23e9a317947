#include "src/detect/validators/do_rnc.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool DoRnc(std::string_view text) noexcept {
  return IsDigits(text, 9) &&
         (10 - WeightedSum(text, std::array{7, 9, 8, 6, 5, 4, 3, 2}) % 11) % 9 + 1 ==
             Digit(text[8]);
}

}  // namespace aegis::validators
