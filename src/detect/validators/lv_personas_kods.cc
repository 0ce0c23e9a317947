#include "src/detect/validators/lv_personas_kods.h"

#include <array>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"

namespace aegis::validators {

bool LvPersonasKods(std::string_view text) noexcept {
  if (!IsDigits(text, 11)) return false;
  const int first = Field(text, 0, 2);
  const bool dated = first < 32;
  if (first > 39 ||
      (dated && (text[6] > '2' || !IsDate(1800 + 100 * Digit(text[6]) + Field(text, 4, 2),
                                          Field(text, 2, 2), first)))) {
    return false;
  }
  return (1 + WeightedSum(text, std::array{10, 5, 8, 4, 2, 1, 6, 3, 7, 9})) % 11 % 10 ==
         Digit(text[10]);
}

}  // namespace aegis::validators
