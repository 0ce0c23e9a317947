#include "src/detect/validators/de_health_insurance.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool DeHealthInsurance(std::string_view text) noexcept {
  if (text.size() != 10 || !IsUpper(text[0]) || !AllDigits(text.substr(1))) return false;
  const int letter = text[0] - 'A' + 1;
  const int second = letter % 10 * 2;
  int sum = letter / 10 + second / 10 + second % 10;
  for (std::size_t i = 1; i < 9; ++i) {
    const int product = Digit(text[i]) * (i % 2 == 1 ? 1 : 2);
    sum += product / 10 + product % 10;
  }
  return sum % 10 == Digit(text[9]);
}

}  // namespace aegis::validators
