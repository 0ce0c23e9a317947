#include "src/detect/validators/lei.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/mod97.h"

namespace aegis::validators {

bool Lei(std::string_view text) noexcept {
  return text.size() == 20 && IsMod97CheckPair(text.substr(18)) && Mod97(text) == 1;
}

}  // namespace aegis::validators
