#include "src/detect/validators/decoded_token.h"

#include <cstddef>
#include <initializer_list>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/base64.h"

namespace aegis::validators {
namespace {

constexpr std::size_t kMaxDecoded = 384;
using Decoded = Base64<kMaxDecoded>;

std::string_view WithoutPadding(std::string_view text) {
  while (text.ends_with('=')) text.remove_suffix(1);
  return text;
}

/// An object on one line whose members are these, by name, in any order.
bool IsObjectWith(std::string_view text, std::initializer_list<std::string_view> members) {
  const Decoded decoded(WithoutPadding(text));
  const std::string_view json = decoded.bytes();
  if (!decoded.ok || !json.starts_with("{\"") || !json.ends_with('}')) return false;
  for (const auto member : members) {
    if (json.find(member) == std::string_view::npos) return false;
  }
  return true;
}

}  // namespace

bool BedrockApiKey(std::string_view text) noexcept {
  constexpr std::string_view kPrefix = "ABSK";
  constexpr std::size_t kLongest = 512;
  if (!IsVisible(text, kLongest) || !text.starts_with(kPrefix)) return false;
  const Decoded decoded(WithoutPadding(text.substr(kPrefix.size())));
  return decoded.ok && decoded.bytes().starts_with("BedrockAPIKey-");
}

bool ArtifactoryReferenceToken(std::string_view text) noexcept {
  constexpr std::size_t kLength = 64;
  const Decoded decoded(text);
  return text.size() == kLength && decoded.ok && decoded.bytes().starts_with("reftkn:");
}

bool BitbucketHttpToken(std::string_view text) noexcept {
  constexpr std::string_view kPrefix = "BBDC-";
  constexpr std::size_t kLength = 44;
  constexpr std::size_t kRandomBytes = 20;
  if (!text.starts_with(kPrefix) || text.size() != kPrefix.size() + kLength) return false;
  const Decoded decoded(WithoutPadding(text.substr(kPrefix.size())));
  const std::string_view bytes = decoded.bytes();
  const std::size_t colon = bytes.find(':');
  return decoded.ok && colon != std::string_view::npos && colon > 0 &&
         All(bytes.substr(0, colon), IsDigit) && bytes.size() - colon - 1 >= kRandomBytes;
}

bool ElasticApiKey(std::string_view text) noexcept {
  constexpr std::size_t kId = 20;
  constexpr std::size_t kKey = 22;
  const Decoded decoded(WithoutPadding(text));
  const std::string_view bytes = decoded.bytes();
  return decoded.ok && bytes.size() == kId + 1 + kKey && bytes[kId] == ':' &&
         All(bytes.substr(0, kId), IsBase64Url) && All(bytes.substr(kId + 1), IsBase64Url);
}

bool KubernetesToken(std::string_view text) noexcept {
  constexpr std::size_t kLongest = 8192;
  if (!IsVisible(text, kLongest)) return false;
  const std::size_t first = text.find('.');
  if (first == std::string_view::npos) return false;
  const std::size_t second = text.find('.', first + 1);
  if (second == std::string_view::npos) return false;
  constexpr std::size_t kMaxClaims = 2048;
  const Base64<kMaxClaims> claims(text.substr(first + 1, second - first - 1));
  constexpr std::string_view kNames[] = {"kubernetes.io/serviceaccount",
                                         "kubernetes/serviceaccount",
                                         "system:serviceaccount:", "\"kubernetes.io\""};
  for (const auto name : kNames) {
    if (claims.ok && claims.bytes().find(name) != std::string_view::npos) return true;
  }
  return false;
}

bool GrafanaApiKey(std::string_view text) noexcept {
  return IsObjectWith(text, {"\"k\":", "\"n\":", "\"id\":"});
}

bool GrafanaCloudToken(std::string_view text) noexcept {
  constexpr std::string_view kPrefix = "glc_";
  return text.starts_with(kPrefix) &&
         IsObjectWith(text.substr(kPrefix.size()), {"\"o\":", "\"n\":", "\"k\":"});
}

}  // namespace aegis::validators
