#include "src/detect/validators/ru_inn.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool RuInn(std::string_view text) noexcept {
  if (!AllDigits(text) || AllSame(text)) return false;
  if (text.size() == 10)
    return WeightedSum(text, std::array{2, 4, 10, 3, 5, 9, 4, 6, 8}) % 11 % 10 == Digit(text[9]);
  return text.size() == 12 &&
         WeightedSum(text, std::array{7, 2, 4, 10, 3, 5, 9, 4, 6, 8}) % 11 % 10 ==
             Digit(text[10]) &&
         WeightedSum(text, std::array{3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8}) % 11 % 10 ==
             Digit(text[11]);
}

}  // namespace aegis::validators
