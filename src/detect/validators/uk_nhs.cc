#include "src/detect/validators/uk_nhs.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool UkNhs(std::string_view text) noexcept {
  if (!IsDigits(text, 10) || AllSame(text)) return false;
  // The check digit has weight one, so the whole sum is a multiple of eleven.
  return WeightedSum(text, std::array{10, 9, 8, 7, 6, 5, 4, 3, 2, 1}) % 11 == 0;
}

}  // namespace aegis::validators
