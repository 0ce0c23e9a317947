#include "src/detect/validators/tz_nida.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"

namespace aegis::validators {

bool TzNida(std::string_view text) noexcept {
  if (!IsDigits(text, 20)) return false;
  const int year = Field(text, 0, 4);
  return year >= 1900 && year <= 2099 && IsDate(year, Field(text, 4, 2), Field(text, 6, 2));
}

}  // namespace aegis::validators
