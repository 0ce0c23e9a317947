#include "src/detect/validators/hu_personal_tax_id.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool HuPersonalTaxId(std::string_view text) noexcept {
  return IsDigits(text, 10) && text[0] == '8' && !AllSame(text) &&
         WeightedSum(text, std::array{1, 2, 3, 4, 5, 6, 7, 8, 9}) % 11 == Digit(text[9]);
}

}  // namespace aegis::validators
