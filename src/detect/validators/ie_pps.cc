#include "src/detect/validators/ie_pps.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool IePps(std::string_view text) noexcept {
  if ((text.size() != 8 && text.size() != 9) || !AllDigits(text.substr(0, 7))) return false;
  int sum = WeightedSum(text, std::array{8, 7, 6, 5, 4, 3, 2});
  if (text.size() == 9 && text[8] != 'W') {
    if (text[8] < 'A' || text[8] > 'I') return false;
    sum += 9 * (text[8] - 'A' + 1);
  }
  return text[7] == "WABCDEFGHIJKLMNOPQRSTUV"[sum % 23];
}

}  // namespace aegis::validators
