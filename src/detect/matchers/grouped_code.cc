#include "src/detect/matchers/grouped_code.h"

#include <array>
#include <span>

namespace aegis::detect {
namespace {

// With other check digits, which are the third and fourth characters of all of these codes.
bool WouldCheck(std::span<char> compact, const GroupedCode& code) {
  for (int digits = 0; digits < 100; ++digits) {
    compact[2] = static_cast<char>('0' + digits / 10);
    compact[3] = static_cast<char>('0' + digits % 10);
    if (code.check({compact.data(), compact.size()})) return true;
  }
  return false;
}

}  // namespace

bool MatchGroupedCode(MatchInput& input, const GroupedCode& code, Span& found) {
  constexpr size_t kMost = 35;
  const std::string_view text = input.text;
  const size_t begin = input.anchor.begin;
  std::array<char, kMost> compact;
  struct End {
    uint32_t at;
    uint8_t length;
  };
  std::array<End, kMost> ends;
  size_t end_count = 0;
  size_t length = 0;
  size_t at = begin;
  bool broken = false;
  while (true) {
    const size_t group = at;
    while (at < text.size() && IsAlnum(text[at]) && length < code.max_length) {
      compact[length++] = ToUpper(text[at++]);
    }
    if (at < text.size() && IsAlnum(text[at])) break;  // longer than any
    if (length >= code.min_length)
      ends[end_count++] = {static_cast<uint32_t>(at), static_cast<uint8_t>(length)};
    if (code.group != 0 && at - group != code.group) break;
    const SeparatorAt separator = ReadSeparator(text, at);
    if ((separator.kind & (kSepSpace | kSepDash | kSepLine)) == 0 || length == code.max_length)
      break;
    if (separator.kind == kSepLine) {
      if (broken) break;
      broken = true;
    }
    if (at + separator.size >= text.size() || !IsAlnum(text[at + separator.size])) break;
    at += separator.size;
  }
  input.Charge(at - begin);
  for (size_t i = end_count; i-- > 0;) {
    if (!code.check({compact.data(), ends[i].length})) continue;
    found = MakeSpan(begin, ends[i].at);
    return true;
  }
  if (end_count == 0 || !input.WantsMisses()) return false;
  for (size_t i = end_count; i-- > 0;) {
    if (!WouldCheck({compact.data(), ends[i].length}, code)) continue;
    input.Missed(MakeSpan(begin, ends[i].at));
    break;
  }
  return false;
}

}  // namespace aegis::detect
