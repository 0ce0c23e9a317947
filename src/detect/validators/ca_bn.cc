#include "src/detect/validators/ca_bn.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/luhn.h"

namespace aegis::validators {

bool CaBn(std::string_view text) noexcept {
  const std::string_view digits = text.substr(0, 9);
  if (!IsDigits(digits, 9) || AllSame(digits) || !HasLuhnSum(digits)) return false;
  return text.size() == 9 || (text.size() == 15 && IsUpper(text[9]) && IsUpper(text[10]) &&
                              IsDigits(text.substr(11), 4));
}

}  // namespace aegis::validators
