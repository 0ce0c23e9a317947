// Web addresses, with a scheme or with www., and the names of hosts that only a network of its own
// knows: db01.corp.example.internal.
#include <algorithm>

#include "src/detect/matchers/matchers.h"

namespace aegis::detect {
namespace {

constexpr size_t kMaxUrl = 2048;
constexpr size_t kMaxHost = 253;

constexpr std::string_view kSchemes[] = {"http", "https", "ftp", "ftps", "sftp", "ws", "wss",
                                         "git",  "ssh",   "s3",  "gs",   "ldap", "smb"};

bool EndsUrl(char c) {
  return IsSpace(c) || c == '"' || c == '<' || c == '>' || c == '`' || c == '\'' || c == '\\' ||
         c == '|' || c == '^' || c == '{' || c == '}' || c == '\0';
}

// Without the punctuation of the sentence or the bracket around it.
size_t WithoutPunctuation(std::string_view text, size_t begin, size_t end) {
  while (end > begin) {
    const char c = text[end - 1];
    if (c == ')' || c == ']') {
      const char open = c == ')' ? '(' : '[';
      const std::string_view url = text.substr(begin, end - begin);
      if (std::count(url.begin(), url.end(), open) >= std::count(url.begin(), url.end(), c)) break;
    } else if (c != '.' && c != ',' && c != ';' && c != ':' && c != '!' && c != '?' && c != '*') {
      break;
    }
    --end;
  }
  return end;
}

bool IsHostByte(char c) { return IsAlnum(c) || c == '-' || c == '.'; }

}  // namespace

bool MatchUrl(MatchInput& input, Span& found) {
  constexpr size_t kMaxScheme = 8;
  const std::string_view text = input.text;
  size_t begin = input.anchor.begin;
  const bool bare = input.anchor.In(text) != "://";
  size_t host = bare ? begin : input.anchor.end;
  if (bare) {
    if (!IsBoundaryBefore(text, begin) ||
        (begin > 0 && (text[begin - 1] == '/' || text[begin - 1] == '@' || text[begin - 1] == '.')))
      return false;
  } else {
    while (begin > 0 && input.anchor.begin - begin < kMaxScheme && IsAlnum(text[begin - 1]))
      --begin;
    const std::string_view scheme = text.substr(begin, input.anchor.begin - begin);
    if (std::find(std::begin(kSchemes), std::end(kSchemes), scheme) == std::end(kSchemes))
      return false;
  }
  size_t end = host;
  while (end < text.size() && end - host < kMaxUrl && !EndsUrl(text[end])) ++end;
  input.Charge(end - begin);
  end = WithoutPunctuation(text, begin, end);
  if (end <= host) return false;
  // A user in front of the host belongs to it.
  const std::string_view rest = text.substr(host, end - host);
  const size_t path = std::min(rest.find_first_of("/?#"), rest.size());
  const size_t at = rest.substr(0, path).rfind('@');
  const std::string_view name = rest.substr(at == std::string_view::npos ? 0 : at + 1);
  const size_t stop = std::min(name.find_first_of(":/?#"), name.size());
  const std::string_view domain = name.substr(0, stop);
  const size_t dot = domain.rfind('.');
  if (bare && std::count(domain.begin(), domain.end(), '.') < 2) return false;
  const bool local = domain == "localhost" || domain.starts_with('[');
  if (!local && (dot == std::string_view::npos || dot + 1 == domain.size() || dot == 0))
    return false;
  found = MakeSpan(begin, end);
  return true;
}

bool MatchHostnameInternal(MatchInput& input, Span& found) {
  const std::string_view text = input.text;
  const size_t end = input.anchor.end;
  // The suffix ends the name: .local, but not .local.b.org or .locale.
  if (end < text.size() && (IsAlnum(text[end]) || text[end] == '_' || text[end] == '-'))
    return false;
  if (end + 1 < text.size() && text[end] == '.' && IsAlnum(text[end + 1])) return false;
  size_t begin = input.anchor.begin;
  while (begin > 0 && end - begin < kMaxHost && IsHostByte(text[begin - 1])) --begin;
  while (begin < input.anchor.begin && !IsAlnum(text[begin])) ++begin;
  input.Charge(end - begin);
  if (begin == input.anchor.begin) return false;
  if (begin > 0 && (text[begin - 1] == '_' || IsNonAscii(text[begin - 1]))) return false;
  const std::string_view name = text.substr(begin, end - begin);
  if (name.find("..") != std::string_view::npos || name.find(".-") != std::string_view::npos)
    return false;
  found = MakeSpan(begin, end);
  return true;
}

// @name, as social networks write it; an e-mail address has something in front of its @.
bool MatchSocialHandle(MatchInput& input, Span& found) {
  constexpr size_t kMin = 2;
  constexpr size_t kMax = 30;
  const std::string_view text = input.text;
  const size_t at = input.anchor.begin;
  if (at > 0 && !IsSpace(text[at - 1]) && text[at - 1] != '(' && text[at - 1] != '"' &&
      text[at - 1] != ',' && text[at - 1] != ':' && text[at - 1] != '>') {
    return false;
  }
  size_t end = at + 1;
  while (end < text.size() && end - at <= kMax + 1 && (IsAlnum(text[end]) || text[end] == '_'))
    ++end;
  const size_t size = end - at - 1;
  if (size < kMin || size > kMax) return false;
  // @Override(…), @media {…}, @scope/package
  if (end < text.size() && (text[end] == '(' || text[end] == '/' || text[end] == '{' ||
                            (text[end] == '.' && end + 1 < text.size() && IsAlnum(text[end + 1]))))
    return false;
  found = MakeSpan(at, end);
  return true;
}

}  // namespace aegis::detect
