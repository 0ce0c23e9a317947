#include "src/detect/validators/us_npi.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/luhn.h"

namespace aegis::validators {

bool UsNpi(std::string_view text) noexcept {
  if (!IsDigits(text, 10) || (text[0] != '1' && text[0] != '2')) return false;
  char digits[15] = {'8', '0', '8', '4', '0'};
  for (std::size_t i = 0; i < 10; ++i) digits[5 + i] = text[i];
  return HasLuhnSum({digits, 15});
}

}  // namespace aegis::validators
