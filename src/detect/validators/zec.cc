#include "src/detect/validators/zec.h"

#include "src/detect/validators/base58.h"

namespace aegis::validators {

bool Zec(std::string_view text) noexcept {
  if (text.size() != 35) return false;
  const Base58 decoded = DecodeBase58(text);
  return decoded.ok && decoded.size == 26 && decoded.storage[0] == 0x1C &&
         (decoded.storage[1] == 0xB8 || decoded.storage[1] == 0xBD) &&
         HasBase58Checksum(decoded.bytes());
}

}  // namespace aegis::validators
