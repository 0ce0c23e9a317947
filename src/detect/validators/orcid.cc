#include "src/detect/validators/orcid.h"

#include "src/detect/validators/iso7064.h"

namespace aegis::validators {

bool Orcid(std::string_view text) noexcept {
  return text.size() == 16 && AllDigits(text.substr(0, 15)) &&
         (IsDigit(text[15]) || text[15] == 'X') && text.starts_with("0000000") &&
         text.find_first_not_of('0') < 15 && HasMod11_2(text);
}

}  // namespace aegis::validators
