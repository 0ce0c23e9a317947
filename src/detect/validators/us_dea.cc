#include "src/detect/validators/us_dea.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool UsDea(std::string_view text) noexcept {
  if (text.size() != 9 || !Contains("ABCDEFGHJKLMPRSTUX", text[0]) ||
      !(IsUpper(text[1]) || text[1] == '9') || !AllDigits(text.substr(2))) {
    return false;
  }
  return WeightedSum(text.substr(2), std::array{1, 2, 1, 2, 1, 2}) % 10 == Digit(text[8]);
}

}  // namespace aegis::validators
