#include "src/detect/validators/uk_vat.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool UkVat(std::string_view text) noexcept {
  if (text.size() == 5 && AllDigits(text.substr(2))) {
    return text.starts_with("GD") ? text[2] < '5' : text.starts_with("HA") && text[2] >= '5';
  }
  if ((text.size() != 9 && text.size() != 12) || !AllDigits(text) || AllSame(text)) return false;
  const int sum = (WeightedSum(text, std::array{8, 7, 6, 5, 4, 3, 2}) + Field(text, 7, 2)) % 97;
  return sum == 0 || sum == 42;
}

}  // namespace aegis::validators
