// Headers that carry credentials besides Authorization: Bearer and Basic. The finding is the value.
#include <algorithm>

#include "src/detect/matchers/matchers.h"
#include "src/detect/matchers/named_value.h"
#include "src/detect/matchers/placeholder.h"

namespace aegis::detect {

// X-Api-Key: …, X-Auth-Token: …
bool MatchApiKeyHeader(MatchInput& input, Span& found) {
  constexpr size_t kMin = 8;
  constexpr size_t kMax = 4096;
  const std::string_view text = input.text;
  if (!IsBoundaryBefore(text, input.anchor.begin) ||
      (input.anchor.begin > 0 && text[input.anchor.begin - 1] == '_')) {
    return false;
  }
  // Where no X- says that it is a header, the sign has to.
  const bool named = ToLower(text[input.anchor.begin]) == 'x';
  NamedValue value;
  if (!ReadNamedValue(input, input.anchor.end, kMax, value)) return false;
  found = value.span;
  return LooksDrawn(found.In(text), named ? kMin : 16);
}

// Authorization: Digest username="…", …, response="…"
bool MatchDigestHeader(MatchInput& input, Span& found) {
  constexpr size_t kReach = 1200;
  constexpr std::string_view kResponse = "response=";
  const std::string_view text = input.text;
  if (!IsBoundaryBefore(text, input.anchor.begin)) return false;
  const std::string_view rest = text.substr(input.anchor.end, kReach);
  const std::string_view line = rest.substr(0, rest.find('\n'));
  input.Charge(line.size());
  const size_t at = FindFolded(line, kResponse);
  if (at == std::string_view::npos || !HasFolded(line, "nonce=") || !HasFolded(line, "username")) {
    return false;
  }
  size_t begin = input.anchor.end + at + kResponse.size();
  while (begin < text.size() && (text[begin] == '"' || text[begin] == '\\')) ++begin;
  size_t end = begin;
  while (end < text.size() && end - begin <= 64 && IsHex(text[end])) ++end;
  found = MakeSpan(begin, end);
  return found.size() == 32 || found.size() == 64;
}

// Proxy-Authorization: Basic …
bool MatchProxyAuthorization(MatchInput& input, Span& found) {
  constexpr size_t kMin = 8;
  constexpr size_t kMax = 4096;
  constexpr size_t kJoint = 12;
  const std::string_view text = input.text;
  constexpr std::string_view kJoints = " \t\"'\\:=[";
  size_t at = input.anchor.end;
  bool sign = false;
  while (at < text.size() && at - input.anchor.end < kJoint &&
         kJoints.find(text[at]) != std::string_view::npos) {
    sign = sign || text[at] == ':' || text[at] == '=';
    ++at;
  }
  const size_t scheme = at;
  while (at < text.size() && at - scheme < kJoint && IsAlpha(text[at])) ++at;
  if (!sign || at == scheme || at >= text.size() || text[at] != ' ') return false;
  const size_t begin = ++at;
  constexpr std::string_view kToken = "-._~+/=";
  while (at < text.size() && at - begin <= kMax &&
         (IsAlnum(text[at]) || kToken.find(text[at]) != std::string_view::npos)) {
    ++at;
  }
  input.Charge(at - input.anchor.end);
  while (at > begin && text[at - 1] == '.') --at;
  found = MakeSpan(begin, at);
  const std::string_view value = found.In(text);
  return value.size() >= kMin && value.size() <= kMax && !IsPlaceholder(value) &&
         !std::all_of(value.begin(), value.end(), [](char c) { return IsLower(c) || c == '-'; });
}

}  // namespace aegis::detect
