#include "src/detect/validators/pt_niss.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool PtNiss(std::string_view text) noexcept {
  return IsDigits(text, 11) && (text[0] == '1' || text[0] == '2') && !AllSame(text) &&
         9 - WeightedSum(text, std::array{29, 23, 19, 17, 13, 11, 7, 5, 3, 2}) % 10 ==
             Digit(text[10]);
}

}  // namespace aegis::validators
