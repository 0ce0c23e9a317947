// Telephone numbers behind a plus sign, and North American ones with the area code in brackets.
// Numbers written as plain groups are digit shapes.
#include <algorithm>
#include <array>

#include "src/detect/matchers/matchers.h"
#include "src/detect/validators/e164.h"
#include "src/detect/validators/us_phone.h"

namespace aegis::detect {
namespace {

constexpr size_t kMaxDigits =
    18;  // 15, and a bracketed trunk prefix that is written and not dialled

// What stands between two groups: one separator, or a bracket with at most one separator beside it.
size_t SkipJoint(std::string_view text, size_t at, bool& open) {
  const auto separator = [&] {
    const SeparatorAt found = ReadSeparator(text, at);
    if (found.kind != kSepNone && found.kind != kSepLine) at += found.size;
  };
  const size_t from = at;
  separator();
  if (at < text.size() && text[at] == (open ? ')' : '(')) {
    open = !open;
    ++at;
    separator();
  }
  return at < text.size() && IsDigit(text[at]) ? at : from;
}

// +4612-05957, +624900-0920459: latitude and longitude as ISO 6709 writes them.
bool IsCoordinates(std::string_view text) {
  constexpr size_t kMinutes = std::string_view("+4612").size();
  constexpr size_t kSeconds = std::string_view("+624900").size();
  const size_t sign = text.find('-');
  return (sign == kMinutes || sign == kSeconds) && text.size() == 2 * sign + 1 &&
         std::all_of(text.begin() + 1, text.end(), [](char c) { return IsDigit(c) || c == '-'; });
}

}  // namespace

bool MatchPhoneInternational(MatchInput& input, Span& found) {
  const std::string_view text = input.text;
  const size_t begin = input.anchor.begin;
  if (begin > 0 && (IsAlnum(text[begin - 1]) || text[begin - 1] == '+')) return false;
  std::array<char, kMaxDigits + 1> compact;
  compact[0] = '+';
  struct End {
    uint32_t at;
    uint8_t length;
  };
  std::array<End, kMaxDigits + 1> ends;
  size_t end_count = 0;
  size_t length = 1;
  size_t at = begin + 1;
  bool open = at < text.size() && text[at] == '(';
  if (open) ++at;
  while (at < text.size() && IsDigit(text[at])) {
    while (at < text.size() && IsDigit(text[at]) && length <= kMaxDigits)
      compact[length++] = text[at++];
    if (at < text.size() && IsDigit(text[at])) break;
    if (!open) ends[end_count++] = {static_cast<uint32_t>(at), static_cast<uint8_t>(length)};
    const size_t next = SkipJoint(text, at, open);
    if (next == at || end_count == ends.size()) break;
    at = next;
  }
  input.Charge(at - begin);
  while (end_count-- > 0) {
    const End& end = ends[end_count];
    if (!IsBoundaryAfter(text, end.at)) continue;
    if (!validators::E164({compact.data(), end.length})) continue;
    found = MakeSpan(begin, end.at);
    return !IsCoordinates(found.In(text));
  }
  return false;
}

// (02) 5550 1234, 8 (495) 555-12-34: an area code in brackets and six to nine digits in groups.
bool MatchPhoneBracketsNational(MatchInput& input, Span& found) {
  constexpr size_t kLeast = 6;
  constexpr size_t kMost = 9;
  const std::string_view text = input.text;
  size_t begin = input.anchor.begin;
  size_t at = input.anchor.end;
  size_t digits = 0;
  size_t end = at;
  while (true) {
    const SeparatorAt separator = ReadSeparator(text, at);
    if (separator.kind == kSepLine || (digits != 0 && separator.kind == kSepNone)) break;
    at += separator.size;
    const size_t group = at;
    while (at < text.size() && IsDigit(text[at]) && at - group <= kMost) ++at;
    if (at == group || digits + (at - group) > kMost || !IsBoundaryAfter(text, at)) break;
    digits += at - group;
    end = at;
  }
  if (digits < kLeast || (end < text.size() && IsAlnum(text[end]))) return false;
  // The digit that is dialled in front of a trunk call.
  const SeparatorAt before = ReadSeparatorBefore(text, begin);
  const size_t one = begin - before.size;
  if (one >= 1 && (text[one - 1] == '8' || text[one - 1] == '0') &&
      IsBoundaryBefore(text, one - 1)) {
    begin = one - 1;
  }
  if (begin > 0 && (IsDigit(text[begin - 1]) || text[begin - 1] == '+')) return false;
  found = MakeSpan(begin, end);
  return true;
}

bool MatchPhoneBrackets(MatchInput& input, Span& found) {
  if (input.anchor.size() != std::string_view("(212)").size()) return false;
  const std::string_view text = input.text;
  size_t begin = input.anchor.begin;
  std::array<char, 10> compact;
  size_t length = 0;
  size_t at = begin + 1;
  while (length < 3) compact[length++] = text[at++];
  ++at;
  SeparatorAt separator = ReadSeparator(text, at);
  if (separator.kind != kSepLine) at += separator.size;
  for (size_t i = 0; i < 3; ++i, ++at) {
    if (at >= text.size() || !IsDigit(text[at])) return false;
    compact[length++] = text[at];
  }
  separator = ReadSeparator(text, at);
  if (separator.kind != kSepLine) at += separator.size;
  for (size_t i = 0; i < 4; ++i, ++at) {
    if (at >= text.size() || !IsDigit(text[at])) return false;
    compact[length++] = text[at];
  }
  if (!IsBoundaryAfter(text, at) || !validators::UsPhone({compact.data(), length})) return false;
  // A 1 in front belongs to it; +1 makes it an international number, which has its own matcher.
  const SeparatorAt before = ReadSeparatorBefore(text, begin);
  const size_t one = begin - before.size;
  if (one >= 1 && text[one - 1] == '1' && IsBoundaryBefore(text, one - 1)) begin = one - 1;
  if (begin > 0 && text[begin - 1] == '+') --begin;
  // "call(212)555-0123": a word may touch the bracket, but nothing else.
  if (begin > 0 && (IsDigit(text[begin - 1]) || (IsAlpha(text[begin - 1]) && text[begin] != '('))) {
    return false;
  }
  found = MakeSpan(begin, at);
  return true;
}

}  // namespace aegis::detect
