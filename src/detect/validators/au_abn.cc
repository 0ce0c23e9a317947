#include "src/detect/validators/au_abn.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool AuAbn(std::string_view text) noexcept {
  return IsDigits(text, 11) && text[0] != '0' &&
         (WeightedSum(text, std::array{10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19}) - 10) % 89 == 0;
}

}  // namespace aegis::validators
