#include "src/detect/validators/nl_postcode.h"

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool NlPostcode(std::string_view text) noexcept {
  if (text.size() != 6 || !AllDigits(text.substr(0, 4)) || text[0] == '0') return false;
  const std::string_view letters = text.substr(4);
  return All(letters, IsUpper) && letters != "SA" && letters != "SD" && letters != "SS";
}

}  // namespace aegis::validators
