#include "src/detect/validators/ca_qc_ramq.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"

namespace aegis::validators {

bool CaQcRamq(std::string_view text) noexcept {
  if (text.size() != 12 || !All(text.substr(0, 4), IsUpper) || !AllDigits(text.substr(4, 6)) ||
      !All(text.substr(10), IsUpperAlnum)) {
    return false;
  }
  return IsDateInSomeCentury(Field(text, 4, 2), Field(text, 6, 2) % 50, Field(text, 8, 2));
}

}  // namespace aegis::validators
