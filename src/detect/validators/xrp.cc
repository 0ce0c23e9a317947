#include "src/detect/validators/xrp.h"

#include "src/detect/validators/base58.h"

namespace aegis::validators {

bool Xrp(std::string_view text) noexcept {
  return text.size() >= 25 && text.size() <= 35 && IsBase58Check(text, 25, {0}, kXrpBase58);
}

}  // namespace aegis::validators
