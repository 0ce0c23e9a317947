// Connection URIs of databases, brokers and servers, one matcher a kind: the scheme, the user, the
// host or the port says which. The finding is the password.
#include "src/detect/matchers/matchers.h"
#include "src/detect/matchers/named_value.h"
#include "src/detect/matchers/uri.h"

namespace aegis::detect {
namespace {

constexpr std::string_view kMark = "://";

// The "://" of the URI whose authority holds `at`.
bool FindMark(MatchInput& input, size_t at, size_t& mark) {
  constexpr size_t kReach = 400;
  const std::string_view text = input.text;
  const size_t from = at;
  while (at > 0 && from - at < kReach) {
    --at;
    const char c = text[at];
    if (IsSpace(c) || c == '"' || c == '<' || c == '>' || c == '`') break;
    if (c == ':' && text.substr(at).starts_with(kMark)) {
      input.Charge(from - at);
      mark = at;
      return true;
    }
  }
  input.Charge(from - at);
  return false;
}

bool ReadAround(MatchInput& input, UriAuthority& authority) {
  size_t mark = 0;
  return FindMark(input, input.anchor.end, mark) && ReadUriAuthority(input, mark, authority);
}

bool IsHex32(std::string_view text) {
  if (text.size() != 32) return false;
  for (char c : text) {
    if (!IsHex(c)) return false;
  }
  return true;
}

}  // namespace

// The scheme is the anchor.
bool MatchSchemePassword(MatchInput& input, Span& found) {
  UriAuthority authority;
  if (!ReadUriAuthority(input, input.anchor.end - kMark.size(), authority)) return false;
  // postgres:// and jdbc:postgres://, not mypostgres://; +asyncpg:// ends a scheme.
  if (IsAlnum(input.text[input.anchor.begin]) && authority.scheme < input.anchor.begin) {
    return false;
  }
  found = authority.password;
  return true;
}

bool MatchFtpPassword(MatchInput& input, Span& found) {
  UriAuthority authority;
  if (!ReadUriAuthority(input, input.anchor.end - kMark.size(), authority)) return false;
  const std::string_view user = authority.user.In(input.text);
  if (authority.scheme != input.anchor.begin || EqualsFolded(user, "anonymous") ||
      EqualsFolded(user, "ftp")) {
    return false;
  }
  found = authority.password;
  return true;
}

// The user elastic, Elastic's ports, or hosts of Elastic's cloud.
bool MatchElasticPassword(MatchInput& input, Span& found) {
  UriAuthority authority;
  if (!ReadAround(input, authority)) return false;
  const std::string_view text = input.text;
  const std::string_view scheme = text.substr(authority.scheme, 4);
  if (scheme != "http" && scheme != "elas") return false;
  const std::string_view anchor = input.anchor.In(text);
  // A port is that of this host, a host's name in it.
  if (anchor[0] == ':' && IsDigit(anchor[1]) &&
      (input.anchor.begin != authority.host.end || authority.end != input.anchor.end)) {
    return false;
  }
  if (anchor[0] == '.' && !authority.host.Contains(input.anchor)) return false;
  found = authority.password;
  return true;
}

// Hosts of code, and anything that ends in .git.
bool MatchGitPassword(MatchInput& input, Span& found) {
  UriAuthority authority;
  if (!ReadAround(input, authority)) return false;
  const std::string_view text = input.text;
  if (!text.substr(authority.scheme).starts_with("http")) return false;
  const std::string_view anchor = input.anchor.In(text);
  if (anchor[0] == '@' && input.anchor.begin + 1 != authority.host.begin) return false;
  if (anchor == ".git") {
    // Of the path: not git.example.org, nor .github.
    if (input.anchor.begin < authority.end || !IsBoundaryAfter(text, input.anchor.end))
      return false;
  }
  found = authority.password;
  return true;
}

// https://public:secret@host/project: the second of two keys of 32 digits.
bool MatchSentryDsn(MatchInput& input, Span& found) {
  UriAuthority authority;
  if (!ReadAround(input, authority)) return false;
  const std::string_view text = input.text;
  if (!IsHex32(authority.user.In(text)) || !IsHex32(authority.password.In(text))) return false;
  found = authority.password;
  return true;
}

// BUNDLE_ENTERPRISE__CONTRIBSYS__COM: aaaaaaaa:bbbbbbbb, and the same in the URL of the gem server.
bool MatchSidekiqCredentials(MatchInput& input, Span& found) {
  constexpr size_t kPair = 17;
  const std::string_view text = input.text;
  if (text[input.anchor.begin] == '@') {
    if (input.anchor.begin < kPair) return false;
    found = MakeSpan(input.anchor.begin - kPair, input.anchor.begin);
  } else {
    NamedValue value;
    if (!ReadNamedValue(input, input.anchor.end, kPair, value)) return false;
    found = value.span;
  }
  const std::string_view pair = found.In(text);
  if (pair.size() != kPair || pair[8] != ':') return false;
  for (size_t i = 0; i < kPair; ++i) {
    if (i != 8 && !IsHex(pair[i])) return false;
  }
  return true;
}

}  // namespace aegis::detect
