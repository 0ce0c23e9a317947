#include "src/detect/validators/no_kontonr.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool NoKontonr(std::string_view text) noexcept {
  if (!IsDigits(text, 11) || AllSame(text)) return false;
  return WeightedSum(text, std::array{5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1}) % 11 == 0;
}

}  // namespace aegis::validators
