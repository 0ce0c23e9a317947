#include "src/detect/validators/ca_sin.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/luhn.h"

namespace aegis::validators {

bool CaSin(std::string_view text) noexcept {
  return IsDigits(text, 9) && text[0] != '0' && text[0] != '8' && HasLuhnSum(text);
}

}  // namespace aegis::validators
