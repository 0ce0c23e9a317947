#include "src/detect/validators/gitlab_routable_token.h"

#include <cstddef>
#include <cstdint>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/base64.h"
#include "src/detect/validators/crc32.h"

namespace aegis::validators {

bool GitlabRoutableToken(std::string_view text) noexcept {
  constexpr std::string_view kPrefix = "glpat-";
  constexpr std::string_view kBase36 = "0123456789abcdefghijklmnopqrstuvwxyz";
  constexpr std::size_t kCountDigits = 2;
  constexpr std::size_t kCrcDigits = 7;
  constexpr std::size_t kShortest = 27;
  const std::size_t dot = text.find('.');
  if (!text.starts_with(kPrefix) || dot == std::string_view::npos ||
      text.size() != dot + 1 + kCountDigits + kCrcDigits || dot < kPrefix.size() + kShortest) {
    return false;
  }
  const std::string_view payload = text.substr(kPrefix.size(), dot - kPrefix.size());
  const std::string_view summed = text.substr(0, text.size() - kCrcDigits);
  return All(payload, IsBase64Url) &&
         Spells(summed.substr(dot + 1), static_cast<std::uint32_t>(payload.size()), kBase36) &&
         Spells(text.substr(summed.size()), Crc32(summed), kBase36);
}

}  // namespace aegis::validators
