#include "src/detect/validators/luhn.h"

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool Luhn(std::string_view text) noexcept {
  return text.size() >= 2 && text.size() <= 32 && AllDigits(text) && HasLuhnSum(text);
}

}  // namespace aegis::validators
