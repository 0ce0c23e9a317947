// A Mexican taxpayer code with & or Ñ among its letters. Neither is a letter to the walk over
// words, so the rest behind it is what leads here.
#include "src/detect/validators/mx_rfc.h"

#include <array>
#include <string_view>

#include "src/detect/matchers/matchers.h"

namespace aegis::detect {

bool MatchMxRfc(MatchInput& input, Span& found) {
  constexpr size_t kTail = 9;  // date, two characters, check character
  constexpr size_t kMaxLetters = 4;
  const std::string_view text = input.text;
  const Span word = input.anchor;
  if (word.size() < kTail || word.size() > kTail + kMaxLetters - 1) return false;

  size_t begin = word.begin;
  size_t letters = word.size() - kTail;
  bool special = false;
  while (begin > 0 && letters <= kMaxLetters) {
    const char c = text[begin - 1];
    if (c == '&') {
      begin -= 1;
    } else if (begin >= 2 && text[begin - 2] == '\xc3' && (c == '\x91' || c == '\xb1')) {
      begin -= 2;
    } else if (IsAlpha(c)) {
      begin -= 1;
      ++letters;
      continue;
    } else {
      break;
    }
    ++letters;
    special = true;
  }
  if (!special || letters > kMaxLetters || !IsBoundaryBefore(text, begin)) return false;

  std::array<char, kTail + 2 * kMaxLetters> upper{};
  size_t size = 0;
  for (size_t at = begin; at < word.end; ++at) {
    upper[size++] = text[at] == '\xb1' ? '\x91' : ToUpper(text[at]);
  }
  found = MakeSpan(begin, word.end);
  return validators::MxRfc({upper.data(), size});
}

}  // namespace aegis::detect
