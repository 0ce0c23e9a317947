// Seed phrases of wallets (BIP-39): 12 to 24 words of a list of 2048, the last of which holds a
// checksum. Words of the list that prose seldom has lead here: seven hundred of them, one of which
// stands in all but one of a hundred and fifty phrases of twelve words.
#include <array>

#include "src/detect/matchers/matchers.h"
#include "src/detect/validators/bip39_mnemonic.h"

namespace aegis::detect {
namespace {

constexpr size_t kMost = 24;
constexpr size_t kLongestWord = 8;
constexpr size_t kLongestGap = 6;  // `", "`, a line break and indentation, `12. `

struct Word {
  Span span;
  uint16_t index = 0;
};

bool IsGap(char c) {
  return IsSpace(c) || IsDigit(c) || c == ',' || c == '.' || c == ')' || c == ':' || c == ';' ||
         c == '-' || c == '|';
}

bool ReadWord(std::string_view text, size_t begin, size_t end, Word& word) {
  if (end - begin > kLongestWord) return false;
  const int index = validators::Bip39Index(text.substr(begin, end - begin));
  if (index < 0) return false;
  word = {MakeSpan(begin, end), static_cast<uint16_t>(index)};
  return true;
}

bool WordBehind(std::string_view text, size_t at, Word& word) {
  const size_t from = at;
  while (at < text.size() && at - from < kLongestGap && IsGap(text[at])) ++at;
  size_t end = at;
  while (end < text.size() && end - at <= kLongestWord && IsAlpha(text[end])) ++end;
  return at > from && ReadWord(text, at, end, word);
}

bool WordBefore(std::string_view text, size_t at, Word& word) {
  const size_t from = at;
  while (at > 0 && from - at < kLongestGap && IsGap(text[at - 1])) --at;
  size_t begin = at;
  while (begin > 0 && at - begin <= kLongestWord && IsAlpha(text[begin - 1])) --begin;
  return at < from && ReadWord(text, begin, at, word);
}

}  // namespace

bool MatchMnemonic(MatchInput& input, Span& found) {
  const std::string_view text = input.text;
  // The word that the literal is a part of, and as many of the list on both sides as a phrase has.
  std::array<Word, 2 * kMost> words;
  constexpr size_t kMiddle = kMost;
  size_t begin = input.anchor.begin;
  size_t end = input.anchor.end;
  while (begin > 0 && input.anchor.begin - begin <= kLongestWord && IsAlpha(text[begin - 1]))
    --begin;
  while (end < text.size() && end - input.anchor.end <= kLongestWord && IsAlpha(text[end])) ++end;
  if (!ReadWord(text, begin, end, words[kMiddle])) return false;
  size_t first = kMiddle;
  size_t last = kMiddle + 1;
  while (last < words.size() && WordBehind(text, words[last - 1].span.end, words[last])) ++last;
  while (first > 1 && WordBefore(text, words[first].span.begin, words[first - 1])) --first;
  input.Charge(words[last - 1].span.end - words[first].span.begin);

  std::array<uint16_t, 2 * kMost> indexes;
  for (size_t i = first; i < last; ++i) indexes[i] = words[i].index;
  // The longest that holds the word and whose checksum is right.
  for (size_t count = kMost; count >= 12; count -= 3) {
    if (last - first < count) continue;
    for (size_t at = first; at + count <= last; ++at) {
      if (at > kMiddle || at + count <= kMiddle) continue;
      if (validators::HasBip39Checksum(std::span(indexes).subspan(at, count))) {
        found = MakeSpan(words[at].span.begin, words[at + count - 1].span.end);
        return true;
      }
    }
  }
  return false;
}

}  // namespace aegis::detect
