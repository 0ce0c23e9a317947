// IBANs, compact or in groups joined by single blanks or dashes. The registry knows the length of
// each country, so the candidate ends where a group ends and the whole is an IBAN; the longest such
// end wins.
#include "src/detect/validators/iban.h"

#include <array>

#include "src/detect/matchers/matchers.h"

namespace aegis::detect {
namespace {

constexpr size_t kMinIban = 15;
constexpr size_t kMaxIban = 34;

}  // namespace

bool MatchIban(MatchInput& input, Span& found) {
  const std::string_view text = input.text;
  const size_t begin = input.anchor.begin;
  if (!IsBoundaryBefore(text, begin)) return false;
  if (input.anchor.size() > kMaxIban || !IsAlpha(text[begin]) || !IsAlpha(text[begin + 1]) ||
      !IsDigit(text[begin + 2]) || !IsDigit(text[begin + 3])) {
    return false;
  }
  std::array<char, kMaxIban> compact;
  struct End {
    uint32_t at;
    uint8_t length;
  };
  std::array<End, kMaxIban> ends;
  size_t end_count = 0;
  size_t length = 0;
  size_t at = begin;
  bool broken = false;
  while (true) {
    while (at < text.size() && IsAlnum(text[at]) && length < kMaxIban) {
      compact[length++] = ToUpper(text[at++]);
    }
    if (at < text.size() && IsAlnum(text[at])) break;  // longer than any IBAN
    if (length >= kMinIban)
      ends[end_count++] = {static_cast<uint32_t>(at), static_cast<uint8_t>(length)};
    const SeparatorAt separator = ReadSeparator(text, at);
    if ((separator.kind & (kSepSpace | kSepDash | kSepLine)) == 0 || length == kMaxIban) break;
    if (separator.kind == kSepLine) {
      if (broken) break;
      broken = true;
    }
    if (at + separator.size >= text.size() || !IsAlnum(text[at + separator.size])) break;
    at += separator.size;
  }
  input.Charge(at - begin);
  while (end_count-- > 0) {
    if (!validators::Iban({compact.data(), ends[end_count].length})) continue;
    found = MakeSpan(begin, ends[end_count].at);
    return true;
  }
  return false;
}

}  // namespace aegis::detect
