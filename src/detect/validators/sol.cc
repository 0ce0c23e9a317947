#include "src/detect/validators/sol.h"

#include "src/detect/validators/base58.h"

namespace aegis::validators {

bool Sol(std::string_view text) noexcept {
  if (text.size() < 32 || text.size() > 44) return false;
  const Base58 decoded = DecodeBase58(text);
  return decoded.ok && decoded.size == 32;
}

}  // namespace aegis::validators
