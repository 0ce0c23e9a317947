#include "src/detect/validators/pl_pesel.h"

#include <array>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"

namespace aegis::validators {

bool PlPesel(std::string_view text) noexcept {
  if (!IsDigits(text, 11)) return false;
  constexpr int kCentury[] = {1900, 2000, 2100, 2200, 1800};
  const int month = Field(text, 2, 2);
  return IsDate(kCentury[month / 20] + Field(text, 0, 2), month % 20, Field(text, 4, 2)) &&
         WeightedSum(text, std::array{1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1}) % 10 == 0;
}

}  // namespace aegis::validators
