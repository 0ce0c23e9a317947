#include "src/detect/validators/am_psn.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"

namespace aegis::validators {

bool AmPsn(std::string_view text) noexcept {
  if (!IsDigits(text, 10)) return false;
  const int raised = Field(text, 0, 2);
  return IsDateInSomeCentury(Field(text, 4, 2), Field(text, 2, 2),
                             raised > 50 ? raised - 50 : raised - 10);
}

}  // namespace aegis::validators
