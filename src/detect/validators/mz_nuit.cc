#include "src/detect/validators/mz_nuit.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool MzNuit(std::string_view text) noexcept {
  if (!IsDigits(text, 9) || AllSame(text)) return false;
  return text[8] == "01234567891"[WeightedSum(text, std::array{8, 9, 4, 5, 6, 7, 8, 9}) % 11];
}

}  // namespace aegis::validators
