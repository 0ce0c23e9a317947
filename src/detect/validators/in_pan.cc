#include "src/detect/validators/in_pan.h"

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool InPan(std::string_view text) noexcept {
  return text.size() == 10 && All(text.substr(0, 5), IsUpper) && Contains("ABCFGHJLPT", text[3]) &&
         AllDigits(text.substr(5, 4)) && IsUpper(text[9]);
}

}  // namespace aegis::validators
