#include "src/detect/matchers/grouped_code.h"

#include <array>

namespace aegis::detect {

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
  while (end_count-- > 0) {
    if (!code.check({compact.data(), ends[end_count].length})) continue;
    found = MakeSpan(begin, ends[end_count].at);
    return true;
  }
  return false;
}

}  // namespace aegis::detect
