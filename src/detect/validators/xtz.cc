#include "src/detect/validators/xtz.h"

#include "src/detect/validators/base58.h"

namespace aegis::validators {

bool Xtz(std::string_view text) noexcept {
  if (text.size() != 36) return false;
  const Base58 decoded = DecodeBase58(text);
  const auto& bytes = decoded.storage;
  return decoded.ok && decoded.size == 27 && bytes[0] == 0x06 && bytes[1] == 0xA1 &&
         (bytes[2] == 0x9F || bytes[2] == 0xA1 || bytes[2] == 0xA4) &&
         HasBase58Checksum(decoded.bytes());
}

}  // namespace aegis::validators
