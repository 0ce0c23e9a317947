#include "src/detect/validators/il_id.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/luhn.h"

namespace aegis::validators {

bool IlId(std::string_view text) noexcept {
  return IsDigits(text, 9) && !AllSame(text) && HasLuhnSum(text);
}

}  // namespace aegis::validators
