#include "src/detect/matchers/uri.h"

#include "src/detect/matchers/placeholder.h"

namespace aegis::detect {
namespace {

constexpr size_t kMaxScheme = 32;
constexpr size_t kMaxUserInfo = 1024;
constexpr size_t kMaxHost = 255;

bool EndsAuthority(char c) {
  return IsSpace(c) || c == '/' || c == '?' || c == '#' || c == '"' || c == '<' || c == '>' ||
         c == '`' || c == '\0';
}

}  // namespace

bool ReadUriAuthority(MatchInput& input, size_t mark, UriAuthority& authority) {
  constexpr size_t kMark = 3;
  const std::string_view text = input.text;
  size_t begin = mark;
  while (begin > 0 && mark - begin < kMaxScheme &&
         (IsAlnum(text[begin - 1]) || text[begin - 1] == '+' || text[begin - 1] == '-' ||
          text[begin - 1] == '.')) {
    --begin;
  }
  while (begin < mark && !IsAlpha(text[begin])) ++begin;
  if (mark - begin < 2) return false;

  const size_t user = mark + kMark;
  size_t at = user;
  size_t colon = 0;
  size_t last_at = 0;
  while (at < text.size() && at - user < kMaxUserInfo && !EndsAuthority(text[at])) {
    if (text[at] == ':' && colon == 0) colon = at;
    if (text[at] == '@') last_at = at;
    ++at;
  }
  input.Charge(at - begin);
  if (colon == 0 || last_at == 0 || colon > last_at || colon + 1 == last_at) return false;
  if (IsPlaceholder(text.substr(colon + 1, last_at - colon - 1))) return false;

  size_t end = last_at + 1;
  if (end < text.size() && text[end] == '[') {
    while (end < text.size() && end - last_at < 64 &&
           (IsHex(text[end]) || text[end] == ':' || text[end] == '[' || text[end] == '.'))
      ++end;
    if (end >= text.size() || text[end] != ']') return false;
    ++end;
  } else {
    while (end < text.size() && end - last_at <= kMaxHost &&
           (IsAlnum(text[end]) || text[end] == '.' || text[end] == '-' || text[end] == '_' ||
            IsNonAscii(text[end]))) {
      ++end;
    }
    while (end > last_at + 1 && (text[end - 1] == '.' || text[end - 1] == '-')) --end;
  }
  if (end == last_at + 1) return false;
  authority.scheme = begin;
  authority.user = MakeSpan(user, colon);
  authority.password = MakeSpan(colon + 1, last_at);
  authority.host = MakeSpan(last_at + 1, end);
  if (end + 1 < text.size() && text[end] == ':' && IsDigit(text[end + 1])) {
    size_t port = end + 1;
    while (port < text.size() && port - end <= 5 && IsDigit(text[port])) ++port;
    end = port;
  }
  authority.end = end;
  return true;
}

}  // namespace aegis::detect
