// Decentralised identifiers: did:method:specific-id.
#include "src/detect/matchers/matchers.h"

namespace aegis::detect {

bool MatchDidUri(MatchInput& input, Span& found) {
  constexpr size_t kMaxMethod = 32;
  constexpr size_t kMaxId = 512;
  const std::string_view text = input.text;
  if (!IsBoundaryBefore(text, input.anchor.begin)) return false;
  size_t at = input.anchor.end;
  while (at < text.size() && at - input.anchor.end < kMaxMethod &&
         (IsLower(text[at]) || IsDigit(text[at]))) {
    ++at;
  }
  if (at == input.anchor.end || at >= text.size() || text[at] != ':') return false;
  const size_t id = ++at;
  while (at < text.size() && at - id < kMaxId &&
         (IsAlnum(text[at]) || text[at] == '.' || text[at] == '-' || text[at] == '_' ||
          text[at] == ':' || text[at] == '%')) {
    ++at;
  }
  input.Charge(at - input.anchor.begin);
  // Nor an id ends with a colon, nor with what ends the sentence.
  while (at > id && (text[at - 1] == '.' || text[at - 1] == ':')) --at;
  found = MakeSpan(input.anchor.begin, at);
  return at > id;
}

}  // namespace aegis::detect
