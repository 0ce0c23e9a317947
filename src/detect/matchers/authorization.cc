// The credentials of an authorisation header: what stands behind `Authorization: Bearer` and
// `Authorization: Basic`, in a header, a command line or a field. The scheme's name is what finds
// it; without the header's name in front, a bearer token must look drawn by a machine.
#include <algorithm>

#include "src/detect/matchers/matchers.h"
#include "src/detect/matchers/placeholder.h"
#include "src/detect/validators/base64.h"
#include "src/detect/validators/token_likeness.h"

namespace aegis::detect {
namespace {

constexpr size_t kMaxToken = 8192;  // a token with a long list of groups in it
constexpr size_t kMaxJoint = 12;    // blanks, quotes and escapes between a name and its value

constexpr ByteSet kToken68 = [] {
  ByteSet set = RangeSet("09AZaz");
  for (char c : std::string_view("-._~+/=")) set.Add(c);
  return set;
}();

bool FollowsHeaderName(std::string_view text, size_t at) {
  constexpr std::string_view kName = "authorization";
  constexpr std::string_view kJoints = " \t\"'`\\:=[>,";
  const size_t from = at;
  while (at > 0 && from - at < kMaxJoint && kJoints.find(text[at - 1]) != std::string_view::npos) {
    --at;
  }
  if (at == from || at < kName.size()) return false;
  for (size_t i = 0; i < kName.size(); ++i) {
    if (ToLower(text[at - kName.size() + i]) != kName[i]) return false;
  }
  return IsBoundaryBefore(text, at - kName.size());
}

bool ReadToken(MatchInput& input, Span& found) {
  const std::string_view text = input.text;
  if (!IsBoundaryBefore(text, input.anchor.begin)) return false;
  size_t begin = input.anchor.end;
  while (begin < text.size() && begin - input.anchor.end < kMaxJoint && text[begin] == ' ') ++begin;
  size_t end = begin;
  while (end < text.size() && end - begin <= kMaxToken && kToken68.Has(text[end])) ++end;
  input.Charge(end - begin + kMaxJoint);
  if (end - begin > kMaxToken) return false;
  while (end > begin && text[end - 1] == '.') --end;  // of the sentence
  found = MakeSpan(begin, end);
  return !found.empty();
}

}  // namespace

bool MatchBearerToken(MatchInput& input, Span& found) {
  constexpr size_t kMinNamed = 8;
  constexpr size_t kMinAlone = 16;
  if (!ReadToken(input, found) || found.size() < kMinNamed) return false;
  const std::string_view token = found.In(input.text);
  if (IsPlaceholder(token)) return false;
  if (!FollowsHeaderName(input.text, input.anchor.begin)) {
    return token.size() >= kMinAlone && validators::TokenLikeness(token);
  }
  // "Authorization: bearer authentication is required".
  return !std::all_of(token.begin(), token.end(), [](char c) { return IsLower(c) || c == '-'; });
}

bool MatchBasicCredentials(MatchInput& input, Span& found) {
  constexpr size_t kMin = 8;
  if (!ReadToken(input, found) || found.size() < kMin) return false;
  std::string_view token = found.In(input.text);
  while (token.ends_with('=')) token.remove_suffix(1);
  // user:password, and nothing that no keyboard writes.
  const validators::Base64<256> decoded(token);
  const std::string_view pair = decoded.bytes();
  return decoded.ok && pair.find(':') != std::string_view::npos &&
         std::all_of(pair.begin(), pair.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= ' '; });
}

}  // namespace aegis::detect
