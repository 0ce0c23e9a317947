#include "src/detect/validators/sk_vat.h"

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool SkVat(std::string_view text) noexcept {
  return IsDigits(text, 10) && text[0] != '0' && Contains("234789", text[2]) &&
         Number(text) % 11 == 0;
}

}  // namespace aegis::validators
