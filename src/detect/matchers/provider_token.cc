// Tokens whose parts are joined by a sign: each of a known alphabet and length, one of them telling
// who made it.
#include <algorithm>

#include "src/detect/matchers/matchers.h"
#include "src/detect/validators/base64.h"
#include "src/detect/validators/entropy.h"

namespace aegis::detect {
namespace {

bool IsBase64Url(char c) { return IsAlnum(c) || c == '-' || c == '_'; }

size_t RunEnd(std::string_view text, size_t at, size_t most) {
  const size_t limit = std::min(text.size(), at + most + 1);
  while (at < limit && IsBase64Url(text[at])) ++at;
  return at;
}

}  // namespace

// Of a Discord bot: its number in base64, the time, a signature.
bool MatchDiscordToken(MatchInput& input, Span& found) {
  constexpr size_t kMinId = 23;
  constexpr size_t kMaxId = 28;
  constexpr size_t kMinTime = 6;
  constexpr size_t kMaxTime = 7;
  constexpr size_t kMinSignature = 27;
  constexpr size_t kMaxSignature = 38;
  const std::string_view text = input.text;
  const Span id = input.anchor;
  if (id.size() < kMinId || id.size() > kMaxId || text[id.begin] < 'M' || text[id.begin] > 'O' ||
      id.end >= text.size() || text[id.end] != '.') {
    return false;
  }
  if (id.begin > 0 && (IsBase64Url(text[id.begin - 1]) || text[id.begin - 1] == '.')) return false;
  const size_t time = id.end + 1;
  const size_t dot = RunEnd(text, time, kMaxTime);
  if (dot - time < kMinTime || dot - time > kMaxTime || dot >= text.size() || text[dot] != '.')
    return false;
  const size_t end = RunEnd(text, dot + 1, kMaxSignature);
  input.Charge(end - id.end);
  if (end - dot - 1 < kMinSignature || end - dot - 1 > kMaxSignature) return false;
  const validators::Base64<kMaxId> number(id.In(text));
  constexpr size_t kMinDigits = 17;
  if (!number.ok || number.size < kMinDigits) return false;
  for (char c : number.bytes()) {
    if (!IsDigit(c)) return false;
  }
  found = MakeSpan(id.begin, end);
  return validators::HasEntropy(text.substr(dot + 1, end - dot - 1), 3 * validators::kEntropyOne);
}

// Of a Meta app: its number, a bar, its secret.
bool MatchFacebookAppToken(MatchInput& input, Span& found) {
  constexpr size_t kMinDigits = 15;
  constexpr size_t kMaxDigits = 16;
  constexpr size_t kMinSecret = 27;
  constexpr size_t kMaxSecret = 40;
  const std::string_view text = input.text;
  size_t begin = input.anchor.begin;
  while (begin > 0 && input.anchor.begin - begin <= kMaxDigits && IsDigit(text[begin - 1])) --begin;
  const size_t digits = input.anchor.begin - begin;
  if (digits < kMinDigits || digits > kMaxDigits) return false;
  if (begin > 0 && (IsAlnum(text[begin - 1]) || text[begin - 1] == '.')) return false;
  const size_t secret = input.anchor.end;
  const size_t end = RunEnd(text, secret, kMaxSecret);
  input.Charge(end - begin);
  const size_t length = end - secret;
  if (length < kMinSecret || length > kMaxSecret) return false;
  found = MakeSpan(begin, end);
  constexpr uint32_t kBits = validators::kEntropyOne * 7 / 2;
  return validators::HasEntropy(text.substr(secret, length), kBits);
}

// Of Aiven: 372 characters of base64 in the same line as its name. No token of a rule is as long.
bool MatchAivenToken(MatchInput& input, Span& found) {
  constexpr size_t kLength = 372;
  constexpr size_t kReach = 64;
  const std::string_view text = input.text;
  const auto belongs = [](char c) {
    return IsAlnum(c) || c == '+' || c == '/' || c == '-' || c == '_' || c == '=';
  };
  size_t at = input.anchor.end;
  const size_t limit = std::min(text.size(), input.anchor.end + kReach);
  while (at < limit && text[at] != '\n') {
    size_t end = at;
    while (end < text.size() && end - at <= kLength && belongs(text[end])) ++end;
    input.Charge(end - at);
    if (end - at == kLength) {
      found = MakeSpan(at, end);
      return validators::HasEntropy(found.In(text), 4 * validators::kEntropyOne);
    }
    // A sign joins a name to it: AIVEN_TOKEN=…
    while (at < end && text[at] != '=') ++at;
    at = at < end ? at + 1 : end + 1;
  }
  return false;
}

// Of Vault: "Unseal Key 1: " and 33 bytes of base64 or hexadecimal.
bool MatchVaultUnsealKey(MatchInput& input, Span& found) {
  constexpr size_t kBase64 = 44;
  constexpr size_t kHexDigits = 66;
  const std::string_view text = input.text;
  size_t at = input.anchor.end;
  while (at < text.size() && at - input.anchor.end < 2 && IsDigit(text[at])) ++at;
  if (at == input.anchor.end || at >= text.size() || text[at] != ':') return false;
  ++at;
  while (at < text.size() && at - input.anchor.end < 16 && (text[at] == ' ' || text[at] == '\t'))
    ++at;
  size_t end = at;
  size_t hex = 0;
  while (end < text.size() && end - at <= kHexDigits &&
         (IsAlnum(text[end]) || text[end] == '+' || text[end] == '/')) {
    hex += IsHex(text[end]) ? 1u : 0u;
    ++end;
  }
  while (end < text.size() && end - at < kBase64 && text[end] == '=') ++end;
  input.Charge(end - at);
  found = MakeSpan(at, end);
  const size_t length = end - at;
  return (length == kBase64 || (length == kHexDigits && hex == length)) &&
         validators::HasEntropy(found.In(text), 3 * validators::kEntropyOne);
}

}  // namespace aegis::detect
