#include "src/codec/utf8.h"

#include <simdjson.h>

#include <cstdint>
#include <cstring>

namespace aegis {
namespace {

// Length of the well-formed sequence at `at` (RFC 3629, table 3-7 of Unicode), or 0.
size_t SequenceLength(std::string_view bytes, size_t at) {
  auto byte = [&](size_t i) -> uint8_t {
    return i < bytes.size() ? static_cast<uint8_t>(bytes[i]) : uint8_t{0};
  };
  auto within = [&](size_t i, uint8_t low, uint8_t high) {
    return low <= byte(i) && byte(i) <= high;
  };
  uint8_t lead = byte(at);
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  if (lead < 0xE0) return within(at + 1, 0x80, 0xBF) ? 2 : 0;
  if (lead < 0xF0) {
    uint8_t low = lead == 0xE0 ? 0xA0 : 0x80;
    uint8_t high = lead == 0xED ? 0x9F : 0xBF;
    return within(at + 1, low, high) && within(at + 2, 0x80, 0xBF) ? 3 : 0;
  }
  uint8_t low = lead == 0xF0 ? 0x90 : 0x80;
  uint8_t high = lead == 0xF4 ? 0x8F : 0xBF;
  return within(at + 1, low, high) && within(at + 2, 0x80, 0xBF) && within(at + 3, 0x80, 0xBF) ? 4
                                                                                               : 0;
}

// Names, values and replacements are short, and mostly ASCII.
bool IsShortAscii(std::string_view bytes) {
  constexpr size_t kShort = 64;
  if (bytes.size() > kShort) return false;
  uint64_t all = 0;
  size_t at = 0;
  for (; at + sizeof(uint64_t) <= bytes.size(); at += sizeof(uint64_t)) {
    uint64_t eight;
    std::memcpy(&eight, bytes.data() + at, sizeof eight);
    all |= eight;
  }
  uint64_t rest = 0;
  // Of an empty text there may be no bytes to point to.
  if (at < bytes.size()) std::memcpy(&rest, bytes.data() + at, bytes.size() - at);
  return ((all | rest) & 0x8080'8080'8080'8080) == 0;
}

}  // namespace

bool IsValidUtf8(std::string_view bytes) {
  return IsShortAscii(bytes) || simdjson::validate_utf8(bytes.data(), bytes.size());
}

size_t FirstInvalidUtf8(std::string_view bytes) {
  size_t at = 0;
  while (at < bytes.size()) {
    size_t length = SequenceLength(bytes, at);
    if (length == 0) return at;
    at += length;
  }
  return bytes.size();
}

}  // namespace aegis
