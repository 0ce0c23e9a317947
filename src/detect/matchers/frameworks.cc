// Keys and passwords of frameworks, by the names that their configuration gives them: ASP.NET,
// Rails, Laravel, WordPress, Spring, Java's key stores, GnuPG. The finding is the value.
#include <algorithm>

#include "src/detect/matchers/matchers.h"
#include "src/detect/matchers/named_value.h"
#include "src/detect/matchers/placeholder.h"
#include "src/detect/validators/base64.h"
#include "src/detect/validators/entropy.h"

namespace aegis::detect {
namespace {

constexpr size_t kMaxPassword = 256;

bool IsHexKey(std::string_view text, size_t least, size_t most) {
  return text.size() >= least && text.size() <= most &&
         std::all_of(text.begin(), text.end(), IsHex) &&
         validators::HasEntropy(text, 5 * validators::kEntropyOne / 2);
}

bool ReadPassword(MatchInput& input, size_t name_end, Span& found) {
  constexpr size_t kMin = 4;
  NamedValue value;
  if (!ReadNamedValue(input, name_end, kMaxPassword, value)) return false;
  found = value.span;
  const std::string_view secret = found.In(input.text);
  return secret.size() >= kMin && !IsPlaceholder(secret) && secret[0] != '$' &&
         !secret.starts_with("ENC(") && secret.find('(') == std::string_view::npos;
}

}  // namespace

// <machineKey validationKey="…" decryptionKey="…"/>
bool MatchMachineKey(MatchInput& input, Span& found) {
  NamedValue value;
  if (!ReadNamedValue(input, input.anchor.end, kMaxPassword, value)) return false;
  found = value.span;
  return IsHexKey(found.In(input.text), 32, 256);
}

// RAILS_MASTER_KEY=…, secret_key_base: …
bool MatchRailsKey(MatchInput& input, Span& found) {
  NamedValue value;
  if (!ReadNamedValue(input, input.anchor.end, kMaxPassword, value)) return false;
  found = value.span;
  return IsHexKey(found.In(input.text), 32, 256);
}

// APP_KEY=base64:…
bool MatchLaravelKey(MatchInput& input, Span& found) {
  constexpr size_t kLength = 44;
  const std::string_view text = input.text;
  const size_t begin = input.anchor.end;
  size_t end = begin;
  while (end < text.size() && end - begin <= kLength &&
         (IsAlnum(text[end]) || text[end] == '+' || text[end] == '/' || text[end] == '=')) {
    ++end;
  }
  found = MakeSpan(begin, end);
  const std::string_view key = found.In(text);
  if (key.size() != kLength || !key.ends_with('=')) return false;
  const validators::Base64<32> bytes(key.substr(0, kLength - 1));
  return bytes.ok && bytes.size == 32 && validators::HasEntropy(key, 3 * validators::kEntropyOne);
}

// define('AUTH_KEY', '64 characters of any kind');
bool MatchWordpressSalt(MatchInput& input, Span& found) {
  constexpr size_t kLength = 64;
  const std::string_view text = input.text;
  // The rest of the name, in front and behind, and what separates it from the value.
  size_t begin = input.anchor.begin;
  while (begin > 0 && input.anchor.begin - begin < 16 &&
         (IsUpper(text[begin - 1]) || text[begin - 1] == '_')) {
    --begin;
  }
  const std::string_view name = text.substr(begin, input.anchor.end - begin);
  constexpr std::string_view kKinds[] = {"AUTH", "SECURE_AUTH", "LOGGED_IN", "NONCE"};
  const std::string_view kind = name.substr(0, name.rfind('_'));
  if (std::find(std::begin(kKinds), std::end(kKinds), kind) == std::end(kKinds)) return false;
  const std::string_view before =
      text.substr(begin > 16 ? begin - 16 : 0, std::min<size_t>(begin, 16));
  if (before.find("define") == std::string_view::npos) return false;
  size_t at = input.anchor.end;
  constexpr std::string_view kJoints = " \t\\'\",";
  while (at < text.size() && at - input.anchor.end < 16 &&
         kJoints.find(text[at]) != std::string_view::npos) {
    ++at;
  }
  if (at == 0 || (text[at - 1] != '\'' && text[at - 1] != '"')) return false;
  const char quote = text[at - 1];
  size_t end = at;
  while (end < text.size() && end - at <= 2 * kLength && text[end] != quote && text[end] != '\n')
    ++end;
  input.Charge(end - begin);
  found = MakeSpan(at, end);
  return found.size() >= kLength - 4 && found.size() <= 2 * kLength &&
         validators::HasEntropy(found.In(text), 4 * validators::kEntropyOne);
}

// spring.datasource.password=…, spring.redis.password: …
bool MatchSpringPassword(MatchInput& input, Span& found) {
  constexpr size_t kMaxName = 64;
  const std::string_view text = input.text;
  if (!IsBoundaryBefore(text, input.anchor.begin)) return false;
  size_t end = input.anchor.end;
  while (end < text.size() && end - input.anchor.end < kMaxName &&
         (IsAlnum(text[end]) || text[end] == '.' || text[end] == '-' || text[end] == '_')) {
    ++end;
  }
  input.Charge(end - input.anchor.begin);
  const std::string_view name = text.substr(input.anchor.end, end - input.anchor.end);
  const std::string_view last = name.substr(name.rfind('.') + 1);
  if (!HasFolded(last, "password") && !HasFolded(last, "passphrase")) return false;
  return ReadPassword(input, end, found);
}

// -storepass …, -keypass …, -Djavax.net.ssl.keyStorePassword=…
bool MatchKeystorePassword(MatchInput& input, Span& found) {
  const std::string_view text = input.text;
  if (text[input.anchor.begin] != '-') return ReadPassword(input, input.anchor.end, found);
  // The option itself, not -storepass:env or -storepass:file.
  if (input.anchor.end >= text.size() || text[input.anchor.end] != ' ') return false;
  return ReadArgument(input, input.anchor.end, kMaxPassword, found) && found.size() >= 4 &&
         !IsPlaceholder(found.In(text)) && found.In(text)[0] != '-' && found.In(text)[0] != '$' &&
         found.In(text)[0] != '%';
}

// gpg --passphrase …, gpg.passphrase=…
bool MatchGpgPassphrase(MatchInput& input, Span& found) {
  const std::string_view text = input.text;
  if (input.anchor.end >= text.size()) return false;
  const bool option = text[input.anchor.begin] == '-';
  if (option && text[input.anchor.end] == ' ') {
    if (!ReadArgument(input, input.anchor.end, kMaxPassword, found)) return false;
    const std::string_view value = found.In(text);
    return value.size() >= 4 && value[0] != '-' && value[0] != '$' && !IsPlaceholder(value);
  }
  return ReadPassword(input, input.anchor.end, found);
}

// NAME_SECRET=… at the beginning of a line, the name in upper case.
bool MatchDotenv(MatchInput& input, Span& found) {
  constexpr size_t kMaxName = 64;
  constexpr size_t kMinKey = 16;
  const std::string_view text = input.text;
  size_t begin = input.anchor.begin;
  while (begin > 0 && input.anchor.begin - begin < kMaxName &&
         (IsUpper(text[begin - 1]) || IsDigit(text[begin - 1]) || text[begin - 1] == '_')) {
    --begin;
  }
  if (begin == input.anchor.begin || !BeginsLine(text, begin)) return false;
  NamedValue value;
  if (!ReadNamedValue(input, input.anchor.end - 1, kMaxPassword, value)) return false;
  found = value.span;
  const std::string_view secret = found.In(text);
  const std::string_view name = text.substr(begin, input.anchor.end - 1 - begin);
  if (IsPlaceholder(secret) || secret[0] == '/' || secret[0] == '$' || secret[0] == '(')
    return false;
  if (name.ends_with("PASSWORD") || name.ends_with("PASS") || name.ends_with("PWD") ||
      name.ends_with("PASSWD")) {
    return secret.size() >= 4 && name != "OLD_PWD";
  }
  if (name.find("PUBLIC") != std::string_view::npos || name.ends_with("PRIMARY_KEY") ||
      name.ends_with("FOREIGN_KEY")) {
    return false;
  }
  return LooksDrawn(secret, name.ends_with("KEY") ? kMinKey : 8);
}

}  // namespace aegis::detect
