#include "src/detect/validators/btc_base58.h"

#include "src/detect/validators/base58.h"

namespace aegis::validators {

bool BtcBase58(std::string_view text) noexcept {
  return text.size() >= 26 && text.size() <= 35 && IsBase58Check(text, 25, {0, 5});
}

}  // namespace aegis::validators
