#include "src/detect/validators/fr_siren.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/luhn.h"

namespace aegis::validators {

bool FrSiren(std::string_view text) noexcept {
  return IsDigits(text, 9) && !AllSame(text) && HasLuhnSum(text);
}

}  // namespace aegis::validators
