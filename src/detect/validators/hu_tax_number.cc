#include "src/detect/validators/hu_tax_number.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool HuTaxNumber(std::string_view text) noexcept {
  if ((text.size() != 8 && text.size() != 11) || !AllDigits(text)) return false;
  if (AllSame(text.substr(0, 8))) return false;
  if (text.size() == 11 && (text[8] < '1' || text[8] > '5')) return false;
  return WeightedSum(text, std::array{9, 7, 3, 1, 9, 7, 3, 1}) % 10 == 0;
}

}  // namespace aegis::validators
