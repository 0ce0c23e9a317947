#include "src/detect/validators/ss58.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "src/detect/validators/base58.h"
#include "src/detect/validators/blake2b.h"

namespace aegis::validators {

bool Ss58(std::string_view text) noexcept {
  if (text.size() < 46 || text.size() > 50) return false;
  const Base58 decoded = DecodeBase58(text);
  if (!decoded.ok || (decoded.size != 35 && decoded.size != 36)) return false;
  // Networks below 64 take one byte; those from 64 to 127 in the first byte take two.
  const std::uint8_t network = decoded.storage[0];
  if (decoded.size == 35 ? network >= 64 : network < 64 || network >= 128) return false;
  constexpr std::string_view kPrefix = "SS58PRE";
  std::array<std::uint8_t, 48> message{};
  std::copy(kPrefix.begin(), kPrefix.end(), message.begin());
  const std::size_t body = decoded.size - 2;
  std::copy_n(decoded.storage.begin(), body, message.begin() + kPrefix.size());
  const auto digest = Blake2b512({message.data(), kPrefix.size() + body});
  return digest[0] == decoded.storage[body] && digest[1] == decoded.storage[body + 1];
}

}  // namespace aegis::validators
