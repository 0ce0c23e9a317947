#include "src/detect/validators/eth_private_key.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/entropy.h"

namespace aegis::validators {

bool EthPrivateKey(std::string_view text) noexcept {
  constexpr std::string_view kOrder =
      "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";
  if (text.starts_with("0x") || text.starts_with("0X")) text.remove_prefix(2);
  if (text.size() != kOrder.size() || !All(text, IsHex)) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = ToLower(text[i]);
    if (c != kOrder[i]) return c < kOrder[i] && HasEntropy(text, 5 * kEntropyOne / 2);
  }
  return false;
}

}  // namespace aegis::validators
