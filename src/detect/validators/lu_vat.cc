#include "src/detect/validators/lu_vat.h"

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool LuVat(std::string_view text) noexcept {
  return IsDigits(text, 8) && !AllSame(text) &&
         Number(text.substr(0, 6)) % 89 == Number(text.substr(6));
}

}  // namespace aegis::validators
