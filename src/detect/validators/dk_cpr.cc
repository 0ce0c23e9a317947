#include "src/detect/validators/dk_cpr.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"

namespace aegis::validators {

bool DkCpr(std::string_view text) noexcept {
  return IsDigits(text, 10) &&
         IsDateInSomeCentury(Field(text, 4, 2), Field(text, 2, 2), Field(text, 0, 2));
}

}  // namespace aegis::validators
