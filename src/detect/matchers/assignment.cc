// name = value, "name": "value", name: value, <name>value</name>, --name value, and "password is
// value" in several languages: the value that somebody gives to a name like password or api_key.
// What a value must look like differs: anything but a placeholder is a password; a key must look
// drawn by a machine, the more so the less its name says.
#include <algorithm>
#include <array>

#include "src/base/limits.h"
#include "src/detect/matchers/assigned.h"
#include "src/detect/matchers/matchers.h"
#include "src/detect/matchers/named_value.h"
#include "src/detect/matchers/placeholder.h"
#include "src/detect/validators/entropy.h"
#include "src/detect/validators/placeholder.h"
#include "src/detect/validators/published_sample_secret.h"
#include "src/detect/validators/token_likeness.h"

namespace aegis::detect {
namespace {

constexpr size_t kMaxTail = 40;  // of a name, behind the word that was found
constexpr size_t kMaxValue = 256;

// Ends of names whose values are no passwords: password_length, token_type.
constexpr std::string_view kOtherThings[] = {
    "length",  "policy",   "reset",    "expires",    "expiry",         "expiration",
    "changed", "updated",  "created",  "at",         "required",       "type",
    "count",   "limit",    "url",      "uri",        "link",           "field",
    "hint",    "strength", "attempts", "enabled",    "manager",        "name",
    "file",    "path",     "endpoint", "label",      "prompt",         "error",
    "message", "age",      "min",      "max",        "issuer",         "audience",
    "id",      "ids",      "stdin",    "status",     "version",        "state",
    "scope",   "provider", "prefix",   "suffix",     "pattern",        "regex",
    "history", "rules",    "help",     "title",      "date",           "days",
    "time",    "arn",      "in",       "on",         "number",         "nummer",
    "numero",  "no",       "nr",       "encryption", "algorithm",      "method",
    "mode",    "format",   "scheme",   "mechanism",  "authentication",
};

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
  bool loose = false;     // "name: value", as prose also writes
  bool sentence = false;  // "name is value", or the argument of an option
  bool bare = false;      // nothing between the name and a quoted value
};

bool EndsUnquoted(char c) {
  return IsSpace(c) || c == ',' || c == ';' || c == '&' || c == '"' || c == '\'' || c == '<' ||
         c == '>' || c == ')' || c == '}' || c == ']' || c == '`' || c == '\0';
}

// The characters of CJK text do not stand in a password.
bool IsAsciiOrShort(std::string_view text, size_t at) {
  return static_cast<unsigned char>(text[at]) < 0xe3;
}

// <password> and <db:password>, but not </etc/passwd>.
bool BeginsElement(MatchInput& input) {
  const std::string_view text = input.text;
  const size_t name = input.anchor.begin;
  size_t at = name;
  while (at > 0 && name - at < kMaxTail && (IsNameByte(text[at - 1]) || text[at - 1] == ':')) --at;
  return at > 0 && text[at - 1] == '<';
}

bool ReadAssigned(MatchInput& input, bool with_is, Assigned& assigned) {
  const std::string_view text = input.text;
  const size_t name = input.anchor.begin;
  const size_t tail = input.anchor.end;
  size_t at = tail;
  while (at < text.size() && at - tail < kMaxTail && IsNameByte(text[at])) ++at;
  std::string_view rest = text.substr(tail, at - tail);
  // secretary, tokenizer: another word that begins alike. A plural and "key" may follow.
  if (!rest.empty() && (IsLower(rest[0]) || (IsUpper(rest[0]) && IsUpper(text[tail - 1])))) {
    size_t size = 0;
    while (size < rest.size() && IsLower(rest[size]) == IsLower(rest[0]) && IsAlpha(rest[size])) {
      ++size;
    }
    const std::string_view word = rest.substr(0, size);
    if (!EqualsFolded(word, "s") && !EqualsFolded(word, "key") && !EqualsFolded(word, "value") &&
        !EqualsFolded(word, "hash")) {
      return false;
    }
  }
  if (NamesSomethingElse(rest)) return false;
  Joint joint;
  if (!ReadJoint(text, name, at, with_is, joint)) return false;
  if (joint.element && !BeginsElement(input)) return false;
  at = joint.value;

  const size_t begin = at;
  if (begin >= text.size()) return false;
  if (joint.quote == '\0' && (text[at] == '{' || text[at] == '[' || text[at] == '(')) return false;
  const size_t limit = std::min(text.size(), begin + kMaxValue);
  if (joint.IsQuoted()) {
    if (!ReadQuoted(text, joint, limit, at)) return false;
  } else if (joint.element) {
    while (at < limit && text[at] != '<' && text[at] != '\n') ++at;
  } else {
    while (at < limit && !EndsUnquoted(text[at]) && IsAsciiOrShort(text, at)) ++at;
    // The full stop of a sentence.
    constexpr std::string_view kEllipsis = "…";
    while (at > begin) {
      if (text[at - 1] == '.' || text[at - 1] == ':' || text[at - 1] == '\\') {
        --at;
      } else if (text.substr(begin, at - begin).ends_with(kEllipsis)) {
        at -= kEllipsis.size();
      } else {
        break;
      }
    }
  }
  if (at == begin || at == begin + kMaxValue) return false;
  input.Charge(at - name);
  assigned = {MakeSpan(begin, at), joint.IsQuoted(), joint.loose, joint.sentence, joint.bare};
  return true;
}

// Are the last letters and digits of `name` those of `word`? Case and what stands between them do
// not count. Where they begin, or npos.
size_t FindLastWord(std::string_view name, std::string_view word) {
  size_t at = name.size();
  for (size_t i = word.size(); i > 0; --i) {
    if (!IsAlnum(word[i - 1])) continue;
    while (at > 0 && !IsAlnum(name[at - 1])) --at;
    if (at == 0 || ToLower(name[at - 1]) != ToLower(word[i - 1])) return std::string_view::npos;
    --at;
  }
  return at;
}

// A name that ends with the word the value is looked for by is another name, as code has them:
// self.key_password, XXH3_kSecret, ed25519.Ed25519PrivateKey.
bool EndsAsName(std::string_view value, std::string_view word) {
  const auto belongs = [](char c) { return IsAlnum(c) || c == '_' || c == '.'; };
  if (IsDigit(value[0]) || !std::all_of(value.begin(), value.end(), belongs)) return false;
  const size_t last = FindLastWord(value, word);
  return last != std::string_view::npos && last > 0 &&
         (!IsAlnum(value[last - 1]) || IsUpper(value[last]));
}

// What code and patterns have where a value would stand: config['password'], Optional[bytes],
// /^passwd:\s/.
bool IsSubscriptOrPattern(MatchInput& input, Span value) {
  const std::string_view text = value.In(input.text);
  constexpr std::string_view kClasses = "sSdDwWbB";
  if (text.size() > 1 && text[0] == '\\' && kClasses.find(text[1]) != kClasses.npos) return true;
  const size_t bracket = text.find('[');
  if (bracket == text.npos || bracket == 0 || value.end >= input.text.size()) return false;
  const char next = input.text[value.end];
  return (next == ']' || next == '\'' || next == '"') &&
         std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(bracket), IsNameByte);
}

