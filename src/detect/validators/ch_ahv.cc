#include "src/detect/validators/ch_ahv.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool ChAhv(std::string_view text) noexcept {
  return IsDigits(text, 13) && text.starts_with("756") &&
         WeightedSum(text, std::array{1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1}) % 10 == 0;
}

}  // namespace aegis::validators
