#include "src/detect/validators/br_cpf.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool BrCpf(std::string_view text) noexcept {
  if (!IsDigits(text, 11) || AllSame(text)) return false;
  return WeightedSum(text, std::array{10, 9, 8, 7, 6, 5, 4, 3, 2}) * 10 % 11 % 10 ==
             Digit(text[9]) &&
         WeightedSum(text, std::array{11, 10, 9, 8, 7, 6, 5, 4, 3, 2}) * 10 % 11 % 10 ==
             Digit(text[10]);
}

}  // namespace aegis::validators
