#include "src/detect/validators/named_token.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/secret_value.h"
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

bool AirtableKey(std::string_view text) noexcept {
  constexpr std::size_t kLength = 17;
  return text.size() == kLength && text.starts_with("key") && All(text, IsAlnum) &&
         !All(text, IsLower) && CredentialLikeness(text);
}

bool AlchemyKey(std::string_view text) noexcept {
  constexpr std::size_t kHead = 23;
  constexpr std::size_t kLength = 32;
  return text.size() == kLength && text[kHead] == '_' && All(text.substr(0, kHead), IsAlnum) &&
         All(text.substr(kHead + 1), IsAlnum) && CredentialLikeness(text);
}

bool DropboxLongLivedToken(std::string_view text) noexcept {
  constexpr std::size_t kHead = 11;
  constexpr std::size_t kLength = 64;
  constexpr std::string_view kMark = "AAAAAAAAAA";
  return text.size() == kLength && All(text.substr(0, kHead), IsAlnum) &&
         text.substr(kHead, kMark.size()) == kMark && text[kHead - 1] != 'A' &&
         CredentialLikeness(text.substr(kHead + kMark.size()));
}

bool UserAndSecret(std::string_view text) noexcept {
  constexpr std::size_t kLongest = 1024;
  const std::size_t colon = text.find(':');
  return IsVisible(text, kLongest) && colon != std::string_view::npos && colon > 0 &&
         PasswordValue(text.substr(colon + 1)) && !text.starts_with('$') &&
         !text.starts_with('{') && text.substr(colon, 3) != "://";
}

}  // namespace aegis::validators
