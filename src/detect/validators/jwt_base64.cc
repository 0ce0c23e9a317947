#include "src/detect/validators/jwt_base64.h"

#include <cstddef>

#include "src/detect/validators/base64.h"
#include "src/detect/validators/jwt.h"

namespace aegis::validators {

bool JwtBase64(std::string_view text) noexcept {
  constexpr std::size_t kLongest = 8192;
  while (text.ends_with('=')) text.remove_suffix(1);
  if (text.size() > kLongest) return false;
  const Base64<kLongest> token(text);
  return token.ok && Jwt(token.bytes());
}

}  // namespace aegis::validators
