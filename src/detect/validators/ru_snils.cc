#include "src/detect/validators/ru_snils.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool RuSnils(std::string_view text) noexcept {
  return IsDigits(text, 11) && !AllSame(text) &&
         WeightedSum(text, std::array{9, 8, 7, 6, 5, 4, 3, 2, 1}) % 101 % 100 == Field(text, 9, 2);
}

}  // namespace aegis::validators
