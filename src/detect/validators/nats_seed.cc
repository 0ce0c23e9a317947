#include "src/detect/validators/nats_seed.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/base32.h"

namespace aegis::validators {
namespace {

std::uint16_t Crc16Xmodem(std::span<const std::uint8_t> bytes) {
  unsigned crc = 0;
  for (const std::uint8_t byte : bytes) {
    crc ^= unsigned{byte} << 8;
    for (int bit = 0; bit < 8; ++bit) crc = (crc << 1) ^ ((crc & 0x8000) != 0 ? 0x1021u : 0u);
  }
  return static_cast<std::uint16_t>(crc);
}

}  // namespace

bool NatsSeed(std::string_view text) noexcept {
  constexpr std::size_t kLength = 58;
  // Behind the S, the kind of key: account, cluster, server, operator, user, curve.
  constexpr std::string_view kKinds = "ACNOUX";
  if (text.size() != kLength || text[0] != 'S' || !Contains(kKinds, text[1])) return false;
  std::array<std::uint8_t, 36> bytes{};
  std::size_t size = 0;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const int value = Base32Value(c);
    if (value < 0) return false;
    bits = (bits << 5) | static_cast<std::uint32_t>(value);
    count += 5;
    if (count < 8) continue;
    count -= 8;
    bytes[size++] = static_cast<std::uint8_t>((bits >> count) & 0xFF);
  }
  const std::uint16_t crc = Crc16Xmodem(std::span(bytes).first(34));
  return bytes[34] == (crc & 0xFF) && bytes[35] == crc >> 8;
}

}  // namespace aegis::validators
