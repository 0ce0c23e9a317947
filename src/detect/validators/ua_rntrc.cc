#include "src/detect/validators/ua_rntrc.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool UaRntrc(std::string_view text) noexcept {
  if (!IsDigits(text, 10) || AllSame(text)) return false;
  return (WeightedSum(text, std::array{-1, 5, 7, 9, 4, 6, 10, 5, 7}) % 11 + 11) % 11 % 10 ==
         Digit(text[9]);
}

}  // namespace aegis::validators
