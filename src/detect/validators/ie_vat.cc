#include "src/detect/validators/ie_vat.h"

#include <array>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/ie_pps.h"

namespace aegis::validators {

bool IeVat(std::string_view text) noexcept {
  if (text.size() == 8 && !IsDigit(text[1])) {
    if (!IsUpper(text[1]) && text[1] != '+' && text[1] != '*') return false;
    const std::array<char, 8> moved = {'0',     text[2], text[3], text[4],
                                       text[5], text[6], text[0], text[7]};
    return IePps({moved.data(), moved.size()});
  }
  return IePps(text);
}

}  // namespace aegis::validators
