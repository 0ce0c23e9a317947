#include "src/detect/validators/ee_isikukood.h"

#include "src/detect/validators/baltic_code.h"

namespace aegis::validators {

bool EeIsikukood(std::string_view text) noexcept {
  return !text.empty() && text[0] >= '1' && text[0] <= '8' && IsBalticCode(text);
}

}  // namespace aegis::validators
