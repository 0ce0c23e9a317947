// The value of a header Cookie or Set-Cookie: pairs name=value, and attributes behind them.
#include <algorithm>

#include "src/detect/matchers/matchers.h"
#include "src/detect/matchers/placeholder.h"

namespace aegis::detect {
namespace {

constexpr size_t kMaxCookie = 8192;

constexpr ByteSet kName = [] {
  ByteSet set = RangeSet("09AZaz");
  for (char c : std::string_view("!#$%&*+-.^_`|~")) set.Add(c);
  return set;
}();

bool EndsValue(char c) {
  return IsSpace(c) || c == ';' || c == '"' || c == '\'' || c == '\\' || c == '<' ||
         static_cast<unsigned char>(c) < 0x20;
}

// Blanks are part of a date only.
bool IsExpires(std::string_view name) {
  constexpr std::string_view kExpires = "expires";
  if (name.size() != kExpires.size()) return false;
  for (size_t i = 0; i < name.size(); ++i) {
    if (ToLower(name[i]) != kExpires[i]) return false;
  }
  return true;
}

}  // namespace

bool MatchCookieHeader(MatchInput& input, Span& found) {
  const std::string_view text =
      input.text.substr(0, std::min(input.text.size(), size_t{input.anchor.end} + kMaxCookie));
  size_t before = input.anchor.begin;
  if (before >= 4 && text[before - 1] == '-') before -= 4;  // Set-
  if (!IsBoundaryBefore(text, before)) return false;
  size_t at = input.anchor.end;
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  if (at < text.size() && text[at] == '\\') ++at;
  if (at < text.size() && (text[at] == '"' || text[at] == '\'')) ++at;
  const size_t begin = at;
  size_t end = at;
  bool telling = false;
  while (true) {
    const size_t name = at;
    while (at < text.size() && kName.Has(text[at])) ++at;
    if (at == name) break;
    const std::string_view called = text.substr(name, at - name);
    if (at < text.size() && text[at] == '=') {
      const size_t value = ++at;
      while (at < text.size() && (!EndsValue(text[at]) || (text[at] == ' ' && IsExpires(called)))) {
        ++at;
      }
      constexpr size_t kTelling = 3;
      telling =
          telling || (at - value >= kTelling && !IsPlaceholder(text.substr(value, at - value)));
    } else if (end == begin) {
      break;  // an attribute alone
    }
    end = at;
    if (at >= text.size() || text[at] != ';') break;
    ++at;
    while (at < text.size() && text[at] == ' ') ++at;
  }
  input.Charge(at - input.anchor.begin);
  while (end > begin && (text[end - 1] == '.' || text[end - 1] == ',' || text[end - 1] == ' '))
    --end;
  found = MakeSpan(begin, end);
  return telling && end > begin;
}

}  // namespace aegis::detect
