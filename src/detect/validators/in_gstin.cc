#include "src/detect/validators/in_gstin.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/in_pan.h"

namespace aegis::validators {

bool InGstin(std::string_view text) noexcept {
  if (text.size() != 15 || !AllDigits(text.substr(0, 2)) || text[13] != 'Z') return false;
  const int state = Field(text, 0, 2);
  if (state == 0 || (state > 38 && state != 97) || !InPan(text.substr(2, 10))) return false;
  if (!IsUpperAlnum(text[12]) || text[12] == '0' || !IsUpperAlnum(text[14])) return false;
  int sum = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int product = Value36(text[i]) * (i % 2 == 0 ? 1 : 2);
    sum += product / 36 + product % 36;
  }
  return sum % 36 == 0;
}

}  // namespace aegis::validators
