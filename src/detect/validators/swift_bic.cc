#include "src/detect/validators/swift_bic.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/iso3166.h"

namespace aegis::validators {

bool SwiftBic(std::string_view text) noexcept {
  if (text.size() != 8 && text.size() != 11) return false;
  const std::string_view country = text.substr(4, 2);
  // Kosovo has no code of ISO 3166, and banks.
  if (!All(text.substr(0, 4), IsUpper) || (!IsIso3166(country) && country != "XK")) return false;
  // The location never begins with 0 or 1, nor ends with the letter O.
  return All(text.substr(6), IsUpperAlnum) && text[6] != '0' && text[6] != '1' && text[7] != 'O';
}

}  // namespace aegis::validators
