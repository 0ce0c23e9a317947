#include "src/detect/validators/xprv.h"

#include <array>
#include <cstdint>

#include "src/detect/validators/base58.h"

namespace aegis::validators {

bool Xprv(std::string_view text) noexcept {
  if (text.size() != 111 || text.substr(1, 3) != "prv") return false;
  const Base58 decoded = DecodeBase58(text);
  return decoded.ok && decoded.size == 82 && decoded.storage[45] == 0 &&
         HasBase58Checksum(decoded.bytes());
}

}  // namespace aegis::validators
