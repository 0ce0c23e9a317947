#include "src/detect/validators/fr_siret.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/fr_siren.h"
#include "src/detect/validators/luhn.h"

namespace aegis::validators {

bool FrSiret(std::string_view text) noexcept {
  if (!IsDigits(text, 14) || !FrSiren(text.substr(0, 9))) return false;
  if (HasLuhnSum(text)) return true;
  if (!text.starts_with("356000000")) return false;
  int sum = 0;
  for (const char c : text) sum += Digit(c);
  return sum % 5 == 0;
}

}  // namespace aegis::validators
