#include "src/detect/validators/ch_qr_reference.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool ChQrReference(std::string_view text) noexcept {
  if (!IsDigits(text, 27) || AllSame(text)) return false;
  constexpr std::string_view kCarry = "0946827135";
  int carry = 0;
  for (const char c : text) {
    carry = Digit(kCarry[static_cast<std::size_t>((carry + Digit(c)) % 10)]);
  }
  return carry == 0;
}

}  // namespace aegis::validators
