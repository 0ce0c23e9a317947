#include "src/detect/validators/hr_oib.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/iso7064.h"

namespace aegis::validators {

bool HrOib(std::string_view text) noexcept {
  return IsDigits(text, 11) && !AllSame(text) && HasMod11_10(text);
}

}  // namespace aegis::validators
