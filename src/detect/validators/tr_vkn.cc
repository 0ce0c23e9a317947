#include "src/detect/validators/tr_vkn.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool TrVkn(std::string_view text) noexcept {
  if (!IsDigits(text, 10) || AllSame(text)) return false;
  int sum = 0;
  for (std::size_t i = 0; i < 9; ++i) {
    const int back = 9 - static_cast<int>(i);
    const int value = (Digit(text[i]) + back) % 10;
    if (value == 0) continue;
    const int product = value * (1 << back) % 9;
    sum += product == 0 ? 9 : product;
  }
  return (10 - sum % 10) % 10 == Digit(text[9]);
}

}  // namespace aegis::validators
