#include "src/detect/validators/pt_cc.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool PtCc(std::string_view text) noexcept {
  if (text.size() != 12 || !AllDigits(text.substr(0, 9)) || !IsUpperAlnum(text[9]) ||
      !IsUpperAlnum(text[10]) || !IsDigit(text[11])) {
    return false;
  }
  int sum = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int value = Value36(text[i]);
    sum += i % 2 != 0 ? value : value > 4 ? 2 * value - 9 : 2 * value;
  }
  return sum % 10 == 0;
}

}  // namespace aegis::validators
