#include "src/detect/validators/fr_rib.h"

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool FrRib(std::string_view text) noexcept {
  if (text.size() != 23 || !AllDigits(text.substr(0, 10)) || !AllDigits(text.substr(21)) ||
      AllSame(text)) {
    return false;
  }
  int remainder = 0;
  for (const char c : text) {
    if (!IsUpperAlnum(c)) return false;
    int value = c - '0';
    if (IsUpper(c)) value = c < 'S' ? (c - 'A') % 9 + 1 : c - 'S' + 2;
    remainder = (remainder * 10 + value) % 97;
  }
  return remainder == 0;
}

}  // namespace aegis::validators
