#include "src/detect/validators/supabase_service_role.h"

#include <cstddef>

#include "src/detect/validators/base64.h"
#include "src/detect/validators/jwt.h"

namespace aegis::validators {

bool SupabaseServiceRole(std::string_view text) noexcept {
  if (!Jwt(text)) return false;
  text.remove_prefix(text.find('.') + 1);
  const Base64<1024> claims(text.substr(0, text.find('.')));
  const auto holds = [&](std::string_view name, std::string_view value) {
    std::string_view rest = claims.bytes();
    const std::size_t at = rest.find(name);
    if (at == std::string_view::npos) return false;
    rest.remove_prefix(at + name.size());
    while (rest.starts_with(' ') || rest.starts_with(':')) rest.remove_prefix(1);
    return rest.starts_with(value);
  };
  return claims.ok && holds("\"iss\"", "\"supabase\"") && holds("\"role\"", "\"service_role\"");
}

}  // namespace aegis::validators
