// Lines of password files: htpasswd, the dumps of Windows' accounts, and Ansible's vaults.
#include "src/base/limits.h"
#include "src/detect/matchers/matchers.h"
#include "src/detect/matchers/named_value.h"

namespace aegis::detect {
namespace {

bool IsHash(char c) { return IsAlnum(c) || c == '.' || c == '/' || c == '+' || c == '='; }

}  // namespace

// user:$apr1$salt$hash, user:$2y$05$…, user:{SHA}…: a line of its own. The anchor begins at the
// colon.
bool MatchHtpasswd(MatchInput& input, Span& found) {
  constexpr size_t kMaxUser = 64;
  constexpr size_t kMaxHash = 100;
  const std::string_view text = input.text;
  size_t begin = input.anchor.begin;
  while (begin > 0 && input.anchor.begin - begin < kMaxUser &&
         (IsAlnum(text[begin - 1]) || text[begin - 1] == '.' || text[begin - 1] == '-' ||
          text[begin - 1] == '_' || text[begin - 1] == '@' || text[begin - 1] == '+')) {
    --begin;
  }
  if (begin == input.anchor.begin || !BeginsLine(text, begin)) return false;
  size_t end = input.anchor.end;
  size_t dollars = 0;
  while (end < text.size() && end - input.anchor.end <= kMaxHash &&
         (IsHash(text[end]) || text[end] == '$')) {
    dollars += text[end] == '$' ? 1u : 0u;
    ++end;
  }
  input.Charge(end - begin);
  // A further field makes it a line of /etc/shadow.
  if (end < text.size() && text[end] == ':') return false;
  found = MakeSpan(input.anchor.begin + 1, end);
  const size_t tail = end - input.anchor.end;
  switch (text[input.anchor.begin + 2]) {
    case 'a':  // $apr1$ salt $ 22
      return dollars == 1 && tail >= 22 + 2 && tail <= 22 + 9 && text[end - 23] == '$';
    case '2':  // $2y$ 05 $ 53
      return dollars == 1 && tail == 56;
    case 'S':  // {SHA} and 20 bytes of base64
      return dollars == 0 && tail == 28 && text[end - 1] == '=';
    default:
      return false;
  }
}

// user:rid:lm:ntlm:::; the anchor is the three colons.
bool MatchPwdump(MatchInput& input, Span& found) {
  constexpr size_t kHash = 32;
  constexpr size_t kPair = 2 * kHash + 1;
  const std::string_view text = input.text;
  const size_t end = input.anchor.begin;
  if (end < kPair + 4) return false;
  const size_t begin = end - kPair;
  for (size_t i = begin; i < end; ++i) {
    if (i == begin + kHash ? text[i] != ':' : !IsHex(text[i])) return false;
  }
  size_t rid = begin - 1;
  if (text[rid] != ':') return false;
  const size_t rid_end = rid;
  while (rid > 0 && rid_end - rid < 10 && IsDigit(text[rid - 1])) --rid;
  input.Charge(end - rid);
  if (rid == rid_end || rid < 2 || text[rid - 1] != ':' || IsSpace(text[rid - 2])) return false;
  found = MakeSpan(begin, end);
  return true;
}

// $ANSIBLE_VAULT;1.1;AES256 and lines of hexadecimal digits.
bool MatchAnsibleVault(MatchInput& input, Span& found) {
  constexpr size_t kMaxHeader = 80;
  constexpr size_t kMinDigits = 64;
  const std::string_view text = input.text;
  size_t at = input.anchor.end;
  while (at < text.size() && at - input.anchor.end < kMaxHeader &&
         (IsAlnum(text[at]) || text[at] == ';' || text[at] == '.' || text[at] == '_' ||
          text[at] == '-')) {
    // A line break that is written begins with a backslash, which ends the header as well.
    ++at;
  }
  if (text.substr(input.anchor.end, at - input.anchor.end).find("AES") == std::string_view::npos) {
    return false;
  }
  const size_t limit = std::min(text.size(), at + limits::kMaxConfirmBytes);
  size_t digits = 0;
  size_t end = at;
  while (at < limit) {
    while (at < limit && IsSpace(text[at])) ++at;
    if (text.substr(at).starts_with("\\n")) {
      at += 2;
      continue;
    }
    const size_t line = at;
    while (at < limit && IsHex(text[at])) ++at;
    const bool whole = at >= text.size() || IsSpace(text[at]) || text[at] == '\\' ||
                       text[at] == '"' || text[at] == '\'';
    if (at - line < 2 || !whole) break;
    digits += at - line;
    end = at;
  }
  input.Charge(at - input.anchor.begin);
  found = MakeSpan(input.anchor.begin, end);
  return digits >= kMinDigits;
}

}  // namespace aegis::detect
