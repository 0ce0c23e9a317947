#include "src/detect/validators/btc_bech32.h"

#include "src/detect/validators/bech32.h"
#include "src/detect/validators/btc_taproot.h"

namespace aegis::validators {

bool BtcBech32(std::string_view text) noexcept {
  return IsSegwitAddress(text, "bc") && !BtcTaproot(text);
}

}  // namespace aegis::validators
