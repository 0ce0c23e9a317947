// Machine readable zones of ICAO 9303: two or three lines of fixed length, one below the other,
// beside each other, or in one piece. Led to by the first << of a line; what fills a line is <.

#include "src/detect/validators/mrz.h"

#include "src/detect/matchers/matchers.h"

namespace aegis::detect {
namespace {

constexpr size_t kMaxZone = 90;

constexpr ByteSet kZone = [] {
  ByteSet set = RangeSet("09AZ");
  set.Add('<');
  return set;
}();

// The byte behind what parts two lines: a line break, also a written one, or blanks.
size_t BehindBreak(std::string_view text, size_t at) {
  const size_t begin = at;
  constexpr size_t kMost = 8;
  while (at < text.size() && at - begin < kMost) {
    if (IsSpace(text[at])) {
      ++at;
    } else if (text[at] == '\\' && at + 1 < text.size() &&
               (text[at + 1] == 'n' || text[at + 1] == 'r')) {
      at += 2;
    } else {
      break;
    }
  }
  return at;
}

// The byte behind the line that ends in front of `at`, going backwards over what parts them.
size_t BeforeBreak(std::string_view text, size_t at) {
  const size_t end = at;
  constexpr size_t kMost = 8;
  while (at > 0 && end - at < kMost) {
    if (IsSpace(text[at - 1])) {
      --at;
    } else if (at >= 2 && text[at - 2] == '\\' && (text[at - 1] == 'n' || text[at - 1] == 'r')) {
      at -= 2;
    } else {
      break;
    }
  }
  return at;
}

Span LineAt(std::string_view text, size_t at) {
  size_t begin = at;
  while (begin > 0 && at - begin <= kMaxZone && kZone.Has(text[begin - 1])) --begin;
  // The letter of a written line break is none of the line.
  if (begin > 0 && text[begin - 1] == '\\') begin = at;
  size_t end = at;
  while (end < text.size() && end - at <= kMaxZone && kZone.Has(text[end])) ++end;
  return MakeSpan(begin, end);
}

using Check = bool (*)(std::string_view) noexcept;

// `lines` lines of one length, the first of which is `line`.
bool MatchFrom(std::string_view text, Span line, size_t lines, Check check, Span& found) {
  std::array<char, kMaxZone> zone;
  const size_t length = line.size();
  if (length * lines > kMaxZone) return false;
  size_t at = line.begin;
  for (size_t i = 0; i < lines; ++i) {
    if (i != 0) at = BehindBreak(text, at);
    if (at + length > text.size()) return false;
    for (size_t k = 0; k < length; ++k, ++at) {
      if (!kZone.Has(text[at])) return false;
      zone[i * length + k] = text[at];
    }
  }
  if (at < text.size() && (kZone.Has(text[at]) || IsAlnum(text[at]))) return false;
  found = MakeSpan(line.begin, at);
  return check({zone.data(), lines * length});
}

bool IsFirstFiller(const MatchInput& input, Span line) {
  return input.text.substr(line.begin, input.anchor.end - line.begin).find("<<") ==
         input.anchor.begin - line.begin;
}

bool MatchTwoLines(MatchInput& input, Check check, size_t length, Span& found) {
  const Span line = LineAt(input.text, input.anchor.begin);
  input.Charge(line.size());
  if (!IsBoundaryBefore(input.text, line.begin) || !IsFirstFiller(input, line)) return false;
  if (line.size() != length && line.size() != 2 * length) return false;
  input.Charge(2 * kMaxZone);
  return MatchFrom(input.text, line, line.size() == length ? 2 : 1, check, found);
}

}  // namespace

bool MatchMrzTd3(MatchInput& input, Span& found) {
  return MatchTwoLines(input, validators::MrzTd3, 44, found);
}

bool MatchMrzTd2(MatchInput& input, Span& found) {
  return MatchTwoLines(input, validators::MrzTd2, 36, found);
}

bool MatchMrzVisa(MatchInput& input, Span& found) {
  return MatchTwoLines(input, validators::MrzVisa, 44, found) ||
         MatchTwoLines(input, validators::MrzVisa, 36, found);
}

bool MatchMrzTd1(MatchInput& input, Span& found) {
  constexpr size_t kLength = 30;
  const std::string_view text = input.text;
  const Span line = LineAt(text, input.anchor.begin);
  input.Charge(line.size());
  if (!IsFirstFiller(input, line)) return false;
  if (line.size() != kLength && line.size() != 3 * kLength) return false;
  input.Charge(2 * kMaxZone);
  if (line.size() == 3 * kLength) return MatchFrom(text, line, 1, validators::MrzTd1, found);
  if (MatchFrom(text, line, 3, validators::MrzTd1, found)) return true;
  // The first line need not have two fillers; the third has the names, and always does.
  Span first = line;
  for (int i = 0; i < 2; ++i) {
    const size_t end = BeforeBreak(text, first.begin);
    if (end < kLength) return false;
    first = MakeSpan(end - kLength, end);
  }
  return IsBoundaryBefore(text, first.begin) &&
         MatchFrom(text, first, 3, validators::MrzTd1, found);
}

}  // namespace aegis::detect
