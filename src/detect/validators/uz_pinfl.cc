#include "src/detect/validators/uz_pinfl.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"

namespace aegis::validators {

bool UzPinfl(std::string_view text) noexcept {
  if (!IsDigits(text, 14) || text[0] < '1' || text[0] > '6') return false;
  const int century = 1800 + (Digit(text[0]) - 1) / 2 * 100;
  return IsDate(century + Field(text, 5, 2), Field(text, 3, 2), Field(text, 1, 2));
}

}  // namespace aegis::validators
