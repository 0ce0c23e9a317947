// Short values that mean nothing alone and are written behind their word with no sign between:
// `CVV 123`, `exp 12/30`, `PIN code 1234`, `BIC ABCDDEFF`, `mobile 98765 43210`. Where a sign
// stands between, a rule's labels lead to them, too.
#include <initializer_list>

#include "src/detect/matchers/matchers.h"
#include "src/detect/validators/card_expiry.h"
#include "src/detect/validators/swift_bic.h"

namespace aegis::detect {
namespace {

// Past what may stand between a word and its value: blanks, a sign or two, and small words such as
// code, number, is. npos where a value cannot begin.
size_t ValueAfter(std::string_view text, size_t at) {
  if (!IsBoundaryAfter(text, at)) return std::string_view::npos;
  constexpr size_t kRounds = 3;
  for (size_t round = 0; round < kRounds; ++round) {
    constexpr size_t kMostSigns = 4;
    for (size_t i = 0; i < kMostSigns && at < text.size(); ++i) {
      if (std::string_view(" \t:=#.-/").find(text[at]) == std::string_view::npos) break;
      ++at;
    }
    bool filler = false;
    for (const std::string_view word :
         {"code", "number", "is", "no", "nr", "num", "date", "thru", "through", "until", "bis",
          "was", "ist", "lautet", "es", "est", "é", "è", "i gave you"}) {
      const std::string_view there = text.substr(at, word.size());
      bool same = there.size() == word.size() && IsBoundaryAfter(text, at + word.size());
      for (size_t i = 0; same && i < word.size(); ++i) same = ToLower(there[i]) == word[i];
      if (!same) continue;
      at += word.size();
      filler = true;
      break;
    }
    if (!filler) break;
  }
  return at < text.size() && IsAlnum(text[at]) ? at : std::string_view::npos;
}

// Digits, `least` to `most` of them, that are no piece of something longer.
bool ReadDigits(std::string_view text, size_t at, size_t least, size_t most, Span& found) {
  size_t end = at;
  while (end < text.size() && IsDigit(text[end]) && end - at <= most) ++end;
  if (end - at < least || end - at > most || !IsBoundaryAfter(text, end)) return false;
  if (end < text.size() && (text[end] == '%' || text[end] == ':' || text[end] == '_')) return false;
  // 123-4567, 12/30, 1.5; but the end of a sentence is none of it.
  if (end + 1 < text.size() && std::string_view("-./,").find(text[end]) != std::string_view::npos &&
      IsAlnum(text[end + 1])) {
    return false;
  }
  found = MakeSpan(at, end);
  return true;
}

size_t Anchored(MatchInput& input) {
  constexpr size_t kFar = 48;
  input.Charge(kFar);
  if (!IsBoundaryBefore(input.text, input.anchor.begin)) return std::string_view::npos;
  return ValueAfter(input.text, input.anchor.end);
}

}  // namespace

bool MatchCvvAfterWord(MatchInput& input, Span& found) {
  const size_t at = Anchored(input);
  return at != std::string_view::npos && ReadDigits(input.text, at, 3, 4, found);
}

bool MatchPinAfterWord(MatchInput& input, Span& found) {
  const size_t at = Anchored(input);
  return at != std::string_view::npos && ReadDigits(input.text, at, 4, 4, found);
}

bool MatchExpiryAfterWord(MatchInput& input, Span& found) {
  const std::string_view text = input.text;
  const size_t at = Anchored(input);
  if (at == std::string_view::npos) return false;
  size_t end = at;
  while (end < text.size() && end - at < 2 && IsDigit(text[end])) ++end;
  if (end == at) return false;
  const size_t month_end = end;
  if (end < text.size() && text[end] == ' ') ++end;
  if (end >= text.size() || (text[end] != '/' && text[end] != '-')) return false;
  ++end;
  // Blanks on both sides of the sign, or on none.
  if (end < text.size() && text[end] == ' ' && end - month_end == 2) ++end;
  const size_t year = end;
  while (end < text.size() && end - year <= 4 && IsDigit(text[end])) ++end;
  if (!IsBoundaryAfter(text, end) || (end < text.size() && (text[end] == '/' || text[end] == '-')))
    return false;
  found = MakeSpan(at, end);
  return validators::CardExpiry(found.In(text));
}

bool MatchBicAfterWord(MatchInput& input, Span& found) {
  const std::string_view text = input.text;
  const size_t at = Anchored(input);
  if (at == std::string_view::npos) return false;
  constexpr size_t kLongest = 11;
  size_t end = at;
  while (end < text.size() && end - at <= kLongest && IsAlnum(text[end])) ++end;
  found = MakeSpan(at, end);
  return validators::SwiftBic(found.In(text));
}

// Letters and digits with single signs between, at least two digits among them.
bool ReadCode(std::string_view text, size_t at, size_t least, size_t most, Span& found) {
  size_t end = at;
  size_t digits = 0;
  while (end < text.size() && end - at <= most) {
    const bool sign = std::string_view("-/._+").find(text[end]) != std::string_view::npos;
    if (!IsAlnum(text[end]) &&
        !(sign && end > at && end + 1 < text.size() && IsAlnum(text[end + 1]))) {
      break;
    }
    digits += IsDigit(text[end]) ? 1u : 0u;
    ++end;
  }
  found = MakeSpan(at, end);
  constexpr size_t kMinDigits = 2;
  return found.size() >= least && found.size() <= most && digits >= kMinDigits &&
         (end >= text.size() || !IsNonAscii(text[end]));
}

bool MatchMandateAfterWord(MatchInput& input, Span& found) {
  const size_t at = Anchored(input);
  // Research units in France are UMR and four digits.
  const size_t least = input.anchor.In(input.text) == "UMR" ? 5 : 4;
  return at != std::string_view::npos && ReadCode(input.text, at, least, 35, found);
}

bool MatchSerialAfterWord(MatchInput& input, Span& found) {
  const size_t at = Anchored(input);
  return at != std::string_view::npos && ReadCode(input.text, at, 8, 20, found);
}

bool MatchDiagnosisAfterWord(MatchInput& input, Span& found) {
  const std::string_view text = input.text;
  const size_t at = Anchored(input);
  if (at == std::string_view::npos || at + 3 > text.size() || !IsUpper(text[at]) ||
      !IsDigit(text[at + 1]) ||
      (!IsDigit(text[at + 2]) && text[at + 2] != 'A' && text[at + 2] != 'B')) {
    return false;
  }
  size_t end = at + 3;
  if (end + 1 < text.size() && text[end] == '.' && IsAlnum(text[end + 1])) {
    constexpr size_t kMostBehind = 4;
    const size_t point = end++;
    while (end < text.size() && end - point <= kMostBehind &&
           (IsDigit(text[end]) || IsUpper(text[end])))
      ++end;
  }
  found = MakeSpan(at, end);
  return IsBoundaryAfter(text, end);
}

bool MatchPhoneAfterWord(MatchInput& input, Span& found) {
  const size_t at = Anchored(input);
  return at != std::string_view::npos && ReadDigits(input.text, at, 9, 11, found);
}

}  // namespace aegis::detect
