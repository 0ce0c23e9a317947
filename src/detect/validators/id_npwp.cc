#include "src/detect/validators/id_npwp.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/luhn.h"

namespace aegis::validators {

bool IdNpwp(std::string_view text) noexcept {
  if (text.size() == 16 && text[0] == '0') text.remove_prefix(1);
  return IsDigits(text, 15) && !AllSame(text.substr(0, 9)) && HasLuhnSum(text.substr(0, 9));
}

}  // namespace aegis::validators
