#include "src/detect/validators/pem_private_key_base64.h"

#include "src/detect/validators/base64.h"

namespace aegis::validators {

bool PemPrivateKeyBase64(std::string_view text) noexcept {
  while (text.ends_with('=')) text.remove_suffix(1);
  const Base64<96> head(text);
  const std::string_view line = head.bytes().substr(0, head.bytes().find('\n'));
  return head.ok && line.starts_with("-----BEGIN ") &&
         line.find("PRIVATE KEY") != std::string_view::npos;
}

}  // namespace aegis::validators
