#include "src/detect/validators/fr_nif.h"

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool FrNif(std::string_view text) noexcept {
  return IsDigits(text, 13) && text[0] <= '3' && !AllSame(text) &&
         Number(text.substr(0, 10)) % 511 == Number(text.substr(10));
}

}  // namespace aegis::validators
