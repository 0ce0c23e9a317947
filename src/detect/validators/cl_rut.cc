#include "src/detect/validators/cl_rut.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool ClRut(std::string_view text) noexcept {
  if ((text.size() != 8 && text.size() != 9) || !AllDigits(text.substr(0, text.size() - 1)))
    return false;
  int sum = 0;
  int weight = 2;
  for (std::size_t i = text.size() - 1; i-- > 0; weight = weight == 7 ? 2 : weight + 1) {
    sum += Digit(text[i]) * weight;
  }
  return sum != 0 && text.back() == "0123456789K"[(11 - sum % 11) % 11];
}

}  // namespace aegis::validators
