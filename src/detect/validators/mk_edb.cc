#include "src/detect/validators/mk_edb.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool MkEdb(std::string_view text) noexcept {
  if (text.starts_with("MK")) text.remove_prefix(2);
  if (!IsDigits(text, 13) || AllSame(text)) return false;
  const int sum = WeightedSum(text, std::array{7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2});
  return (11 - sum % 11) % 11 % 10 == Digit(text[12]);
}

}  // namespace aegis::validators
