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

}  // namespace

bool MatchJwt(MatchInput& input, Span& found) {
  const std::string_view text = input.text;
  const size_t begin = input.anchor.begin;
  // Not in the middle of a longer text of the same alphabet; a part of another token does not begin
  // one.
  if (begin > 0 && (kBase64Url.Has(text[begin - 1]) || text[begin - 1] == '.')) return false;
  size_t at = begin;
  size_t ends[5] = {};
  size_t parts = 0;
  const size_t limit = begin + limits::kMaxConfirmBytes;
  while (parts < 5) {
    while (at < text.size() && at < limit && kBase64Url.Has(text[at])) ++at;
    ends[parts++] = at;
    if (at >= text.size() || text[at] != '.') break;
    ++at;
  }
  input.Charge(at - begin);
  if (at >= limit || parts < 3) return false;
  if (parts == 5) {
    found = MakeSpan(begin, ends[4]);
    if (validators::Jwe(found.In(text))) return true;
  }
  found = MakeSpan(begin, ends[2]);
  return validators::Jwt(found.In(text));
}

}  // namespace aegis::detect
