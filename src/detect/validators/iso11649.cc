#include "src/detect/validators/iso11649.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/mod97.h"

namespace aegis::validators {

bool Iso11649(std::string_view text) noexcept {
  return text.size() >= 5 && text.size() <= 25 && text.starts_with("RF") &&
         IsMod97CheckPair(text.substr(2, 2)) && Mod97(text.substr(4), text.substr(0, 4)) == 1;
}

}  // namespace aegis::validators
