#include "src/detect/validators/it_vat_code.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/luhn.h"

namespace aegis::validators {

bool ItVatCode(std::string_view text) noexcept {
  // Digits 8 to 10 are the office that gave the number out; which there are has changed too often
  // to refuse one.
  return IsDigits(text, 11) && !text.starts_with("0000000") && HasLuhnSum(text);
}

}  // namespace aegis::validators
