#include "src/detect/validators/bh_cpr.h"

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool BhCpr(std::string_view text) noexcept {
  if (!IsDigits(text, 9)) return false;
  const int month = Field(text, 2, 2);
  return month >= 1 && month <= 12;
}

}  // namespace aegis::validators
