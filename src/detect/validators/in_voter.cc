#include "src/detect/validators/in_voter.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/luhn.h"

namespace aegis::validators {

bool InVoter(std::string_view text) noexcept {
  if (text.size() != 10) return false;
  const std::string_view digits = text.substr(3);
  return All(text.substr(0, 3), IsUpper) && AllDigits(digits) && !AllSame(digits) &&
         HasLuhnSum(digits);
}

}  // namespace aegis::validators
