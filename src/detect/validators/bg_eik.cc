#include "src/detect/validators/bg_eik.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool BgEik(std::string_view text) noexcept {
  if (!IsDigits(text, 9) || AllSame(text)) return false;
  int check = WeightedSum(text, std::array{1, 2, 3, 4, 5, 6, 7, 8}) % 11;
  if (check == 10) check = WeightedSum(text, std::array{3, 4, 5, 6, 7, 8, 9, 10}) % 11 % 10;
  return check == Digit(text[8]);
}

}  // namespace aegis::validators
