#include "src/detect/validators/py_ruc.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool PyRuc(std::string_view text) noexcept {
  if (text.size() < 6 || text.size() > 9 || !AllDigits(text)) return false;
  int sum = 0;
  int weight = 2;
  for (std::size_t i = text.size() - 1; i-- > 0; ++weight) sum += Digit(text[i]) * weight;
  return sum != 0 && (11 - sum % 11) % 11 % 10 == Digit(text.back());
}

}  // namespace aegis::validators
