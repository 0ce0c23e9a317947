#include "src/detect/validators/ec_ci.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/luhn.h"

namespace aegis::validators {

bool EcCi(std::string_view text) noexcept {
  if (!IsDigits(text, 10) || text[2] > '5' || !HasLuhnSum(text)) return false;
  const int province = Field(text, 0, 2);
  return (province >= 1 && province <= 24) || province == 30;
}

}  // namespace aegis::validators
