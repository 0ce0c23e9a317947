#include "src/detect/validators/ro_cui.h"

#include <array>
#include <cstddef>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool RoCui(std::string_view text) noexcept {
  if (text.size() < 2 || text.size() > 10 || !AllDigits(text) || text[0] == '0') return false;
  constexpr std::array kWeights = {7, 5, 3, 2, 1, 7, 5, 3, 2};
  const std::size_t count = text.size() - 1;
  int sum = 0;
  for (std::size_t i = 0; i < count; ++i) {
    sum += Digit(text[i]) * kWeights[kWeights.size() - count + i];
  }
  return sum * 10 % 11 % 10 == Digit(text[count]);
}

}  // namespace aegis::validators
