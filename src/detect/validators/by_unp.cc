#include "src/detect/validators/by_unp.h"

#include <array>
#include <cstddef>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool ByUnp(std::string_view text) noexcept {
  if (text.size() != 9 || !AllDigits(text.substr(2))) return false;
  if (!Contains("1234567", text[0]) && text[0] != '9' && !Contains("ABCEHKM", text[0]))
    return false;
  int second = Digit(text[1]);
  if (!IsDigit(text[1])) {
    const std::size_t place = std::string_view("ABCEHKMOPT").find(text[1]);
    if (place == std::string_view::npos || IsDigit(text[0])) return false;
    second = static_cast<int>(place);
  }
  const int sum = Value36(text[0]) * 29 + second * 23 +
                  WeightedSum(text.substr(2), std::array{19, 17, 13, 7, 5, 3});
  return !AllSame(text) && sum % 11 == Digit(text[8]);
}

}  // namespace aegis::validators
