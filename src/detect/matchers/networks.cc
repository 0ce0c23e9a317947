// Secrets of networks: wireless passphrases, WireGuard's keys, passwords of directory binds.
#include <algorithm>

#include "src/detect/matchers/matchers.h"
#include "src/detect/matchers/named_value.h"
#include "src/detect/matchers/placeholder.h"
#include "src/detect/validators/base64.h"
#include "src/detect/validators/entropy.h"

namespace aegis::detect {

// WIFI:S:name;T:WPA;P:passphrase;; as QR codes have it.
bool MatchWifiQr(MatchInput& input, Span& found) {
  constexpr size_t kReach = 200;
  const std::string_view text = input.text;
  size_t at = input.anchor.end;
  const size_t limit = std::min(text.size(), at + kReach);
  bool named = false;
  Span pass;
  // Fields end at a ';' that no backslash stands before.
  while (at < limit) {
    size_t end = at;
    while (end < limit && text[end] != ';' && text[end] != '\n' && text[end] != '"') {
      end += text[end] == '\\' ? 2 : 1;
    }
    if (end >= limit || text[end] != ';' || end - at < 2) break;
    named = named || text.substr(at).starts_with("S:");
    if (text.substr(at).starts_with("P:")) pass = MakeSpan(at + 2, end);
    at = end + 1;
  }
  input.Charge(at - input.anchor.end);
  found = pass;
  return named && pass.size() >= 8 && pass.size() <= 2 * 63;
}

// wpa_passphrase=…, psk="…": 8 to 63 characters, or the key of 64 digits.
bool MatchWifiPassphrase(MatchInput& input, Span& found) {
  const std::string_view text = input.text;
  const size_t begin = input.anchor.begin;
  if (begin > 0 && (IsAlnum(text[begin - 1]) || text[begin - 1] == '.')) return false;
  NamedValue value;
  if (!ReadNamedValue(input, input.anchor.end, 64, value)) return false;
  found = value.span;
  const std::string_view secret = found.In(text);
  return secret.size() >= 8 && !IsPlaceholder(secret) && secret[0] != '$' && secret[0] != '/';
}

// PrivateKey = …, PresharedKey = …: 32 bytes in base64.
bool MatchWireguardKey(MatchInput& input, Span& found) {
  constexpr size_t kLength = 44;
  const std::string_view text = input.text;
  if (!IsBoundaryBefore(text, input.anchor.begin)) return false;
  size_t at = input.anchor.end;
  while (at < text.size() && at - input.anchor.end < 8 &&
         (text[at] == ' ' || text[at] == '=' || text[at] == ':' || text[at] == '"')) {
    ++at;
  }
  if (at == input.anchor.end || at + kLength > text.size()) return false;
  found = MakeSpan(at, at + kLength);
  const std::string_view key = found.In(text);
  if (!key.ends_with('=') || (at + kLength < text.size() && IsAlnum(text[at + kLength]))) {
    return false;
  }
  const validators::Base64<32> bytes(key.substr(0, kLength - 1));
  return bytes.ok && bytes.size == 32 && validators::HasEntropy(key, 4 * validators::kEntropyOne);
}

// bindpw: …, ldap_bind_password=…, ldapsearch -D cn=… -w …
bool MatchLdapBind(MatchInput& input, Span& found) {
  constexpr size_t kReach = 300;
  constexpr size_t kMax = 128;
  const std::string_view text = input.text;
  if (input.anchor.In(text) == "ldapsearch") {
    const std::string_view rest = text.substr(input.anchor.end, kReach);
    const std::string_view line = rest.substr(0, rest.find('\n'));
    input.Charge(line.size());
    const size_t option = line.find(" -w ");
    return option != std::string_view::npos &&
           ReadArgument(input, input.anchor.end + option + 4, kMax, found) && found.size() >= 4 &&
           found.In(text)[0] != '$' && !IsPlaceholder(found.In(text));
  }
  size_t end = input.anchor.end;
  if (end < text.size() && (text[end] == ' ' || text[end] == '\t') && end + 1 < text.size() &&
      text[end + 1] != '=' && text[end + 1] != ':') {
    // nslcd.conf and sssd's kin: a blank and the value.
    if (!BeginsLine(text, input.anchor.begin) || !ReadArgument(input, end, kMax, found))
      return false;
  } else {
    NamedValue value;
    if (!ReadNamedValue(input, end, kMax, value)) return false;
    found = value.span;
  }
  const std::string_view secret = found.In(text);
  return secret.size() >= 4 && !IsPlaceholder(secret) && secret[0] != '$' && secret[0] != '/' &&
         secret.find('(') == std::string_view::npos;
}

}  // namespace aegis::detect
