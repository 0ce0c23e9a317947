#include "src/detect/validators/us_ssn.h"

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool UsSsn(std::string_view text) noexcept {
  if (!IsDigits(text, 9)) return false;
  const int area = Field(text, 0, 3);
  return area != 0 && area != 666 && area < 900 && Field(text, 3, 2) != 0 && Field(text, 5, 4) != 0;
}

}  // namespace aegis::validators
