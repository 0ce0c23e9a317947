#include "src/detect/validators/rsid.h"

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool Rsid(std::string_view text) noexcept {
  return text.size() >= 5 && text.size() <= 12 && text.starts_with("rs") &&
         AllDigits(text.substr(2));
}

}  // namespace aegis::validators
