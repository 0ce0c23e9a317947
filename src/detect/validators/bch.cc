#include "src/detect/validators/bch.h"

#include <cstdint>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/bech32.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kPrefix = "bitcoincash";

std::uint64_t Step(std::uint64_t sum, std::uint64_t value) {
  constexpr std::uint64_t kGenerators[] = {0x98f2bc8e61, 0x79b76d99e2, 0xf33e5fb3c4, 0xae2eabe2a8,
                                           0x1e4f43e470};
  const std::uint64_t top = sum >> 35;
  sum = ((sum & 0x07ffffffff) << 5) ^ value;
  for (unsigned i = 0; i < 5; ++i) sum ^= ((top >> i) & 1) != 0 ? kGenerators[i] : 0;
  return sum;
}

}  // namespace

bool Bch(std::string_view text) noexcept {
  if (text.starts_with(kPrefix)) {
    text.remove_prefix(kPrefix.size());
    if (!text.starts_with(':')) return false;
    text.remove_prefix(1);
  }
  if (text.size() != 42 || (text[0] != 'q' && text[0] != 'p')) return false;
  std::uint64_t sum = 1;
  for (const char c : kPrefix) sum = Step(sum, static_cast<unsigned char>(c) & 31);
  sum = Step(sum, 0);
  for (const char c : text) {
    const int value = IsUpper(c) ? -1 : Bech32Value(c);
    if (value < 0) return false;
    sum = Step(sum, static_cast<std::uint64_t>(value));
  }
  return sum == 1;
}

}  // namespace aegis::validators
