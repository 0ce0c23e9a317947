#include "src/detect/validators/named_token.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/token_likeness.h"

namespace aegis::validators {

bool AtlassianTokenOld(std::string_view text) noexcept {
  constexpr std::size_t kLength = 24;
  constexpr std::size_t kTail = 4;
  return text.size() == kLength && All(text, IsAlnum) && All(text.substr(kLength - kTail), IsHex) &&
         TokenBeyondHex(text);
}

bool ArtifactoryPassword(std::string_view text) noexcept {
  constexpr std::size_t kShortest = 11;
  return text.size() >= kShortest && text.starts_with("AP") && IsUpperAlnum(text[2]) &&
         All(text, IsAlnum) && TokenLikeness(text.substr(3));
}

}  // namespace aegis::validators
