#include "src/detect/validators/es_ccc.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool EsCcc(std::string_view text) noexcept {
  if (!IsDigits(text, 20) || AllSame(text)) return false;
  const int office = WeightedSum(text, std::array{4, 8, 5, 10, 9, 7, 3, 6});
  const int account = WeightedSum(text.substr(10), std::array{1, 2, 4, 8, 5, 10, 9, 7, 3, 6});
  const auto check = [](int sum) {
    const int value = (11 - sum % 11) % 11;
    return value == 10 ? 1 : value;
  };
  return check(office) == Digit(text[8]) && check(account) == Digit(text[9]);
}

}  // namespace aegis::validators
