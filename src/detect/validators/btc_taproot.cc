#include "src/detect/validators/btc_taproot.h"

#include "src/detect/validators/bech32.h"

namespace aegis::validators {

bool BtcTaproot(std::string_view text) noexcept {
  constexpr std::size_t kLength = 62;
  return text.size() == kLength && (text[3] == 'p' || text[3] == 'P') &&
         IsSegwitAddress(text, "bc");
}

}  // namespace aegis::validators
