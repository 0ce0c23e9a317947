#include "src/detect/validators/nl_bsn.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool NlBsn(std::string_view text) noexcept {
  if ((text.size() != 8 && text.size() != 9) || !AllDigits(text) || AllSame(text)) return false;
  const int sum = text.size() == 9 ? WeightedSum(text, std::array{9, 8, 7, 6, 5, 4, 3, 2, -1})
                                   : WeightedSum(text, std::array{8, 7, 6, 5, 4, 3, 2, -1});
  return sum % 11 == 0;
}

}  // namespace aegis::validators
