#include "src/detect/validators/pl_id_card.h"

#include <array>
#include <cstddef>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool PlIdCard(std::string_view text) noexcept {
  if (text.size() != 9 || !All(text.substr(0, 3), IsUpper) || !AllDigits(text.substr(3)))
    return false;
  constexpr std::array kWeights = {7, 3, 1, 9, 7, 3, 1, 7, 3};
  int sum = 0;
  for (std::size_t i = 0; i < text.size(); ++i) sum += Value36(text[i]) * kWeights[i];
  return sum % 10 == 0;
}

}  // namespace aegis::validators
