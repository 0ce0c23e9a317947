// Device addresses of eight bytes: eight pairs of hexadecimal digits joined by colons or dashes.
#include "src/detect/matchers/matchers.h"

namespace aegis::detect {
namespace {

constexpr size_t kLength = 23;

bool Match(std::string_view text, size_t begin, char separator, Span& found) {
  const size_t end = begin + kLength;
  if (end > text.size() || !IsBoundaryBefore(text, begin) || !IsBoundaryAfter(text, end))
    return false;
  if (begin > 0 && text[begin - 1] == separator) return false;
  if (end + 1 < text.size() && text[end] == separator && IsHex(text[end + 1])) return false;
  bool same = true;
  for (size_t i = 0; i < kLength; ++i) {
    const char c = text[begin + i];
    if (i % 3 == 2 ? c != separator : !IsHex(c)) return false;
    same = same && (i % 3 == 2 || c == text[begin]);
  }
  found = MakeSpan(begin, end);
  return !same;
}

}  // namespace

bool MatchEui64Colons(MatchInput& input, Span& found) {
  Span token = input.anchor;
  // A colon or full stop at its end belongs to the sentence.
  while (token.size() > kLength &&
         (input.text[token.end - 1] == ':' || input.text[token.end - 1] == '.')) {
    --token.end;
  }
  return token.size() == kLength && Match(input.text, token.begin, ':', found);
}

bool MatchEui64Dashes(MatchInput& input, Span& found) {
  return input.anchor.begin >= 2 && Match(input.text, input.anchor.begin - 2, '-', found);
}

}  // namespace aegis::detect
