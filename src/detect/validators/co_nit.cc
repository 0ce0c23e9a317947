#include "src/detect/validators/co_nit.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool CoNit(std::string_view text) noexcept {
  constexpr int kWeights[] = {3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67};
  if (text.size() < 9 || text.size() > 15 || !AllDigits(text) || AllSame(text)) return false;
  int sum = 0;
  for (std::size_t i = text.size() - 1, k = 0; i-- > 0; ++k) sum += Digit(text[i]) * kWeights[k];
  return text.back() == "01987654321"[sum % 11];
}

}  // namespace aegis::validators
