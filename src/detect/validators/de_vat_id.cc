#include "src/detect/validators/de_vat_id.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/iso7064.h"

namespace aegis::validators {

bool DeVatId(std::string_view text) noexcept {
  return text.size() == 11 && text.starts_with("DE") && AllDigits(text.substr(2)) &&
         text[2] != '0' && HasMod11_10(text.substr(2));
}

}  // namespace aegis::validators
