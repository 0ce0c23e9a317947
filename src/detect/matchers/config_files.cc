// Passwords of files that tools read: .netrc, .npmrc, .pypirc, nuget.config, Maven's settings.xml,
// and the sensitive values of Terraform's state. The finding is the value.
#include <algorithm>

#include "src/detect/matchers/matchers.h"
#include "src/detect/matchers/named_value.h"
#include "src/detect/matchers/placeholder.h"

namespace aegis::detect {
namespace {

constexpr size_t kMaxPassword = 256;

// The next word, behind blanks and line breaks.
Span NextWord(std::string_view text, size_t at, size_t limit) {
  limit = std::min(limit, text.size());
  while (at < limit && IsSpace(text[at])) ++at;
  size_t end = at;
  while (end < limit && !IsSpace(text[end]) && text[end] != '\\' && text[end] != '<') ++end;
  return MakeSpan(at, end);
}

}  // namespace

// machine host login user password secret, on one line or on several.
bool MatchNetrc(MatchInput& input, Span& found) {
  constexpr size_t kReach = 400;
  const std::string_view text = input.text;
  if (!IsBoundaryBefore(text, input.anchor.begin)) return false;
  const size_t limit = input.anchor.end + kReach;
  const bool named = input.anchor.In(text).starts_with("machine");
  Span word = named ? NextWord(text, input.anchor.end, limit) : Span{};
  size_t at = named ? word.end : input.anchor.begin + std::string_view("default ").size();
  bool login = false;
  bool password = false;
  while (true) {
    word = NextWord(text, at, limit);
    const std::string_view key = word.In(text);
    if (key != "login" && key != "password" && key != "account" && key != "port") break;
    const Span value = NextWord(text, word.end, limit);
    if (value.empty()) break;
    login = login || key == "login";
    if (key == "password") {
      found = value;
      password = true;
    }
    at = value.end;
  }
  input.Charge(at - input.anchor.begin);
  return login && password && found.size() <= kMaxPassword && !IsPlaceholder(found.In(text));
}

// //registry.example.org/:_authToken=…, or _auth=… at the beginning of a line.
bool MatchNpmrc(MatchInput& input, Span& found) {
  constexpr size_t kMin = 8;
  const std::string_view text = input.text;
  const size_t begin = input.anchor.begin;
  const bool scoped = begin > 0 && text[begin - 1] == ':';
  if (!scoped && !BeginsLine(text, begin)) return false;
  NamedValue value;
  if (!ReadNamedValue(input, input.anchor.end, kMaxPassword, value)) return false;
  const std::string_view secret = value.span.In(text);
  found = value.span;
  return secret.size() >= kMin && !IsPlaceholder(secret) && secret[0] != '$' && secret[0] != '{';
}

// password = … in a section whose name a package index has, or with a repository in it.
bool MatchPypirc(MatchInput& input, Span& found) {
  constexpr size_t kReach = 600;
  const std::string_view text = input.text;
  const size_t limit = std::min(text.size(), size_t{input.anchor.end} + kReach);
  size_t at = input.anchor.end;
  // Lines of the section: name = value.
  while (at < limit) {
    const size_t end = std::min(text.find('\n', at), limit);
    const std::string_view line = text.substr(at, end - at);
    const size_t begin = std::min(line.find_first_not_of(" \t"), line.size());
    if (line.substr(begin).starts_with('[')) break;
    if (line.substr(begin).starts_with("password")) {
      NamedValue value;
      const size_t name_end = at + begin + std::string_view("password").size();
      if (!ReadNamedValue(input, name_end, kMaxPassword, value)) return false;
      found = value.span;
      return !IsPlaceholder(found.In(text)) && found.In(text)[0] != '%';
    }
    at = end + 1;
  }
  input.Charge(std::min(at, limit) - input.anchor.end);
  return false;
}

// <add key="ClearTextPassword" value="…" />
bool MatchNugetPassword(MatchInput& input, Span& found) {
  constexpr size_t kGap = 16;
  const std::string_view text = input.text;
  const std::string_view gap = text.substr(input.anchor.end, kGap);
  const size_t name = gap.find("value");
  if (name == std::string_view::npos) return false;
  NamedValue value;
  if (!ReadNamedValue(input, input.anchor.end + name + 5, kMaxPassword, value) || !value.quoted) {
    return false;
  }
  found = value.span;
  return !IsPlaceholder(found.In(text)) && found.In(text)[0] != '%';
}

// <server> … <password>…</password>: plain, or in braces as Maven encrypts it.
bool MatchMavenPassword(MatchInput& input, Span& found) {
  constexpr size_t kReach = 600;
  const std::string_view text = input.text;
  const size_t from = input.anchor.begin > kReach ? input.anchor.begin - kReach : 0;
  const std::string_view before = text.substr(from, input.anchor.begin - from);
  const size_t open = before.rfind("<server>");
  input.Charge(before.size());
  if (open == std::string_view::npos || before.find("</server>", open) != std::string_view::npos) {
    return false;
  }
  const std::string_view rest = text.substr(input.anchor.end, kMaxPassword);
  const size_t end = rest.find('<');
  if (end == 0 || end == std::string_view::npos || !rest.substr(end).starts_with("</pass")) {
    return false;
  }
  found = MakeSpan(input.anchor.end, input.anchor.end + end);
  const std::string_view value = found.In(text);
  const bool encrypted = value.size() > 20 && value[0] == '{' && value.ends_with('}');
  return value[0] != '$' && (encrypted || !IsPlaceholder(value));
}

// "value": "…" of an object that says "sensitive": true.
bool MatchTerraformSensitive(MatchInput& input, Span& found) {
  constexpr size_t kReach = 600;
  const std::string_view text = input.text;
  size_t at = input.anchor.end;
  while (at < text.size() && at - input.anchor.end < 8 && (IsSpace(text[at]) || text[at] == ':')) {
    ++at;
  }
  if (!text.substr(at).starts_with("true")) return false;
  size_t begin = input.anchor.begin;
  while (begin > 0 && input.anchor.begin - begin < kReach && text[begin - 1] != '{' &&
         text[begin - 1] != '}') {
    --begin;
  }
  const std::string_view object = text.substr(begin, at + kReach - begin);
  input.Charge(object.size());
  constexpr std::string_view kName = "\"value\"";
  const size_t name = object.substr(0, object.find('}')).find(kName);
  if (name == std::string_view::npos) return false;
  NamedValue value;
  if (!ReadNamedValue(input, begin + name + kName.size(), 4 * kMaxPassword, value)) return false;
  found = value.span;
  return value.quoted;
}

}  // namespace aegis::detect
