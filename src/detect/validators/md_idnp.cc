#include "src/detect/validators/md_idnp.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool MdIdnp(std::string_view text) noexcept {
  if (!IsDigits(text, 13) || AllSame(text) || (text[0] > '2' && text[0] != '9')) return false;
  return WeightedSum(text, std::array{7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1}) % 10 == Digit(text[12]);
}

}  // namespace aegis::validators
