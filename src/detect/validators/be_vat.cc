#include "src/detect/validators/be_vat.h"

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool BeVat(std::string_view text) noexcept {
  if (!IsDigits(text, 10) || text[0] > '1' || Number(text.substr(0, 8)) == 0) return false;
  return Number(text.substr(8)) == 97 - Number(text.substr(0, 8)) % 97;
}

}  // namespace aegis::validators
