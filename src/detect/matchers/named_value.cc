#include "src/detect/matchers/named_value.h"

#include <algorithm>

#include "src/detect/matchers/placeholder.h"
#include "src/detect/validators/entropy.h"

namespace aegis::detect {
namespace {

constexpr size_t kMaxBlanks = 8;

size_t SkipBlanks(std::string_view text, size_t at) {
  const size_t limit = std::min(text.size(), at + kMaxBlanks);
  while (at < limit && (text[at] == ' ' || text[at] == '\t')) ++at;
  return at;
}

constexpr ByteSet kEnds(", ;&\"'<>)}]\\`\t\r\n\v\f");

// A quote, written with a backslash or not; zero when none stands there.
char SkipQuote(std::string_view text, size_t& at) {
  const bool escaped = at + 1 < text.size() && text[at] == '\\';
  const size_t quote = escaped ? at + 1 : at;
  if (quote >= text.size() || (text[quote] != '"' && text[quote] != '\'')) return '\0';
  at = quote + 1;
  return text[quote];
}

// What the quote before `at` holds; `most` and one more when nothing closes it.
size_t ToQuote(std::string_view text, size_t at, char quote, size_t most) {
  const size_t begin = at;
  while (at < text.size() && at - begin <= most && text[at] != quote && text[at] != '\n') ++at;
  if (at > begin && at < text.size() && text[at] == quote && text[at - 1] == '\\') --at;
  return at;
}

}  // namespace

bool ReadNamedValue(MatchInput& input, size_t at, size_t most, NamedValue& value) {
  const std::string_view text = input.text;
  const size_t from = at;
  // Some names are looked for with their sign.
  if (at > input.anchor.begin && (text[at - 1] == '=' || text[at - 1] == ':')) --at;
  SkipQuote(text, at);
  if (at < text.size() && (text[at] == ']' || text[at] == ')')) ++at;
  at = SkipBlanks(text, at);
  if (at >= text.size()) return false;
  if (text[at] == '=') {
    ++at;
    if (at < text.size() && text[at] == '=') return false;
    if (at < text.size() && text[at] == '>') ++at;
  } else if (text[at] == ':') {
    ++at;
    if (at < text.size() && text[at] == '=') ++at;
  } else {
    return false;
  }
  at = SkipBlanks(text, at);
  const char quote = SkipQuote(text, at);
  const size_t begin = at;
  if (quote != '\0') {
    at = ToQuote(text, at, quote, most);
  } else {
    while (at < text.size() && at - begin <= most && !kEnds.Has(text[at])) ++at;
    while (at > begin && text[at - 1] == '.') --at;
  }
  input.Charge(at - from);
  if (at == begin || at - begin > most) return false;
  value = {MakeSpan(begin, at), quote != '\0'};
  return true;
}

bool ReadArgument(MatchInput& input, size_t at, size_t most, Span& found) {
  const std::string_view text = input.text;
  at = SkipBlanks(text, at);
  const char quote = SkipQuote(text, at);
  const size_t begin = at;
  if (quote != '\0') {
    at = ToQuote(text, at, quote, most);
  } else {
    while (at < text.size() && at - begin <= most && !IsSpace(text[at]) && text[at] != '"' &&
           text[at] != '\'' && text[at] != '`' && text[at] != ';' && text[at] != '|') {
      ++at;
    }
  }
  input.Charge(at - begin);
  if (at == begin || at - begin > most) return false;
  found = MakeSpan(begin, at);
  return true;
}

bool EqualsFolded(std::string_view text, std::string_view word) {
  return text.size() == word.size() && std::equal(text.begin(), text.end(), word.begin(),
                                                  [](char a, char b) { return ToLower(a) == b; });
}

size_t FindFolded(std::string_view text, std::string_view word, size_t from) {
  if (from > text.size()) return std::string_view::npos;
  const auto found =
      std::search(text.begin() + static_cast<std::ptrdiff_t>(from), text.end(), word.begin(),
                  word.end(), [](char a, char b) { return ToLower(a) == b; });
  return found == text.end() ? std::string_view::npos : static_cast<size_t>(found - text.begin());
}

bool BeginsLine(std::string_view text, size_t at) {
  constexpr std::string_view kExport = "export ";
  constexpr size_t kReach = 40;
  const size_t from = at;
  if (text.substr(0, at).ends_with(kExport)) at -= kExport.size();
  while (at > 0 && from - at < kReach &&
         (text[at - 1] == ' ' || text[at - 1] == '\t' || text[at - 1] == '-')) {
    --at;
  }
  return at == 0 || text[at - 1] == '\n' || text[at - 1] == '\r' || text[at - 1] == '"' ||
         text[at - 1] == '\'' || text.substr(0, at).ends_with("\\n");
}

bool LooksDrawn(std::string_view value, size_t least) {
  size_t digits = 0;
  size_t letters = 0;
  for (char c : value) {
    if (static_cast<unsigned char>(c) <= ' ') return false;
    digits += IsDigit(c) ? 1u : 0u;
    letters += IsAlpha(c) ? 1u : 0u;
  }
  return value.size() >= least && digits >= 1 && letters >= 2 && !IsPlaceholder(value) &&
         value[0] != '/' && value[0] != '$' && value[0] != '{' && value[0] != '(' &&
         value.find("://") == std::string_view::npos &&
         validators::HasEntropy(value, 5 * validators::kEntropyOne / 2);
}

}  // namespace aegis::detect
