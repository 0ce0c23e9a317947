// name = value, "name": "value", name: value, <name>value</name>, and "password is value": the
// value that somebody gives to a name like password or api_key. What a value must look like
// differs: anything but a placeholder is a password; a key must look drawn by a machine.
#include <algorithm>
#include <array>

#include "src/base/limits.h"
#include "src/detect/matchers/matchers.h"
#include "src/detect/matchers/placeholder.h"
#include "src/detect/validators/token_likeness.h"

namespace aegis::detect {
namespace {

constexpr size_t kMaxTail = 40;  // of a name, behind the word that was found
constexpr size_t kMaxBlanks = 16;
constexpr size_t kMaxValue = 256;

// Ends of names whose values are no passwords: password_length, token_type.
constexpr std::string_view kOtherThings[] = {
    "length",  "policy", "reset",    "expires",  "expiry",   "expiration", "changed", "updated",
    "created", "at",     "required", "type",     "count",    "limit",      "url",     "uri",
    "link",    "field",  "hint",     "strength", "attempts", "enabled",    "manager", "name",
    "file",    "path",   "endpoint", "label",    "prompt",   "error",      "message", "age",
    "min",     "max",    "issuer",   "audience",
};

bool IsNameByte(char c) { return IsAlnum(c) || c == '_' || c == '-' || c == '.'; }

// The last word of a name's tail says what its value is: "_resetUrl" -> url.
bool NamesSomethingElse(std::string_view tail) {
  size_t begin = tail.size();
  while (begin > 0 && IsAlpha(tail[begin - 1])) {
    --begin;
    if (IsUpper(tail[begin]) && begin + 1 < tail.size() && IsLower(tail[begin + 1])) break;
  }
  std::string_view last = tail.substr(begin);
  std::array<char, kMaxTail> folded;
  std::transform(last.begin(), last.end(), folded.begin(), ToLower);
  last = {folded.data(), last.size()};
  return std::find(std::begin(kOtherThings), std::end(kOtherThings), last) !=
         std::end(kOtherThings);
}

struct Assigned {
  Span value;
  bool quoted = false;
  bool loose = false;  // "name: value" or "name is value", as prose also writes
};

size_t SkipBlanks(std::string_view text, size_t at) {
  const size_t limit = std::min(text.size(), at + kMaxBlanks);
  while (at < limit && (text[at] == ' ' || text[at] == '\t')) ++at;
  return at;
}

bool EndsUnquoted(char c) {
  return IsSpace(c) || c == ',' || c == ';' || c == '&' || c == '"' || c == '\'' || c == '<' ||
         c == '>' || c == ')' || c == '}' || c == ']' || c == '`' || c == '\0';
}

bool ReadAssigned(MatchInput& input, bool with_is, Assigned& assigned) {
  const std::string_view text = input.text;
  const auto byte = [&](size_t i) { return i < text.size() ? text[i] : '\0'; };
  const size_t name = input.anchor.begin;
  const size_t tail = input.anchor.end;
  size_t at = tail;
  while (at < text.size() && at - tail < kMaxTail && IsNameByte(text[at])) ++at;
  std::string_view rest = text.substr(tail, at - tail);
  // secretary, tokenizer: another word that begins alike. A plural and "key" may follow.
  if (!rest.empty() && IsLower(rest[0])) {
    size_t lower = 0;
    while (lower < rest.size() && IsLower(rest[lower])) ++lower;
    const std::string_view word = rest.substr(0, lower);
    if (word != "s" && word != "key" && word != "value" && word != "hash") return false;
  }
  if (NamesSomethingElse(rest)) return false;
  const bool element = name > 0 && byte(at) == '>';

  // The quote and bracket that close the name.
  if (byte(at) == '\\' && (byte(at + 1) == '"' || byte(at + 1) == '\'')) ++at;
  if (byte(at) == '"' || byte(at) == '\'' || byte(at) == '`') ++at;
  if (byte(at) == ']' || byte(at) == ')') ++at;
  const size_t before_sign = at;
  at = SkipBlanks(text, at);
  bool loose = false;
  if (element) {
    ++at;
  } else if (byte(at) == '=') {
    ++at;
    if (byte(at) == '=') return false;  // a comparison
    if (byte(at) == '>') ++at;
  } else if (byte(at) == ':') {
    ++at;
    if (byte(at) == '=') ++at;
    loose = byte(at) == ' ';
  } else if (with_is && at > before_sign &&
             (text.substr(at).starts_with("is ") || text.substr(at).starts_with("ist ") ||
              text.substr(at).starts_with("est "))) {
    at += text[at + 2] == ' ' ? 3 : 4;
    if (byte(at) == ':') ++at;
    loose = true;
  } else {
    return false;
  }
  at = SkipBlanks(text, at);

  char quote = '\0';
  bool escaped = false;
  if (byte(at) == '\\' && byte(at + 1) == '"') {
    escaped = true;
    ++at;
  }
  if (byte(at) == '"' || byte(at) == '\'' || byte(at) == '`') quote = text[at++];
  const size_t begin = at;
  if (begin >= text.size()) return false;
  if (quote == '\0' && (text[at] == '{' || text[at] == '[' || text[at] == '(')) return false;
  const size_t limit = std::min(text.size(), begin + kMaxValue);
  if (quote != '\0') {
    while (at < limit && text[at] != quote && text[at] != '\n') ++at;
    if (escaped && at > begin && text[at - 1] == '\\') --at;
  } else if (element) {
    while (at < limit && text[at] != '<' && text[at] != '\n') ++at;
  } else {
    while (at < limit && !EndsUnquoted(text[at])) ++at;
    // The full stop of a sentence.
    while (at > begin && (text[at - 1] == '.' || text[at - 1] == ':' || text[at - 1] == '\\')) --at;
  }
  if (at == begin || at == begin + kMaxValue) return false;
  input.Charge(at - name);
  assigned = {MakeSpan(begin, at), quote != '\0', loose};
  return true;
}

// In a document with fields the value is the whole field when it begins it: a quote inside was an
// escape.
bool FitToField(MatchInput& input, Assigned& assigned) {
  const Span field = input.FieldAt(assigned.value.begin);
  if (field.empty()) return false;
  const Span name_field = input.FieldAt(input.anchor.begin);
  if (!(name_field == field) && field.begin == assigned.value.begin) {
    if (field.size() > kMaxValue) return false;
    assigned.value = field;
    assigned.quoted = true;
    return true;
  }
  return field.Contains(assigned.value);
}

}  // namespace

bool MatchPasswordAssignment(MatchInput& input, Span& found) {
  constexpr size_t kMin = 4;
  constexpr size_t kMax = 128;
  Assigned assigned;
  if (!ReadAssigned(input, true, assigned)) return false;
  if (assigned.value.size() < kMin || IsPlaceholder(assigned.value.In(input.text))) return false;
  if (!FitToField(input, assigned)) return false;
  const std::string_view value = assigned.value.In(input.text);
  if (value.size() < kMin || value.size() > kMax || IsPlaceholder(value)) return false;
  if (assigned.quoted) {
    // A label or a sentence, not a password: {"password": "Please choose a new one"}.
    if (std::count(value.begin(), value.end(), ' ') > 3) return false;
  } else {
    // Code and prose: password=getPassword(), "password: must have ...".
    if (value.find('(') != std::string_view::npos) return false;
    if (assigned.loose && std::all_of(value.begin(), value.end(), IsAlpha)) return false;
  }
  found = assigned.value;
  return true;
}

bool MatchKeyAssignment(MatchInput& input, Span& found) {
  constexpr size_t kMin = 10;
  constexpr size_t kMax = 150;
  Assigned assigned;
  if (!ReadAssigned(input, false, assigned)) return false;
  const auto likely = [&] {
    const std::string_view value = assigned.value.In(input.text);
    return value.size() >= kMin && value.size() <= kMax &&
           (validators::TokenLikeness(value) || validators::HexTokenLikeness(value));
  };
  if (!likely() || !FitToField(input, assigned) || !likely()) return false;
  found = assigned.value;
  return true;
}

}  // namespace aegis::detect
