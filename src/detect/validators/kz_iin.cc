#include "src/detect/validators/kz_iin.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool KzIin(std::string_view text) noexcept {
  if (!IsDigits(text, 12) || AllSame(text)) return false;
  const int month = Field(text, 2, 2);
  if (month < 1 || month > 12 || text[4] > '6') return false;
  int check = WeightedSum(text, std::array{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}) % 11;
  if (check == 10) {
    check = WeightedSum(text, std::array{3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2}) % 11;
  }
  return check == Digit(text[11]);
}

}  // namespace aegis::validators
