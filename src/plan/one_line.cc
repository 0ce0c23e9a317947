#include "src/plan/one_line.h"

#include <cstdint>
#include <cstdio>

namespace aegis {
namespace {

struct Character {
  uint32_t point = 0;
  size_t size = 1;
};

// None that is unprintable has four bytes. A byte that is no UTF-8 is a character.
Character CharacterAt(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u;
  };
  const auto more = [&](size_t i) { return (byte(i) & 0xc0) == 0x80; };
  const uint32_t lead = byte(0);
  if (lead >= 0xc2 && lead < 0xe0 && more(1)) return {(lead & 0x1f) << 6 | (byte(1) & 0x3f), 2};
  if (lead >= 0xe0 && lead < 0xf0 && more(1) && more(2)) {
    return {(lead & 0x0f) << 12 | (byte(1) & 0x3f) << 6 | (byte(2) & 0x3f), 3};
  }
  return {lead < 0x80 ? lead : 0xfffd, 1};
}

// Control characters, and those that hide or turn around what stands beside them.
bool IsUnprintable(uint32_t point) {
  return point < 0x20 || (point >= 0x7f && point < 0xa0) || (point >= 0x200b && point < 0x2010) ||
         (point >= 0x2028 && point < 0x202f) || (point >= 0x2060 && point < 0x2070) ||
         point == 0xfeff;
}

}  // namespace

void AppendOnOneLine(std::string_view text, std::string& out) {
  for (size_t at = 0; at < text.size();) {
    const auto [point, size] = CharacterAt(text, at);
    if (point == '\n') {
      out += "\\n";
    } else if (point == '\t') {
      out += "\\t";
    } else if (point == '\r') {
      out += "\\r";
    } else if (IsUnprintable(point)) {
      char written[16];
      std::snprintf(written, sizeof written, point < 0x80 ? "\\x%02x" : "\\u%04x", point);
      out += written;
    } else {
      out += text.substr(at, size);
    }
    at += size;
  }
}

}  // namespace aegis
