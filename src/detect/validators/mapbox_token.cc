#include "src/detect/validators/mapbox_token.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/base64.h"

namespace aegis::validators {

bool MapboxToken(std::string_view text) noexcept {
  constexpr std::size_t kLongest = 1024;
  if (!IsVisible(text, kLongest)) return false;
  if (!text.starts_with("sk.") && !text.starts_with("tk.") && !text.starts_with("pk."))
    return false;
  text.remove_prefix(3);
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos) return false;
  const Base64<256> json(text.substr(0, dot));
  return json.ok && json.bytes().starts_with('{') &&
         json.bytes().find("\"u\":") != std::string_view::npos &&
         json.bytes().find("\"a\":") != std::string_view::npos;
}

}  // namespace aegis::validators
