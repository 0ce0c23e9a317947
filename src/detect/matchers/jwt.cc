// JSON web tokens: base64url parts joined by dots, the first of which begins as {" does.
#include "src/detect/validators/jwt.h"

#include "src/base/limits.h"
#include "src/detect/matchers/matchers.h"

namespace aegis::detect {
namespace {

constexpr ByteSet kBase64Url = [] {
  ByteSet set = RangeSet("09AZaz");
  set.Add('-');
  set.Add('_');
  return set;
}();

// Where the parts end that begin at the anchor: at most five. False when there are fewer than
// three, or it is the middle of something longer.
struct Parts {
  size_t ends[5] = {};
  size_t count = 0;
};
bool ReadParts(MatchInput& input, Parts& parts) {
  const std::string_view text = input.text;
  const size_t begin = input.anchor.begin;
  // Not in the middle of a longer text of the same alphabet; a part of another token does not begin
  // one.
  if (begin > 0 && (kBase64Url.Has(text[begin - 1]) || text[begin - 1] == '.')) return false;
  size_t at = begin;
  const size_t limit = begin + limits::kMaxConfirmBytes;
  while (parts.count < 5) {
    while (at < text.size() && at < limit && kBase64Url.Has(text[at])) ++at;
    parts.ends[parts.count++] = at;
    if (at >= text.size() || text[at] != '.') break;
    ++at;
  }
  input.Charge(at - begin);
  return at < limit && parts.count >= 3;
}

}  // namespace

bool MatchJwt(MatchInput& input, Span& found) {
  Parts parts;
  if (!ReadParts(input, parts)) return false;
  if (parts.count == 5) {
    found = MakeSpan(input.anchor.begin, parts.ends[4]);
    if (validators::Jwe(found.In(input.text))) return true;
  }
  found = MakeSpan(input.anchor.begin, parts.ends[2]);
  return validators::Jwt(found.In(input.text));
}

bool MatchJwe(MatchInput& input, Span& found) {
  Parts parts;
  if (!ReadParts(input, parts) || parts.count != 5) return false;
  found = MakeSpan(input.anchor.begin, parts.ends[4]);
  return validators::Jwe(found.In(input.text));
}

}  // namespace aegis::detect
