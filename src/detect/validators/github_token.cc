#include "src/detect/validators/github_token.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/crc32.h"

namespace aegis::validators {

bool GithubToken(std::string_view text) noexcept {
  if (text.size() < 4 || !text.starts_with("gh") || !Contains("pousr", text[2]) || text[3] != '_') {
    return false;
  }
  const std::string_view body = text.substr(4);
  if (body.size() != 36 && !(body.size() == 76 && text[2] == 'r')) return false;
  return All(body, IsAlnum) && HasCrc32Base62Tail(body);
}

}  // namespace aegis::validators
