#include "src/detect/validators/atlassian_token.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/crc32.h"

namespace aegis::validators {

bool AtlassianToken(std::string_view text) noexcept {
  constexpr std::size_t kShortest = 100;
  constexpr std::size_t kLongest = 300;
  if (text.size() < kShortest || text.size() > kLongest) return false;
  if (!text.starts_with("ATATT3") && !text.starts_with("ATCTT3")) return false;
  const std::string_view stem = text.substr(0, text.size() - 8);
  if (!stem.ends_with('=')) return false;
  for (const char c : stem.substr(0, stem.size() - 1)) {
    if (!IsAlnum(c) && c != '-' && c != '_') return false;
  }
  return Spells(text.substr(stem.size()), Crc32(stem), "0123456789ABCDEF");
}

}  // namespace aegis::validators
