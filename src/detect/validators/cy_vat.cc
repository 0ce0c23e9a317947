#include "src/detect/validators/cy_vat.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/it_check.h"

namespace aegis::validators {

bool CyVat(std::string_view text) noexcept {
  if (text.size() != 9 || !AllDigits(text.substr(0, 8)) || text.starts_with("12")) return false;
  return text[8] == ItCheckLetter(text.substr(0, 8));
}

}  // namespace aegis::validators
