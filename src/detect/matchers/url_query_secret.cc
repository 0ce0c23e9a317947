// Secrets among the parameters of a URL: ?token=…, &sig=…, and the cookies that carry a session.
// Both are a name, '=' and a value that no person would choose.
#include <algorithm>

#include "src/detect/matchers/matchers.h"
#include "src/detect/matchers/placeholder.h"
#include "src/detect/validators/entropy.h"
#include "src/detect/validators/token_likeness.h"

namespace aegis::detect {
namespace {

constexpr size_t kMaxName = 32;
constexpr size_t kMaxValue = 2048;

bool IsNameByte(char c) { return IsAlnum(c) || c == '_' || c == '-' || c == '.'; }

bool EndsValue(char c) {
  return IsSpace(c) || c == '&' || c == '#' || c == '"' || c == '\'' || c == '<' || c == '>' ||
         c == ';' || c == ',' || c == ')' || c == ']' || c == '}' || c == '`' || c == '\\' ||
         c == '|' || IsNonAscii(c) || c == '\0';
}

bool ReadValue(MatchInput& input, size_t begin, Span& found) {
  const std::string_view text = input.text;
  size_t end = begin;
  while (end < text.size() && end - begin <= kMaxValue && !EndsValue(text[end])) ++end;
  input.Charge(end - begin + kMaxName);
  if (end - begin > kMaxValue) return false;
  while (end > begin && text[end - 1] == '.') --end;
  found = MakeSpan(begin, end);
  return !found.empty();
}

// Letters and digits that say nothing: not a word, a date, a number or a path.
bool IsOpaque(std::string_view value, size_t least) {
  size_t digits = 0;
  size_t letters = 0;
  for (char c : value) {
    digits += IsDigit(c) ? 1u : 0u;
    letters += IsAlpha(c) ? 1u : 0u;
  }
  return value.size() >= least && digits >= 1 && letters >= 2 && !IsPlaceholder(value) &&
         value[0] != '/' && value[0] != '$' && value[0] != '{' &&
         validators::HasEntropy(value, 11 * validators::kEntropyOne / 4);
}

}  // namespace

bool MatchUrlQuerySecret(MatchInput& input, Span& found) {
  constexpr size_t kMin = 8;
  const std::string_view text = input.text;
  // The whole name, back to what begins a parameter.
  size_t begin = input.anchor.begin;
  while (begin > 0 && input.anchor.begin - begin < kMaxName && IsNameByte(text[begin - 1])) --begin;
  if (begin == 0) return false;
  const bool joined = text.substr(0, begin).ends_with("&amp;");
  if (text[begin - 1] != '?' && text[begin - 1] != '&' && text[begin - 1] != '#' && !joined) {
    return false;
  }
  if (!ReadValue(input, input.anchor.end, found)) return false;
  const std::string_view value = found.In(text);
  const std::string_view name = text.substr(begin, input.anchor.end - 1 - begin);
  // ?code=SUMMER24 and ?key=item-7 are no secrets; a long opaque value is.
  const bool weak = name.size() <= 4;
  return weak ? validators::TokenLikeness(value) || validators::HexTokenLikeness(value)
              : IsOpaque(value, kMin);
}

// The parameters whose names can only be a credential's, passwords among them.
bool MatchQuerySecret(MatchInput& input, Span& found) {
  constexpr size_t kMin = 8;
  const std::string_view text = input.text;
  size_t begin = input.anchor.begin;
  while (begin > 0 && input.anchor.begin - begin < kMaxName && IsNameByte(text[begin - 1])) --begin;
  if (begin == 0) return false;
  const char before = text[begin - 1];
  const bool joined = text.substr(0, begin).ends_with("&amp;");
  if (before != '?' && before != '&' && !joined) return false;
  if (!ReadValue(input, input.anchor.end, found)) return false;
  return IsOpaque(found.In(text), kMin);
}

bool MatchSessionCookie(MatchInput& input, Span& found) {
  constexpr size_t kMin = 16;
  const std::string_view text = input.text;
  size_t at = input.anchor.end;
  if (text[at - 1] != '=') {
    // ASP.NET puts more behind the name.
    while (at < text.size() && at - input.anchor.end < kMaxName && IsNameByte(text[at])) ++at;
    if (at >= text.size() || text[at] != '=') return false;
    ++at;
  }
  if (!ReadValue(input, at, found)) return false;
  std::string_view value = found.In(text);
  constexpr size_t kUuid = 36;
  if (value.starts_with("s%3A")) value.remove_prefix(4);  // a signed one
  return value.size() >= kMin && value.size() != kUuid &&
         std::none_of(value.begin(), value.end(), [](char c) { return c == '/' || c == '('; }) &&
         IsOpaque(value, kMin);
}

}  // namespace aegis::detect