// CHALLENGE_PASSWORD: "challengePassword". Not password: "Password", which somebody may have
// chosen.
bool RepeatsName(MatchInput& input, std::string_view value) {
  const std::string_view text = input.text;
  size_t begin = input.anchor.begin;
  while (begin > 0 && input.anchor.begin - begin < kMaxTail && IsNameByte(text[begin - 1])) --begin;
  const std::string_view name = text.substr(begin, input.anchor.end - begin);
  if (value.size() <= input.anchor.size() || !IsAlnum(value.back())) return false;
  if (!std::all_of(value.begin(), value.end(), IsNameByte)) return false;
  const size_t at = FindLastWord(name, value);
  return at != std::string_view::npos && (at == 0 || !IsAlnum(name[at - 1]));
}

// A value that says of itself that it is none.
bool IsOnlyName(MatchInput& input, const Assigned& assigned) {
  const std::string_view value = assigned.value.In(input.text);
  if (RepeatsName(input, value)) return true;
  return !assigned.quoted && (EndsAsName(value, input.anchor.In(input.text)) ||
                              IsSubscriptOrPattern(input, assigned.value));
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

// Words of prose: case-sensitive, user's, e-mail. A password that somebody gives away in a sentence
// has something more.
bool IsProse(std::string_view value) {
  return std::all_of(value.begin(), value.end(), [](char c) {
    return IsAlpha(c) || IsNonAscii(c) || c == '-' || c == '\'' || c == '/' || c == '.';
  });
}

// "  db_password: swordfish" as a line of its own, as configuration has it.
bool IsLine(MatchInput& input, Span value) {
  constexpr size_t kReach = 40;
  const std::string_view text = input.text;
  if (value.end < text.size() && text[value.end] != '\n' && text[value.end] != '\r') return false;
  size_t at = input.anchor.begin;
  while (at > 0 && input.anchor.begin - at < kReach && IsNameByte(text[at - 1])) --at;
  if (!IsLower(text[at])) return false;
  size_t line = at;
  while (line > 0 && at - line < kReach && (text[line - 1] == ' ' || text[line - 1] == '-')) --line;
  return line == 0 ? value.end < text.size() : text[line - 1] == '\n';
}

// pass, pw, db_pass and dbPass, but not compass. Of names that only end so a value is asked that is
// no word, number or date: by-pass = open, first_pass: 3.
bool IsPass(MatchInput& input) {
  return input.anchor.size() == std::string_view("pass").size() ||
         input.anchor.size() == std::string_view("pw").size();
}
bool IsOwnWord(MatchInput& input) {
  const std::string_view text = input.text;
  const size_t at = input.anchor.begin;
  const size_t end = input.anchor.end;
  const bool begins =
      at == 0 || !IsAlnum(text[at - 1]) || (IsLower(text[at - 1]) && IsUpper(text[at]));
  // PASSPORT_NUMBER, PASSNUMMER
  const bool ends =
      end == text.size() || !IsAlpha(text[end]) || (IsLower(text[end - 1]) && IsUpper(text[end]));
  return begins && ends;
}
bool HasLetterAndDigit(std::string_view value) {
  return std::any_of(value.begin(), value.end(), IsAlpha) &&
         std::any_of(value.begin(), value.end(), IsDigit);
}

// PWD=/srv/app: where a shell is, and no password.
bool IsWorkingDirectory(MatchInput& input, std::string_view value) {
  std::array<char, 3> name{};
  const std::string_view anchor = input.anchor.In(input.text);
  if (anchor.size() != name.size()) return false;
  std::transform(anchor.begin(), anchor.end(), name.begin(), ToLower);
  return std::string_view(name.data(), name.size()) == "pwd" &&
         (value[0] == '/' || value[0] == '~' || value.substr(1).starts_with(":\\"));
}

// Names that can only be a credential's: api_key, accessToken, client-secret. Of a value under such
// a name less is asked.
bool IsStrongName(MatchInput& input) {
  constexpr size_t kReach = 16;
  constexpr std::string_view kNames[] = {
      "accesstoken",  "authtoken",    "apikey",     "apitoken",   "clientsecret",  "secretkey",
      "refreshtoken", "sessiontoken", "privatekey", "signingkey", "encryptionkey", "bearertoken",
      "accesskey",    "authkey",      "appsecret",  "apisecret",  "securitytoken", "idtoken",
  };
  const std::string_view text = input.text;
  size_t begin = input.anchor.begin;
  while (begin > 0 && input.anchor.begin - begin < kReach && IsNameByte(text[begin - 1])) --begin;
  size_t end = input.anchor.end;
  while (end < text.size() && end - input.anchor.end < kReach && IsNameByte(text[end])) ++end;
  std::array<char, 2 * kReach + 32> folded;
  size_t size = 0;
  for (size_t i = begin; i < end && size < folded.size(); ++i) {
    if (IsAlnum(text[i])) folded[size++] = ToLower(text[i]);
  }
  const std::string_view name(folded.data(), size);
  return std::any_of(std::begin(kNames), std::end(kNames), [&](std::string_view known) {
    return name.find(known) != std::string_view::npos;
  });
}

// What is asked of such a value: letters and digits, not few of them, not a word with a number.
bool IsStrongValue(std::string_view value) {
  constexpr size_t kMin = 12;
  constexpr size_t kUuid = 36;
  if (value.size() < kMin || value.size() == kUuid) return false;
  size_t digits = 0;
  size_t letters = 0;
  for (char c : value) {
    if (!IsAlnum(c) && c != '-' && c != '_' && c != '.' && c != '=' && c != '+' && c != '/' &&
        c != '~' && c != '%' && c != '!' && c != '*') {
      return false;
    }
    digits += IsDigit(c) ? 1u : 0u;
    letters += IsAlpha(c) ? 1u : 0u;
  }
  return digits >= 2 && letters >= 2 && !validators::HasPlaceholderWord(value) &&
         !validators::IsPublishedSampleSecret(value) && value.find("://") == value.npos &&
         value[0] != '/' && validators::HasEntropy(value, 3 * validators::kEntropyOne);
}

// An entry of an environment: `name: DB_PASSWORD` and `value: …` in the next line, or
// {"name": "DB_PASSWORD", "value": "…"}.
bool ReadEntry(MatchInput& input, Assigned& assigned) {
  constexpr size_t kMaxGap = 48;
  constexpr std::string_view kValue = "value";
  constexpr std::string_view kJoints = " \t\"'\\:=";
  const std::string_view text = input.text;
  // What stands in front of the whole name: `name:`, `"key": "`.
  size_t begin = input.anchor.begin;
  while (begin > 0 && input.anchor.begin - begin < kMaxTail && IsNameByte(text[begin - 1])) --begin;
  size_t label = begin;
  while (label > 0 && begin - label < 6 && kJoints.find(text[label - 1]) != kJoints.npos) --label;
  if (label == begin || label < 3) return false;
  const std::string_view before = text.substr(0, label);
  if (!before.ends_with("name") && !before.ends_with("Name") && !before.ends_with("key") &&
      !before.ends_with("Key")) {
    return false;
  }
  size_t at = input.anchor.end;
  while (at < text.size() && at - input.anchor.end < kMaxTail && IsNameByte(text[at])) ++at;
  if (NamesSomethingElse(text.substr(input.anchor.end, at - input.anchor.end))) return false;
  const size_t gap = at;
  constexpr std::string_view kBetween = " \t\r\n\"'\\,";
  bool separated = false;
  while (at < text.size() && at - gap < kMaxGap && kBetween.find(text[at]) != kBetween.npos) {
    separated = separated || text[at] == ',' || text[at] == '\n';
    ++at;
  }
  if (!separated) return false;
  if (at < text.size() && text[at] == 'V') {
    if (!text.substr(at + 1).starts_with(kValue.substr(1))) return false;
  } else if (!text.substr(at).starts_with(kValue)) {
    return false;
  }
  NamedValue value;
  if (!ReadNamedValue(input, at + kValue.size(), kMaxValue, value)) return false;
  assigned = {};
  assigned.value = value.span;
  assigned.quoted = value.quoted;
  return true;
}

}  // namespace

