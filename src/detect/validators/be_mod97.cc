#include "src/detect/validators/be_mod97.h"

#include <cstdint>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool BeMod97(std::string_view text) noexcept {
  if (!IsDigits(text, 12) || AllSame(text)) return false;
  const std::uint64_t remainder = Number(text.substr(0, 10)) % 97;
  return Number(text.substr(10)) == (remainder == 0 ? 97 : remainder);
}

}  // namespace aegis::validators
