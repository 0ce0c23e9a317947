#include "src/detect/validators/iccid.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/luhn.h"

namespace aegis::validators {

bool Iccid(std::string_view text) noexcept {
  return (text.size() == 19 || text.size() == 20) && text.starts_with("89") && AllDigits(text) &&
         HasLuhnSum(text);
}

}  // namespace aegis::validators
