#include "src/detect/validators/gt_cui.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool GtCui(std::string_view text) noexcept {
  if (!IsDigits(text, 13)) return false;
  const int department = Field(text, 9, 2);
  const int municipality = Field(text, 11, 2);
  return WeightedSum(text, std::array{2, 3, 4, 5, 6, 7, 8, 9}) % 11 == Digit(text[8]) &&
         department >= 1 && department <= 22 && municipality >= 1 && municipality <= 34;
}

}  // namespace aegis::validators
