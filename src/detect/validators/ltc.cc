#include "src/detect/validators/ltc.h"

#include "src/detect/validators/base58.h"
#include "src/detect/validators/bech32.h"

namespace aegis::validators {

bool Ltc(std::string_view text) noexcept {
  return IsBase58Check(text, 25, {48, 50}) || IsSegwitAddress(text, "ltc");
}

}  // namespace aegis::validators
