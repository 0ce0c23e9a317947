#include "src/detect/validators/pl_nip.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool PlNip(std::string_view text) noexcept {
  if (!IsDigits(text, 10) || AllSame(text)) return false;
  return WeightedSum(text, std::array{6, 5, 7, 2, 3, 4, 5, 6, 7, -1}) % 11 == 0;
}

}  // namespace aegis::validators
