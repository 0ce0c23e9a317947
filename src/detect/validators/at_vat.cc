#include "src/detect/validators/at_vat.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool AtVat(std::string_view text) noexcept {
  if (text.size() != 9 || text[0] != 'U' || !AllDigits(text.substr(1))) return false;
  int sum = 4 + Digit(text[8]);
  for (std::size_t i = 1; i < 8; ++i) {
    const int value = Digit(text[i]) * (i % 2 == 0 ? 2 : 1);
    sum += value / 10 + value % 10;
  }
  return sum % 10 == 0;
}

}  // namespace aegis::validators
