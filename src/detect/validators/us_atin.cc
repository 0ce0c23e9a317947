#include "src/detect/validators/us_atin.h"

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool UsAtin(std::string_view text) noexcept {
  return IsDigits(text, 9) && text[0] == '9' && Field(text, 3, 2) == 93;
}

}  // namespace aegis::validators
