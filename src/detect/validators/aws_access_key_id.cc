#include "src/detect/validators/aws_access_key_id.h"

#include <cstdint>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/base32.h"
#include "src/detect/validators/entropy.h"

namespace aegis::validators {

bool AwsAccessKeyId(std::string_view text) noexcept {
  constexpr std::uint64_t kAccounts = 1'000'000'000'000;
  if (text.size() != 20 || text.ends_with("EXAMPLE")) return false;
  const std::string_view kind = text.substr(0, 4);
  if (kind != "AKIA" && kind != "ASIA" && kind != "ABIA" && kind != "ACCA" &&
      !(kind.starts_with("A3T") && IsUpperAlnum(kind[3]))) {
    return false;
  }
  const std::string_view body = text.substr(4);
  std::uint64_t head = 0;
  for (std::size_t i = 0; i < body.size(); ++i) {
    const int value = Base32Value(body[i]);
    if (value < 0) return false;
    // Bits 79 to 0 of the body; the account is bits 78 to 39, all within the first nine characters.
    if (i < 9) head = (head << 5) | static_cast<std::uint64_t>(value);
  }
  const std::uint64_t account = (head >> 4) & 0xFFFFFFFFFF;
  return account < kAccounts && HasEntropy(body, 3 * kEntropyOne);
}

}  // namespace aegis::validators
