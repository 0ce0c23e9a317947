#include "src/detect/validators/it_vat_code.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/luhn.h"

namespace aegis::validators {

bool ItVatCode(std::string_view text) noexcept {
  if (!IsDigits(text, 11) || !HasLuhnSum(text) || text.starts_with("0000000")) return false;
  // Provinces, foreign residents, and the offices that register the others.
  const int office = Field(text, 7, 3);
  return (office >= 1 && office <= 121) || office == 888 || office == 999;
}

}  // namespace aegis::validators
