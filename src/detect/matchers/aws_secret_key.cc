// Forty characters of base64 in one piece, as AWS draws secret access keys; not hexadecimal, which
// would be a SHA-1.
#include "src/detect/matchers/matchers.h"
#include "src/detect/validators/drawn_key.h"

namespace aegis::detect {
namespace {

constexpr size_t kLength = validators::kDrawnKeyLength;

constexpr ByteSet kBase64 = [] {
  ByteSet set = RangeSet("09AZaz");
  set.Add('+');
  set.Add('/');
  return set;
}();

}  // namespace

bool MatchAwsSecretKey(MatchInput& input, Span& found) {
  const std::string_view text = input.text;
  if (input.anchor.size() > kLength) return false;
  size_t begin = input.anchor.begin;
  size_t end = input.anchor.end;
  while (end < text.size() && end - begin <= kLength && kBase64.Has(text[end])) ++end;
  while (begin > 0 && end - begin <= kLength && kBase64.Has(text[begin - 1])) --begin;
  if (end - begin != kLength || (end < text.size() && text[end] == '=')) return false;
  found = MakeSpan(begin, end);
  const std::string_view key = found.In(text);
  bool hex = true;
  bool upper = false;
  bool lower = false;
  for (char c : key) {
    hex = hex && IsHex(c);
    upper = upper || IsUpper(c);
    lower = lower || IsLower(c);
  }
  return !hex && upper && lower && validators::DrawnKey(key);
}

}  // namespace aegis::detect
