#include "src/detect/validators/rs_pib.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/iso7064.h"

namespace aegis::validators {

bool RsPib(std::string_view text) noexcept {
  return IsDigits(text, 9) && text[0] != '0' && HasMod11_10(text);
}

}  // namespace aegis::validators
