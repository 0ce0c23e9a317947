#include "src/detect/validators/de_social_security.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool DeSocialSecurity(std::string_view text) noexcept {
  if (text.size() != 12 || !AllDigits(text.substr(0, 8)) || !IsUpper(text[8])) return false;
  if (!AllDigits(text.substr(9)) || Field(text, 2, 2) > 31 || Field(text, 4, 2) > 12) return false;
  const int letter = text[8] - 'A' + 1;
  int digits[12];
  for (std::size_t i = 0; i < 8; ++i) digits[i] = Digit(text[i]);
  digits[8] = letter / 10;
  digits[9] = letter % 10;
  digits[10] = Digit(text[9]);
  digits[11] = Digit(text[10]);
  constexpr int kWeights[12] = {2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1};
  int sum = 0;
  for (std::size_t i = 0; i < 12; ++i) {
    const int product = digits[i] * kWeights[i];
    sum += product / 10 + product % 10;
  }
  return sum % 10 == Digit(text[11]);
}

}  // namespace aegis::validators
