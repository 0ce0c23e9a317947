#include "src/detect/validators/tw_ubn.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool TwUbn(std::string_view text) noexcept {
  if (!IsDigits(text, 8) || AllSame(text)) return false;
  constexpr int kWeights[] = {1, 2, 1, 2, 1, 2, 4, 1};
  int sum = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    const int product = Digit(text[i]) * kWeights[i];
    sum += product / 10 + product % 10;
  }
  return sum % 5 == 0 || (text[6] == '7' && (sum + 1) % 5 == 0);
}

}  // namespace aegis::validators
