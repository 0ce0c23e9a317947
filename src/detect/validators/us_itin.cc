#include "src/detect/validators/us_itin.h"

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool UsItin(std::string_view text) noexcept {
  if (!IsDigits(text, 9) || text[0] != '9') return false;
  const int group = Field(text, 3, 2);
  return (group >= 50 && group <= 65) || (group >= 70 && group <= 88) ||
         (group >= 90 && group != 93);
}

}  // namespace aegis::validators
