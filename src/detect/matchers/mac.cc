// Hardware addresses in their three spellings.
#include "src/detect/matchers/matchers.h"
#include "src/detect/validators/mac_address.h"

namespace aegis::detect {
namespace {

bool Match(MatchInput& input, size_t begin, size_t length, char separator, Span& found) {
  const std::string_view text = input.text;
  if (begin + length > text.size()) return false;
  const size_t end = begin + length;
  // Not a piece of something longer, such as an EUI-64 or a UUID.
  if (!IsBoundaryBefore(text, begin) || !IsBoundaryAfter(text, end)) return false;
  if (begin > 0 && text[begin - 1] == separator) return false;
  if (end + 1 < text.size() && text[end] == separator && IsHex(text[end + 1])) return false;
  found = MakeSpan(begin, end);
  return validators::MacAddress(found.In(text));
}

}  // namespace

bool MatchMacColons(MatchInput& input, Span& found) {
  Span token = input.anchor;
  // A colon or full stop at its end belongs to the sentence.
  while (token.size() > 17 &&
         (input.text[token.end - 1] == ':' || input.text[token.end - 1] == '.')) {
    --token.end;
  }
  if (token.size() != 17) return false;
  return Match(input, token.begin, 17, ':', found);
}

bool MatchMacDashes(MatchInput& input, Span& found) {
  return input.anchor.begin >= 2 && Match(input, input.anchor.begin - 2, 17, '-', found);
}

bool MatchMacDots(MatchInput& input, Span& found) {
  return input.anchor.begin >= 4 && Match(input, input.anchor.begin - 4, 14, '.', found);
}

}  // namespace aegis::detect
