#include "src/detect/validators/mt_vat.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool MtVat(std::string_view text) noexcept {
  return IsDigits(text, 8) && text[0] != '0' &&
         WeightedSum(text, std::array{3, 4, 6, 7, 8, 9, 10, 1}) % 37 == 0;
}

}  // namespace aegis::validators
