#include "src/detect/validators/pkcs12_base64.h"

#include <cstddef>

#include "src/detect/validators/base64.h"

namespace aegis::validators {

bool Pkcs12Base64(std::string_view text) noexcept {
  while (text.ends_with('=')) text.remove_suffix(1);
  constexpr std::string_view kVersion("\x02\x01\x03\x30", 4);
  const Base64<8> head(text);
  const std::string_view bytes = head.bytes();
  if (!head.ok || bytes.size() != 8 || !bytes.starts_with("\x30\x82") ||
      bytes.substr(4) != kVersion) {
    return false;
  }
  const std::size_t length = std::size_t{static_cast<unsigned char>(bytes[2])} * 256 +
                             static_cast<unsigned char>(bytes[3]);
  return text.size() * 3 / 4 == length + 4;
}

}  // namespace aegis::validators
