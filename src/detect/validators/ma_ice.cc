#include "src/detect/validators/ma_ice.h"

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool MaIce(std::string_view text) noexcept {
  return IsDigits(text, 15) && Number(text) != 0 && Number(text) % 97 == 0;
}

}  // namespace aegis::validators
