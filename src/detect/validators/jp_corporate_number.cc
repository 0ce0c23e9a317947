#include "src/detect/validators/jp_corporate_number.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool JpCorporateNumber(std::string_view text) noexcept {
  if (!IsDigits(text, 13)) return false;
  int sum = 0;
  for (std::size_t i = 1; i < 13; ++i) sum += Digit(text[i]) * (i % 2 == 0 ? 1 : 2);
  return Digit(text[0]) == 9 - sum % 9;
}

}  // namespace aegis::validators
