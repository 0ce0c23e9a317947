#include "src/detect/validators/th_tnin.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool ThTnin(std::string_view text) noexcept {
  if (!IsDigits(text, 13) || AllSame(text) || text[0] == '0' || text[0] == '9') return false;
  return (11 - WeightedSum(text, std::array{13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2}) % 11) % 10 ==
         Digit(text[12]);
}

}  // namespace aegis::validators
