#include "src/detect/validators/cz_ico.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool CzIco(std::string_view text) noexcept {
  if (!IsDigits(text, 8) || AllSame(text)) return false;
  const int check = (11 - WeightedSum(text, std::array{8, 7, 6, 5, 4, 3, 2}) % 11) % 11;
  return (check == 0 ? 1 : check) % 10 == Digit(text[7]);
}

}  // namespace aegis::validators
