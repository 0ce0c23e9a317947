#include "src/detect/validators/sentry_org_token.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/base64.h"

namespace aegis::validators {

bool SentryOrgToken(std::string_view text) noexcept {
  constexpr std::string_view kPrefix = "sntrys_";
  constexpr std::size_t kTail = 43;
  constexpr std::size_t kLongest = 2048;
  if (!text.starts_with(kPrefix) || !IsVisible(text, kLongest)) return false;
  text.remove_prefix(kPrefix.size());
  const std::size_t mark = text.rfind('_');
  if (mark == std::string_view::npos || text.size() - mark - 1 != kTail) return false;
  std::string_view head = text.substr(0, mark);
  while (head.ends_with('=')) head.remove_suffix(1);
  const Base64<1024> json(head);
  const auto has = [&](std::string_view name) {
    return json.bytes().find(name) != std::string_view::npos;
  };
  return json.ok && json.bytes().starts_with('{') && has("\"iat\"") && has("\"url\"") &&
         has("\"region_url\"") && has("\"org\"");
}

}  // namespace aegis::validators
