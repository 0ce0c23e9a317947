// "42 years old", "a 7-year-old", "31 Jahre alt": the number in front of the words.
#include "src/detect/matchers/matchers.h"

namespace aegis::detect {

bool MatchAgeInYears(MatchInput& input, Span& found) {
  constexpr size_t kMaxDigits = 3;
  constexpr unsigned kOldest = 130;
  const std::string_view text = input.text;
  const size_t end = input.anchor.begin + 1;
  size_t begin = end;
  while (begin > 0 && end - begin <= kMaxDigits && IsDigit(text[begin - 1])) --begin;
  if (begin == end || end - begin > kMaxDigits || !IsBoundaryBefore(text, begin)) return false;
  if (begin > 0 && (text[begin - 1] == '.' || text[begin - 1] == ',' || text[begin - 1] == '/'))
    return false;
  if (!IsBoundaryAfter(text, input.anchor.end)) return false;
  unsigned age = 0;
  for (size_t i = begin; i < end; ++i) age = age * 10 + static_cast<unsigned>(text[i] - '0');
  if (age > kOldest) return false;
  found = MakeSpan(begin, end);
  return true;
}

}  // namespace aegis::detect
