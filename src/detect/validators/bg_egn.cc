#include "src/detect/validators/bg_egn.h"

#include <array>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"

namespace aegis::validators {

bool BgEgn(std::string_view text) noexcept {
  if (!IsDigits(text, 10)) return false;
  const int raised = Field(text, 2, 2);
  if (raised >= 60) return false;
  constexpr int kCentury[] = {1900, 1800, 2000};
  return IsDate(kCentury[raised / 20] + Field(text, 0, 2), raised % 20, Field(text, 4, 2)) &&
         WeightedSum(text, std::array{2, 4, 8, 5, 10, 9, 7, 3, 6}) % 11 % 10 == Digit(text[9]);
}

}  // namespace aegis::validators
