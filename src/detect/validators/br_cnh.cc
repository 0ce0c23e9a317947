#include "src/detect/validators/br_cnh.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool BrCnh(std::string_view text) noexcept {
  if (!IsDigits(text, 11) || AllSame(text)) return false;
  const int first = WeightedSum(text, std::array{9, 8, 7, 6, 5, 4, 3, 2, 1}) % 11;
  int second = WeightedSum(text, std::array{1, 2, 3, 4, 5, 6, 7, 8, 9}) % 11;
  if (first == 10) second = (second + 9) % 11;
  return Digit(text[9]) == first % 10 && Digit(text[10]) == second % 10;
}

}  // namespace aegis::validators
