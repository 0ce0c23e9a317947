// Passwords that commands take as arguments: curl -u user:password, mysql -pPassword,
// sshpass -p password, redis-cli -a password. The option finds it; the command's name must stand in
// front of it in the same line. Options that say password are assignments: see assignment.cc.
#include <algorithm>
#include <array>

#include "src/detect/matchers/matchers.h"
#include "src/detect/matchers/placeholder.h"

namespace aegis::detect {
namespace {

constexpr size_t kMaxCommand = 160;  // from the command's name to the option
constexpr size_t kMaxValue = 128;

// The command line in front of the option, back to where it begins or to where it is too far.
std::string_view CommandBefore(MatchInput& input) {
  const std::string_view text = input.text;
  const size_t end = input.anchor.begin;
  size_t begin = end;
  while (begin > 0 && end - begin < kMaxCommand) {
    const char c = text[begin - 1];
    if (c == '\n' || c == '|' || c == ';') break;
    --begin;
  }
  input.Charge(end - begin);
  return text.substr(begin, end - begin);
}

// The last of the names that stands there as a word; npos when none does.
size_t FindCommand(std::string_view line, std::string_view name) {
  for (size_t at = line.rfind(name); at != std::string_view::npos && at != 0;
       at = line.rfind(name, at - 1)) {
    if (!IsAlnum(line[at - 1]) && line[at - 1] != '-' && line[at - 1] != '_') return at;
  }
  return line.starts_with(name) ? 0 : std::string_view::npos;
}

bool IsCommand(std::string_view line, std::string_view name) {
  const size_t at = FindCommand(line, name);
  if (at == std::string_view::npos) return false;
  const size_t end = at + name.size();
  return end >= line.size() || line[end] == ' ' || line[end] == '.';
}

// An argument: quoted, or to the next blank.
bool ReadArgument(MatchInput& input, size_t at, Span& found) {
  const std::string_view text = input.text;
  if (at >= text.size()) return false;
  char quote = '\0';
  if (text[at] == '\\' && at + 1 < text.size() && text[at + 1] == '"') ++at;
  if (text[at] == '"' || text[at] == '\'') quote = text[at++];
  const size_t begin = at;
  while (at < text.size() && at - begin <= kMaxValue && text[at] != '\n') {
    const char c = text[at];
    if (quote != '\0' ? c == quote
                      : IsSpace(c) || c == '"' || c == '\'' || c == '`' || c == ';' || c == '|') {
      break;
    }
    ++at;
  }
  input.Charge(at - begin);
  if (at - begin > kMaxValue) return false;
  if (quote == '"' && at > begin && text[at - 1] == '\\') --at;
  found = MakeSpan(begin, at);
  return !found.empty();
}

bool IsPassword(std::string_view value) {
  constexpr size_t kMin = 4;
  return value.size() >= kMin && value[0] != '-' && value[0] != '$' && !IsPlaceholder(value);
}

}  // namespace

bool MatchCurlUser(MatchInput& input, Span& found) {
  const std::string_view text = input.text;
  size_t at = input.anchor.end;
  if (text[at - 1] != ' ') {  // --user, or -u and what follows at once
    if (at < text.size() && (text[at] == ' ' || text[at] == '=')) ++at;
  }
  if (!ReadArgument(input, at, found)) return false;
  const std::string_view pair = found.In(text);
  const size_t colon = pair.find(':');
  if (colon == std::string_view::npos || colon == 0 || pair.substr(colon).starts_with("://")) {
    return false;
  }
  const std::string_view password = pair.substr(colon + 1);
  if (password.empty() || password[0] == '$' || IsPlaceholder(password)) return false;
  return IsCommand(CommandBefore(input), "curl");
}

bool MatchCommandPassword(MatchInput& input, Span& found) {
  const std::string_view text = input.text;
  size_t at = input.anchor.end;
  if (at >= text.size()) return false;
  const bool apart = text[at] == ' ';
  if (apart) ++at;
  if (!ReadArgument(input, at, found) || !IsPassword(found.In(text))) return false;
  const std::string_view line = CommandBefore(input);
  constexpr std::array<std::string_view, 6> kAttached = {
      "mysql", "mysqldump", "mysqladmin", "mysqlimport", "mariadb", "mariadb-dump"};
  constexpr std::array<std::string_view, 9> kApart = {
      "mongo",        "mongosh", "mongodump",     "mongorestore", "docker login",
      "podman login", "psexec",  "helm registry", "az login"};
  // psql -p is a port, mkdir -p a mode: only commands known to take a password there.
  const auto named = [&](std::string_view name) { return IsCommand(line, name); };
  return apart ? std::any_of(kApart.begin(), kApart.end(), named)
               : std::any_of(kAttached.begin(), kAttached.end(), named);
}

bool MatchSshpassPassword(MatchInput& input, Span& found) {
  const std::string_view text = input.text;
  size_t at = input.anchor.end;
  if (at < text.size() && text[at] == ' ') ++at;
  return ReadArgument(input, at, found) && IsPassword(found.In(text));
}

bool MatchRedisPassword(MatchInput& input, Span& found) {
  constexpr std::string_view kOption = " -a ";
  const std::string_view rest = input.text.substr(input.anchor.end, kMaxCommand);
  const std::string_view line = rest.substr(0, rest.find('\n'));
  input.Charge(line.size());
  const size_t option = line.find(kOption);
  return option != std::string_view::npos &&
         ReadArgument(input, input.anchor.end + option + kOption.size(), found) &&
         IsPassword(found.In(input.text));
}

}  // namespace aegis::detect
