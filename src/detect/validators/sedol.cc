#include "src/detect/validators/sedol.h"

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool Sedol(std::string_view text) noexcept {
  if (text.size() != 7 || !IsDigit(text[6]) || AllSame(text)) return false;
  constexpr int kWeights[] = {1, 3, 1, 7, 3, 9, 1};
  int sum = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int value = Value36(text[i]);
    if (value < 0 || Contains("AEIOU", text[i])) return false;
    sum += value * kWeights[i];
  }
  return sum % 10 == 0;
}

}  // namespace aegis::validators
