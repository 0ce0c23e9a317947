#include "src/detect/validators/vin_elsewhere.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/vin.h"

namespace aegis::validators {

bool VinElsewhere(std::string_view text) noexcept {
  if (text.size() != 17 || AllSame(text) || text[0] == '0') return false;
  for (const char c : text) {
    if (!IsUpperAlnum(c) || Contains("IOQ", c)) return false;
  }
  return !Contains("12345L", text[0]) || Vin(text);
}

}  // namespace aegis::validators
