#include "src/detect/validators/in_aadhaar.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/verhoeff.h"

namespace aegis::validators {

bool InAadhaar(std::string_view text) noexcept {
  if (!IsDigits(text, 12) || text[0] < '2' || !HasVerhoeffSum(text)) return false;
  for (std::size_t i = 0; i < 6; ++i) {
    if (text[i] != text[11 - i]) return true;
  }
  return false;
}

}  // namespace aegis::validators
