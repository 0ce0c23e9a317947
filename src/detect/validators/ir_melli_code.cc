#include "src/detect/validators/ir_melli_code.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool IrMelliCode(std::string_view text) noexcept {
  if (!IsDigits(text, 10) || AllSame(text)) return false;
  const int rest = WeightedSum(text, std::array{10, 9, 8, 7, 6, 5, 4, 3, 2}) % 11;
  return Digit(text[9]) == (rest < 2 ? rest : 11 - rest);
}

}  // namespace aegis::validators
