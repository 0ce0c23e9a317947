#include "src/detect/validators/tr_national_id.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool TrNationalId(std::string_view text) noexcept {
  if (!IsDigits(text, 11) || text[0] == '0') return false;
  const int tenth = WeightedSum(text, std::array{7, -1, 7, -1, 7, -1, 7, -1, 7}) % 10;
  return (tenth + 10) % 10 == Digit(text[9]) &&
         WeightedSum(text, std::array{1, 1, 1, 1, 1, 1, 1, 1, 1, 1}) % 10 == Digit(text[10]);
}

}  // namespace aegis::validators
