#include "src/detect/validators/der_sequence.h"

#include <array>
#include <cstddef>
#include <cstdint>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/base64.h"

namespace aegis::validators {
namespace {

/// The first bytes of a base64 text that is broken into lines.
struct Beginning {
  std::array<std::uint8_t, 16> bytes{};
  std::size_t size = 0;
  bool ok = false;
};

/// The body of a 16384-bit RSA key is 13 KiB of base64; what is longer is no private key.
constexpr std::size_t kLongestBody = 64 * 1024;

Beginning Decode(std::string_view text) {
  Beginning out;
  if (text.size() > kLongestBody) return out;
  std::uint32_t bits = 0;
  int count = 0;
  bool padding = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') continue;
    if (c == '\\') {
      // A line break that some serialisation escaped.
      if (i + 1 == text.size() || (text[i + 1] != 'n' && text[i + 1] != 'r')) return out;
      ++i;
      continue;
    }
    if (c == '=') {
      padding = true;
      continue;
    }
    const int value = Base64Value(c);
    if (value < 0 || padding) return out;
    bits = (bits << 6) | static_cast<std::uint32_t>(value);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    if (out.size < out.bytes.size()) {
      out.bytes[out.size++] = static_cast<std::uint8_t>((bits >> count) & 0xFF);
    }
  }
  out.ok = true;
  return out;
}

}  // namespace

bool DerSequenceBase64(std::string_view text) noexcept {
  constexpr std::uint8_t kSequence = 0x30;
  constexpr std::uint8_t kInteger = 0x02;
  const Beginning begin = Decode(text);
  if (!begin.ok || begin.size < 3 || begin.bytes[0] != kSequence) return false;
  std::size_t at = 1;
  const unsigned length = begin.bytes[at++];
  if (length >= 0x80) {
    // A private key is shorter than 64 KiB; DER writes a length in the fewest bytes.
    const std::size_t octets = length - 0x80;
    if (octets < 1 || octets > 2 || begin.bytes[at] == 0) return false;
    if (octets == 1 && begin.bytes[at] < 0x80) return false;
    at += octets;
  } else if (length == 0) {
    return false;
  }
  return at < begin.size && (begin.bytes[at] == kInteger || begin.bytes[at] == kSequence);
}

bool OpensshKeyBase64(std::string_view text) noexcept {
  constexpr std::string_view kMagic = "openssh-key-v1";
  const Beginning begin = Decode(text);
  if (!begin.ok || begin.size < kMagic.size()) return false;
  for (std::size_t i = 0; i < kMagic.size(); ++i) {
    if (begin.bytes[i] != static_cast<std::uint8_t>(kMagic[i])) return false;
  }
  return true;
}

}  // namespace aegis::validators
