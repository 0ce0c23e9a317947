#include "src/detect/validators/eid.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/mod97.h"

namespace aegis::validators {

bool Eid(std::string_view text) noexcept {
  return IsDigits(text, 32) && text.starts_with("89") && Mod97(text) == 1;
}

}  // namespace aegis::validators
