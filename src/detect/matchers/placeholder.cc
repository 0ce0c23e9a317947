#include "src/detect/matchers/placeholder.h"

#include <algorithm>
#include <array>

#include "src/detect/text_class.h"

namespace aegis::detect {
namespace {

constexpr std::string_view kWords[] = {
    "",          "*",           "...",         "<nil>",    "admin_password",
    "blank",     "change-me",   "change_it",   "changeit", "change_me",
    "changeme",  "confirm",     "credentials", "default",  "demo",
    "dummy",     "empty",       "enter",       "example",  "expired",
    "false",     "field",       "foo",         "forgot",   "hidden",
    "incorrect", "input",       "insert",      "invalid",  "is",
    "masked",    "missing",     "mypassword",  "mysecret", "n/a",
    "nil",       "no",          "none",        "not",      "null",
    "optional",  "pass",        "passphrase",  "password", "passwd",
    "passwort",  "placeholder", "protected",   "pwd",      "redacted",
    "removed",   "replace",     "replaceme",   "required", "reset",
    "sample",    "sanitized",   "secret",      "string",   "tbd",
    "text",      "todo",        "token",       "true",     "undefined",
    "unknown",   "unset",       "user",        "username", "value",
    "wrong",     "yes",
};

constexpr std::string_view kStarts[] = {"your",    "<your", "my_",       "the ",   "enter ",
                                        "insert ", "{{",    "${",        "$(",     "#{",
                                        "<%",      "%(",    "[redacted", "[secret"};

bool IsVariable(std::string_view value) {
  // $NAME, %NAME%, <name>, {name}, [name]
  const char first = value.front();
  const char last = value.back();
  std::string_view name;
  if (first == '$') name = value.substr(1);
  if (value.size() > 2 && ((first == '%' && last == '%') || (first == '<' && last == '>') ||
                           (first == '{' && last == '}') || (first == '[' && last == ']'))) {
    name = value.substr(1, value.size() - 2);
  }
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return IsAlpha(c) || c == '_' || c == '-' || c == '.' || c == ' ';
  });
}

}  // namespace

bool IsPlaceholder(std::string_view value) {
  constexpr size_t kLongest = 24;
  if (value.empty()) return true;
  // A mask: one or two different characters, none of them much of a password.
  const bool mask =
      std::all_of(value.begin(), value.end(), [&](char c) { return c == value[0]; }) ||
      value.find_first_not_of("*xX.-_•\xe2\x80\xa2") == std::string_view::npos;
  if (mask) return true;
  if (IsVariable(value)) return true;
  std::array<char, kLongest> folded;
  const size_t length = std::min(value.size(), folded.size());
  std::transform(value.begin(), value.begin() + static_cast<std::ptrdiff_t>(length), folded.begin(),
                 ToLower);
  const std::string_view lower(folded.data(), length);
  for (std::string_view start : kStarts) {
    if (lower.starts_with(start)) return true;
  }
  return value.size() <= kLongest &&
         std::find(std::begin(kWords), std::end(kWords), lower) != std::end(kWords);
}

}  // namespace aegis::detect
