// Digital COVID certificates: HC1: and base 45, an alphabet that has blanks and full stops in it.
#include <algorithm>

#include "src/base/limits.h"
#include "src/detect/matchers/matchers.h"
#include "src/detect/validators/eu_health_certificate.h"

namespace aegis::detect {
namespace {

constexpr ByteSet kBase45 = [] {
  ByteSet set = RangeSet("09AZ");
  for (char c : std::string_view(" $%*+-./:")) set.Add(c);
  return set;
}();

}  // namespace

bool MatchHealthCertificate(MatchInput& input, Span& found) {
  const std::string_view text = input.text;
  const size_t begin = input.anchor.begin;
  if (!IsBoundaryBefore(text, begin)) return false;
  const size_t limit = std::min(text.size(), begin + limits::kMaxConfirmBytes);
  size_t end = input.anchor.end;
  while (end < limit && kBase45.Has(text[end])) ++end;
  // An upper-case letter in front of small ones is the next word's.
  if (end < limit && IsLower(text[end]) && IsUpper(text[end - 1])) --end;
  input.Charge(end - begin);
  while (end > begin && (text[end - 1] == ' ' || text[end - 1] == '.')) --end;
  found = MakeSpan(begin, end);
  return validators::EuHealthCertificate(found.In(text));
}

}  // namespace aegis::detect
