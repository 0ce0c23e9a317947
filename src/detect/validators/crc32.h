#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace aegis::validators {

namespace crc32_internal {
inline constexpr auto kTable = [] {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t c = i;
    for (int bit = 0; bit < 8; ++bit) c = (c >> 1) ^ ((c & 1) != 0 ? 0xEDB88320u : 0u);
    table[i] = c;
  }
  return table;
}();
}  // namespace crc32_internal

/// CRC-32 of IEEE 802.3, as zlib computes it.
constexpr std::uint32_t Crc32(std::string_view bytes) noexcept {
  std::uint32_t crc = ~0u;
  for (const char c : bytes) {
    crc = crc32_internal::kTable[(crc ^ static_cast<unsigned char>(c)) & 0xFF] ^ (crc >> 8);
  }
  return ~crc;
}

/// True when `tail` spells `value` in the digits of `alphabet`, padded on the left with its first.
constexpr bool Spells(std::string_view tail, std::uint32_t value,
                      std::string_view alphabet) noexcept {
  for (std::size_t i = tail.size(); i-- > 0;) {
    if (tail[i] != alphabet[value % alphabet.size()]) return false;
    value /= static_cast<std::uint32_t>(alphabet.size());
  }
  return value == 0;
}

inline constexpr std::string_view kBase62 =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// True when the last six characters are the CRC-32 of those before them, in base 62.
constexpr bool HasCrc32Base62Tail(std::string_view body) noexcept {
  if (body.size() <= 6) return false;
  const std::size_t n = body.size() - 6;
  return Spells(body.substr(n), Crc32(body.substr(0, n)), kBase62);
}

}  // namespace aegis::validators
