// Signatures of signed URLs: the value of the parameter that signs, where the parameters of that
// kind of signature stand beside it. Whoever has it has what the URL leads to.
#include "src/detect/matchers/matchers.h"
#include "src/detect/validators/base64.h"

namespace aegis::detect {
namespace {

constexpr size_t kMaxQuery = 2048;  // on each side of the signature

bool EndsQuery(char c) {
  return IsSpace(c) || c == '"' || c == '\'' || c == '<' || c == '>' || c == '`' || c == '\0';
}

// The query that holds the anchor, without what follows it in the text.
std::string_view QueryAround(MatchInput& input) {
  const std::string_view text = input.text;
  size_t begin = input.anchor.begin;
  while (begin > 0 && input.anchor.begin - begin < kMaxQuery && text[begin - 1] != '?' &&
         !EndsQuery(text[begin - 1])) {
    --begin;
  }
  size_t end = input.anchor.end;
  while (end < text.size() && end - input.anchor.end < kMaxQuery && !EndsQuery(text[end])) ++end;
  input.Charge(end - begin);
  return text.substr(begin, end - begin);
}

bool HasParameter(std::string_view query, std::string_view name) {
  for (size_t at = query.find(name); at != std::string_view::npos; at = query.find(name, at + 1)) {
    const size_t end = at + name.size();
    const bool begins = at == 0 || query[at - 1] == '&' || query[at - 1] == ';';
    if (begins && end < query.size() && query[end] == '=') return true;
  }
  return false;
}

// One character of percent-encoded base64: its value, or -1. Moves `at` behind it.
int ReadBase64(std::string_view text, size_t& at) {
  if (text.substr(at).starts_with("%2B") || text.substr(at).starts_with("%2b")) {
    at += 3;
    return validators::Base64Value('+');
  }
  if (text.substr(at).starts_with("%2F") || text.substr(at).starts_with("%2f")) {
    at += 3;
    return validators::Base64Value('/');
  }
  const int value = at < text.size() ? validators::Base64Value(text[at]) : -1;
  if (value >= 0) ++at;
  return value;
}

}  // namespace

bool MatchAwsPresignedUrl(MatchInput& input, Span& found) {
  constexpr size_t kDigits = 64;
  const std::string_view text = input.text;
  size_t end = input.anchor.end;
  while (end < text.size() && end - input.anchor.end <= kDigits && IsHex(text[end])) ++end;
  if (end - input.anchor.end != kDigits) return false;
  const std::string_view query = QueryAround(input);
  found = MakeSpan(input.anchor.end, end);
  return HasParameter(query, "X-Amz-Credential");
}

bool MatchAzureSas(MatchInput& input, Span& found) {
  constexpr size_t kCharacters = 43;  // 32 bytes of base64
  const std::string_view text = input.text;
  const size_t begin = input.anchor.end;
  if (input.anchor.begin > 0) {
    const char before = text[input.anchor.begin - 1];
    if (before != '&' && before != '?' && before != ';' && !EndsQuery(before)) return false;
  }
  size_t at = begin;
  size_t count = 0;
  while (count <= kCharacters && ReadBase64(text, at) >= 0) ++count;
  if (count != kCharacters) return false;
  if (text.substr(at).starts_with("%3D") || text.substr(at).starts_with("%3d")) {
    at += 3;
  } else if (at < text.size() && text[at] == '=') {
    ++at;
  }
  const std::string_view query = QueryAround(input);
  const bool permits = HasParameter(query, "sp") || HasParameter(query, "si");
  const bool of_what = HasParameter(query, "sr") || HasParameter(query, "ss");
  const bool bounded =
      HasParameter(query, "se") || HasParameter(query, "st") || HasParameter(query, "si");
  found = MakeSpan(begin, at);
  return HasParameter(query, "sv") && permits && of_what && bounded;
}

}  // namespace aegis::detect
