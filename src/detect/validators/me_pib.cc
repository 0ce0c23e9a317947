#include "src/detect/validators/me_pib.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool MePib(std::string_view text) noexcept {
  if (!IsDigits(text, 8) || text[0] != '0' || AllSame(text)) return false;
  const int check = (11 - WeightedSum(text, std::array{8, 7, 6, 5, 4, 3, 2}) % 11) % 11 % 10;
  return check == Digit(text[7]);
}

}  // namespace aegis::validators
