#include "src/detect/validators/br_titulo_eleitor.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool BrTituloEleitor(std::string_view text) noexcept {
  if (!IsDigits(text, 12)) return false;
  const int state = Field(text, 8, 2);
  if (state < 1 || state > 28) return false;
  const auto check = [&](int sum) { return sum % 11 == 0 && state <= 2 ? 1 : sum % 11 % 10; };
  return check(WeightedSum(text, std::array{2, 3, 4, 5, 6, 7, 8, 9})) == Digit(text[10]) &&
         check(WeightedSum(text.substr(8), std::array{7, 8, 9})) == Digit(text[11]);
}

}  // namespace aegis::validators