bool MatchPasswordAssignment(MatchInput& input, Span& found) {
  constexpr size_t kMin = 4;
  constexpr size_t kMax = 128;
  Assigned assigned;
  if (IsPass(input) && !IsOwnWord(input)) return false;
  if (!ReadAssigned(input, true, assigned) && !ReadEntry(input, assigned)) return false;
  if (assigned.value.size() < kMin || IsPlaceholder(assigned.value.In(input.text))) return false;
  if (!FitToField(input, assigned)) return false;
  const std::string_view value = assigned.value.In(input.text);
  if (value.size() < kMin || value.size() > kMax || IsPlaceholder(value)) return false;
  if (IsOnlyName(input, assigned)) return false;
  if (assigned.quoted) {
    // A label or a sentence, not a password: {"password": "Please choose a new one"}.
    if (std::count(value.begin(), value.end(), ' ') > 3) return false;
  } else {
    // Code and prose: password=getPassword(), "password: must have ...".
    if (value.find('(') != std::string_view::npos) return false;
    if (assigned.sentence && (value[0] == '-' || IsProse(value))) return false;
    if (assigned.loose && std::all_of(value.begin(), value.end(), IsAlpha) &&
        !validators::TokenLikeness(value) && !IsLine(input, assigned.value)) {
      return false;
    }
  }
  if (IsWorkingDirectory(input, value)) return false;
  if (assigned.bare && !HasLetterAndDigit(value)) return false;
  if (IsPass(input) && !assigned.quoted && !HasLetterAndDigit(value)) return false;
  found = assigned.value;
  return true;
}

bool MatchKeyAssignment(MatchInput& input, Span& found) {
  constexpr size_t kMin = 10;
  constexpr size_t kMax = 150;
  Assigned assigned;
  if (!ReadAssigned(input, false, assigned) && !ReadEntry(input, assigned)) return false;
  const bool strong = IsStrongName(input);
  const auto likely = [&] {
    const std::string_view value = assigned.value.In(input.text);
    return value.size() >= kMin && value.size() <= kMax &&
           (validators::TokenLikeness(value) || validators::HexTokenLikeness(value) ||
            (strong && IsStrongValue(value)));
  };
  if (!likely() || !FitToField(input, assigned) || !likely()) return false;
  if (IsOnlyName(input, assigned)) return false;
  found = assigned.value;
  return true;
}

}  // namespace aegis::detect
