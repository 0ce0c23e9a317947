#include "src/detect/validators/sg_nric_fin.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool SgNricFin(std::string_view text) noexcept {
  if (text.size() != 9 || !AllDigits(text.substr(1, 7))) return false;
  int sum = WeightedSum(text.substr(1), std::array{2, 7, 6, 5, 4, 3, 2});
  std::string_view letters;
  switch (text[0]) {
    case 'T':
      sum += 4;
      [[fallthrough]];
    case 'S':
      letters = "JZIHGFEDCBA";
      break;
    case 'G':
      sum += 4;
      [[fallthrough]];
    case 'F':
      letters = "XWUTRQPNMLK";
      break;
    case 'M':
      sum += 3;
      letters = "XWUTRQPNJLK";
      break;
    default:
      return false;
  }
  return text[8] == letters[static_cast<std::size_t>(sum % 11)];
}

}  // namespace aegis::validators
