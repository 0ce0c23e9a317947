#include "src/detect/validators/ca_bc_phn.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool CaBcPhn(std::string_view text) noexcept {
  return IsDigits(text, 10) && text[0] == '9' &&
         (WeightedSum(text.substr(1), std::array{2, 4, 8, 5, 10, 9, 7, 3}) + Digit(text[9])) % 11 ==
             0;
}

}  // namespace aegis::validators
