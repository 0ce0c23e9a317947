#include "src/detect/validators/mx_clabe.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool MxClabe(std::string_view text) noexcept {
  if (!IsDigits(text, 18) || AllSame(text)) return false;
  return (WeightedSum(text, std::array{3, 7, 1, 3, 7, 1, 3, 7, 1, 3, 7, 1, 3, 7, 1, 3, 7}) +
          Digit(text[17])) %
             10 ==
         0;
}

}  // namespace aegis::validators
