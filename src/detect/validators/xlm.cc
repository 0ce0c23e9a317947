#include "src/detect/validators/xlm.h"

#include <array>
#include <cstddef>
#include <cstdint>

#include "src/detect/validators/base32.h"

namespace aegis::validators {

bool Xlm(std::string_view text) noexcept {
  if (text.size() != 56 || text[0] != 'G') return false;
  std::array<std::uint8_t, 35> bytes{};
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
  unsigned crc = 0;
  for (std::size_t i = 0; i < 33; ++i) {
    crc ^= static_cast<unsigned>(bytes[i]) << 8;
    for (int bit = 0; bit < 8; ++bit)
      crc = ((crc << 1) ^ ((crc & 0x8000) != 0 ? 0x1021 : 0)) & 0xFFFF;
  }
  return bytes[33] == (crc & 0xFF) && bytes[34] == crc >> 8;
}

}  // namespace aegis::validators
