#include "src/detect/validators/macaroon.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/base64.h"

namespace aegis::validators {
namespace {

/// Of a packet: four hexadecimal digits of its length, a name and a blank.
bool IsPacket(std::string_view bytes, std::string_view name) {
  if (bytes.size() < 4 + name.size()) return false;
  std::size_t length = 0;
  for (const char c : bytes.substr(0, 4)) {
    if (!IsHex(c) || IsUpper(c)) return false;
    length = length * 16 + static_cast<std::size_t>(IsDigit(c) ? c - '0' : c - 'a' + 10);
  }
  return bytes.substr(4).starts_with(name) && length > 4 + name.size() &&
         (length > bytes.size() || bytes[length - 1] == '\n');
}

}  // namespace

bool Macaroon(std::string_view text) noexcept {
  constexpr std::size_t kLongest = 8192;
  if (!IsVisible(text, kLongest)) return false;
  while (text.ends_with('=')) text.remove_suffix(1);
  const Base64<512> head(text);
  const std::string_view bytes = head.bytes();
  if (!head.ok || bytes.size() < 24) return false;
  if (IsPacket(bytes, "location ") || IsPacket(bytes, "identifier ")) return true;
  constexpr char kLongestField = 127;
  if (bytes[0] != 2 || (bytes[1] != 1 && bytes[1] != 2) || bytes[2] <= 0 ||
      bytes[2] == kLongestField) {
    return false;
  }
  // Behind a location stands the identifier, behind that the end of the section.
  const std::size_t next = 3 + static_cast<std::size_t>(bytes[2]);
  return next < bytes.size() && bytes[next] == (bytes[1] == 1 ? 2 : 0);
}

}  // namespace aegis::validators
