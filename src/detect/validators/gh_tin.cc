#include "src/detect/validators/gh_tin.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool GhTin(std::string_view text) noexcept {
  if (text.size() != 11 || !Contains("CGPQV", text[0]) || !AllDigits(text.substr(1, 9)) ||
      text[1] != '0' || text[2] != '0') {
    return false;
  }
  const int sum = WeightedSum(text.substr(1), std::array{1, 2, 3, 4, 5, 6, 7, 8, 9});
  return text[10] == "0123456789X"[sum % 11];
}

}  // namespace aegis::validators
