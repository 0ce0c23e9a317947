#include "src/detect/validators/ee_registrikood.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool EeRegistrikood(std::string_view text) noexcept {
  if (!IsDigits(text, 8) || text[0] == '0') return false;
  int check = WeightedSum(text, std::array{1, 2, 3, 4, 5, 6, 7}) % 11;
  if (check == 10) check = WeightedSum(text, std::array{3, 4, 5, 6, 7, 8, 9}) % 11 % 10;
  return check == Digit(text[7]);
}

}  // namespace aegis::validators
