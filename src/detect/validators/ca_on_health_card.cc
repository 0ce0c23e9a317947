#include "src/detect/validators/ca_on_health_card.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/luhn.h"

namespace aegis::validators {

bool CaOnHealthCard(std::string_view text) noexcept {
  const std::string_view digits = text.substr(0, 10);
  if (!IsDigits(digits, 10) || digits[0] == '0' || AllSame(digits) || !HasLuhnSum(digits)) {
    return false;
  }
  return text.size() == 10 || (text.size() == 12 && IsUpper(text[10]) && IsUpper(text[11]));
}

}  // namespace aegis::validators
