#include "src/detect/validators/ar_cbu.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool ArCbu(std::string_view text) noexcept {
  if (!IsDigits(text, 22) || AllSame(text)) return false;
  const std::string_view account = text.substr(8);
  return (WeightedSum(text, std::array{7, 1, 3, 9, 7, 1, 3}) + Digit(text[7])) % 10 == 0 &&
         (WeightedSum(account, std::array{3, 9, 7, 1, 3, 9, 7, 1, 3, 9, 7, 1, 3}) +
          Digit(account[13])) %
                 10 ==
             0;
}

}  // namespace aegis::validators
