#include "src/detect/validators/ec_ruc.h"

#include <array>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/luhn.h"

namespace aegis::validators {

bool EcRuc(std::string_view text) noexcept {
  if (!IsDigits(text, 13) || text.ends_with("000")) return false;
  // Branches are counted from one, and few have more than nine.
  if (text[10] != '0' || text[11] != '0') return false;
  const int province = Field(text, 0, 2);
  if (province < 1 || (province > 24 && province != 30)) return false;
  if (text[2] == '6') {
    return (WeightedSum(text, std::array{3, 2, 7, 6, 5, 4, 3, 2}) + Digit(text[8])) % 11 == 0 &&
           text[9] == '0';
  }
  if (text[2] == '9') {
    return (WeightedSum(text, std::array{4, 3, 2, 7, 6, 5, 4, 3, 2}) + Digit(text[9])) % 11 == 0;
  }
  return text[2] < '6' && HasLuhnSum(text.substr(0, 10));
}

}  // namespace aegis::validators
