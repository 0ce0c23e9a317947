// Whole numbers as bytes, the most significant first: the order of the bytes is that of the
// numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace aegis {

// The lowest `bytes` bytes of the number, at most eight.
constexpr void PutBigEndian(uint64_t number, size_t bytes, char* to) {
  for (size_t i = bytes; i-- > 0; number >>= 8) to[i] = static_cast<char>(number);
}

// Of at most eight bytes; of none, 0.
constexpr uint64_t BigEndian(std::string_view bytes) {
  uint64_t number = 0;
  for (const char byte : bytes) number = number << 8 | static_cast<unsigned char>(byte);
  return number;
}

}  // namespace aegis
