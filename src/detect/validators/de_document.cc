#include "src/detect/validators/de_document.h"

#include <array>
#include <cstddef>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool DeDocument(std::string_view text) noexcept {
  constexpr std::string_view kLetters = "CFGHJKLMNPRTVWXYZ";
  if (text.size() != 10 || !IsDigit(text[9]) || !Contains(kLetters, text[0])) return false;
  constexpr std::array kWeights = {7, 3, 1};
  int sum = 0;
  for (std::size_t i = 0; i < 9; ++i) {
    if (!IsDigit(text[i]) && !Contains(kLetters, text[i])) return false;
    sum += Value36(text[i]) * kWeights[i % 3];
  }
  return sum % 10 == Digit(text[9]);
}

}  // namespace aegis::validators
