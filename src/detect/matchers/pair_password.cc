// Passwords among pairs that ';' or '&' joins: JDBC URLs, strings of ADO.NET and ODBC; and Oracle's
// user/password@host. The finding is the password.
#include <algorithm>
#include <initializer_list>

#include "src/detect/matchers/matchers.h"
#include "src/detect/matchers/named_value.h"
#include "src/detect/matchers/placeholder.h"
#include "src/detect/matchers/uri.h"

namespace aegis::detect {
namespace {

constexpr size_t kReach = 400;
constexpr size_t kMaxPassword = 128;

bool EndsString(char c) { return c == '\n' || c == '\r' || c == '"' || c == '`' || c == '<'; }

// The string around the anchor, as far as quotes, lines and the reach allow.
std::string_view StringAround(MatchInput& input) {
  const std::string_view text = input.text;
  size_t begin = input.anchor.begin;
  while (begin > 0 && input.anchor.begin - begin < kReach && !EndsString(text[begin - 1])) --begin;
  size_t end = input.anchor.end;
  while (end < text.size() && end - input.anchor.end < kReach && !EndsString(text[end])) ++end;
  input.Charge(end - begin);
  return text.substr(begin, end - begin);
}

// Is there a pair of one of the names? Case, and blanks before the sign, do not count.
bool HasPair(std::string_view pairs, std::initializer_list<std::string_view> names) {
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) {
    for (size_t at = FindFolded(pairs, name); at != std::string_view::npos;
         at = FindFolded(pairs, name, at + 1)) {
      size_t sign = at + name.size();
      while (sign < pairs.size() && pairs[sign] == ' ') ++sign;
      if (sign < pairs.size() && pairs[sign] == '=' && (at == 0 || !IsAlnum(pairs[at - 1]))) {
        return true;
      }
    }
    return false;
  });
}

// The value behind "Password=": to the ';', or in braces or quotes.
bool ReadPairValue(MatchInput& input, Span& found) {
  const std::string_view text = input.text;
  size_t at = input.anchor.end;
  if (input.anchor.begin > 0 && IsAlnum(text[input.anchor.begin - 1])) return false;
  const bool braces = at < text.size() && text[at] == '{';
  const bool quoted = at < text.size() && text[at] == '\'';
  if (braces || quoted) ++at;
  const size_t begin = at;
  while (at < text.size() && at - begin <= kMaxPassword && !EndsString(text[at])) {
    if (braces   ? text[at] == '}'
        : quoted ? text[at] == '\''
                 : text[at] == ';' || text[at] == '\'') {
      break;
    }
    ++at;
  }
  if (at > begin && text[at - 1] == '\\') --at;
  if (at - begin > kMaxPassword) return false;
  found = MakeSpan(begin, at);
  const std::string_view value = found.In(text);
  return value.size() >= 2 && value.find(' ') == std::string_view::npos && !IsPlaceholder(value);
}

}  // namespace

bool MatchMssqlPassword(MatchInput& input, Span& found) {
  if (!ReadPairValue(input, found)) return false;
  const std::string_view pairs = StringAround(input);
  return pairs.find(';') != std::string_view::npos && !HasPair(pairs, {"driver", "dsn"}) &&
         HasPair(pairs, {"server", "data source", "address", "addr", "datasource", "host"}) &&
         HasPair(pairs, {"user id", "uid", "user", "username", "userid"});
}

bool MatchOdbcPassword(MatchInput& input, Span& found) {
  if (!ReadPairValue(input, found)) return false;
  const std::string_view pairs = StringAround(input);
  return pairs.find(';') != std::string_view::npos && HasPair(pairs, {"driver", "dsn"}) &&
         HasPair(pairs, {"uid", "user", "user id", "username"});
}

// jdbc:…?user=a&password=b, jdbc:sqlserver://…;user=a;password=b, jdbc:oracle:thin:a/b@host.
bool MatchJdbcPassword(MatchInput& input, Span& found) {
  constexpr std::string_view kNames[] = {"password=", "pwd=", "passwd="};
  const std::string_view text = input.text;
  size_t end = input.anchor.end;
  while (end < text.size() && end - input.anchor.end < kReach && !IsSpace(text[end]) &&
         !EndsString(text[end]) && text[end] != '\'') {
    ++end;
  }
  input.Charge(end - input.anchor.begin);
  const std::string_view url = text.substr(0, end);
  for (std::string_view name : kNames) {
    const size_t at = FindFolded(url, name, input.anchor.end);
    if (at == std::string_view::npos || IsAlnum(text[at - 1])) continue;
    const size_t begin = at + name.size();
    size_t stop = begin;
    while (stop < end && text[stop] != '&' && text[stop] != ';' && text[stop] != ',' &&
           text[stop] != ')' && text[stop] != '\\') {
      ++stop;
    }
    if (stop - begin > kMaxPassword || IsPlaceholder(text.substr(begin, stop - begin)))
      return false;
    found = MakeSpan(begin, stop);
    return true;
  }
  const std::string_view rest = url.substr(input.anchor.end);
  if (rest.starts_with("oracle:")) {
    const size_t sign = rest.find('@');
    const size_t slash = rest.find('/');
    if (sign == std::string_view::npos || slash > sign || slash + 1 >= sign) return false;
    found = MakeSpan(input.anchor.end + slash + 1, input.anchor.end + sign);
    return !IsPlaceholder(found.In(text));
  }
  const size_t mark = rest.find("://");
  UriAuthority authority;
  if (mark == std::string_view::npos ||
      !ReadUriAuthority(input, input.anchor.end + mark, authority)) {
    return false;
  }
  found = authority.password;
  return true;
}

// sqlplus scott/tiger@host:1521/service
bool MatchOracleConnect(MatchInput& input, Span& found) {
  constexpr size_t kNear = 100;
  constexpr size_t kMaxUser = 30;
  const std::string_view text = input.text;
  const size_t limit = std::min(text.size(), size_t{input.anchor.end} + kNear);
  const size_t sign = text.substr(0, limit).find('@', input.anchor.end);
  input.Charge(limit - input.anchor.end);
  if (sign == std::string_view::npos || sign + 1 >= text.size() ||
      !(IsAlnum(text[sign + 1]) || text[sign + 1] == '/' || text[sign + 1] == '(')) {
    return false;
  }
  size_t slash = sign;
  while (slash > input.anchor.end && text[slash] != '/' && !IsSpace(text[slash - 1])) --slash;
  if (text[slash] != '/' || slash + 1 == sign) return false;
  size_t user = slash;
  while (user > input.anchor.end && (IsAlnum(text[user - 1]) || text[user - 1] == '_' ||
                                     text[user - 1] == '$' || text[user - 1] == '#')) {
    --user;
  }
  if (user == slash || slash - user > kMaxUser) return false;
  // What ends the user must not make it a part of a path or of an address.
  if (user > 0 && !IsSpace(text[user - 1]) && text[user - 1] != '"' && text[user - 1] != '\'' &&
      text[user - 1] != '=' && text[user - 1] != ':') {
    return false;
  }
  // user/password@net, or with a port and a service; an address of mail has a dot at most.
  found = MakeSpan(slash + 1, sign);
  const std::string_view value = found.In(text);
  return value[0] != '/' && !IsPlaceholder(value) && value.size() <= kMaxUser;
}

}  // namespace aegis::detect
