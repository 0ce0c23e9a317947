// Connection strings: name=value pairs joined by semicolons, that name a service and carry its key.
// The candidate is the whole string, from its first pair to its last. Which service it is, the
// pairs say.
#include <algorithm>
#include <array>

#include "src/detect/matchers/matchers.h"
#include "src/detect/matchers/placeholder.h"
#include "src/detect/validators/base64.h"
#include "src/detect/validators/published_sample_secret.h"

namespace aegis::detect {
namespace {

constexpr size_t kMaxReach = 1024;  // on each side of the anchor
constexpr size_t kMaxName = 32;
constexpr size_t kMaxPairs = 24;

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return ToLower(x) == ToLower(y);
         });
}

bool ContainsIgnoringCase(std::string_view text, std::string_view part) {
  return std::search(text.begin(), text.end(), part.begin(), part.end(),
                     [](char x, char y) { return ToLower(x) == ToLower(y); }) != text.end();
}

bool EndsString(char c) {
  return c == '"' || c == '\'' || c == '`' || c == '<' || c == '>' || c == '\n' || c == '\r' ||
         c == '\0';
}

bool IsName(std::string_view name) {
  return !name.empty() && name.size() <= kMaxName && IsAlpha(name[0]) &&
         std::all_of(name.begin(), name.end(), [](char c) { return IsAlpha(c) || c == ' '; });
}

// Where the name of a pair begins that nothing of the string stands in front of: behind the last
// blank or sign before its `=`, but names of two words stay whole.
size_t FirstName(std::string_view segment) {
  constexpr std::string_view kTwoWords[] = {
      "Data Source=", "User ID=", "Initial Catalog=", "Integrated Security="};
  for (const std::string_view name : kTwoWords) {
    for (size_t at = 0; at + name.size() <= segment.size(); ++at) {
      if (EqualsIgnoringCase(segment.substr(at, name.size()), name)) return at;
    }
  }
  // conn=Endpoint=sb://…: the name is what stands before the last sign that a name stands before.
  size_t begin = segment.size();
  for (size_t at = 0; at < segment.size(); ++at) {
    if (segment[at] != '=') continue;
    size_t name = at;
    while (name > 0 && at - name < kMaxName && IsAlpha(segment[name - 1])) --name;
    const bool starts = name == 0 || segment[name - 1] == '=' || segment[name - 1] == ' ' ||
                        segment[name - 1] == '\t' || segment[name - 1] == ':' ||
                        segment[name - 1] == '(';
    if (name == at || !starts) break;
    begin = name;
  }
  return begin;
}

class ConnectionString {
 public:
  // Reads the pairs around the anchor, which is the name of one of them with its sign.
  bool Read(MatchInput& input) {
    const std::string_view text = input.text;
    size_t begin = input.anchor.begin;
    if (begin > 0 && (IsAlnum(text[begin - 1]) || text[begin - 1] == '_')) return false;
    while (begin > 0) {
      size_t sign = begin;
      while (sign > 0 && text[sign - 1] == ' ') --sign;
      if (sign == 0 || text[sign - 1] != ';') break;
      size_t from = sign - 1;
      while (from > 0 && input.anchor.begin - from < kMaxReach && text[from - 1] != ';' &&
             !EndsString(text[from - 1])) {
        --from;
      }
      const std::string_view segment = text.substr(from, sign - 1 - from);
      const size_t blanks = std::min(segment.find_first_not_of(' '), segment.size());
      if (from > 0 && text[from - 1] == ';' &&
          IsName(segment.substr(blanks, std::min(segment.find('='), segment.size()) - blanks)) &&
          segment.find('=') != std::string_view::npos) {
        begin = from + blanks;
        continue;
      }
      const size_t name = FirstName(segment);
      if (name < segment.size()) begin = from + name;
      break;
    }
    size_t at = begin;
    size_t end = begin;
    while (count_ < kMaxPairs && at < text.size() && at - begin < 2 * kMaxReach) {
      size_t sign = at;
      while (sign < text.size() && sign - at <= kMaxName && text[sign] != '=' &&
             text[sign] != ';' && !EndsString(text[sign])) {
        ++sign;
      }
      if (sign >= text.size() || text[sign] != '=' || !IsName(text.substr(at, sign - at))) break;
      const size_t stop = ValueEnd(text, sign + 1);
      pairs_[count_++] = {text.substr(at, sign - at), text.substr(sign + 1, stop - sign - 1)};
      end = stop;
      if (stop >= text.size() || text[stop] != ';') break;
      at = stop + 1;
      while (at < text.size() && text[at] == ' ') ++at;
    }
    input.Charge(end - begin);
    span_ = MakeSpan(begin, end);
    return count_ >= 2 && end > input.anchor.end;
  }

  // Empty when there is none.
  std::string_view Get(std::string_view name) const {
    for (size_t i = 0; i < count_; ++i) {
      if (EqualsIgnoringCase(pairs_[i].name, name)) return pairs_[i].value;
    }
    return {};
  }

  bool HasValueWith(std::string_view part) const {
    for (size_t i = 0; i < count_; ++i) {
      if (ContainsIgnoringCase(pairs_[i].value, part)) return true;
    }
    return false;
  }

  Span span() const { return span_; }

 private:
  struct Pair {
    std::string_view name;
    std::string_view value;
  };

  // A value ends at a semicolon. A blank ends it, unless a semicolon comes soon: Initial
  // Catalog=my orders;
  static size_t ValueEnd(std::string_view text, size_t at) {
    constexpr size_t kMaxValue = 512;
    constexpr size_t kSoon = 40;
    const size_t limit = std::min(text.size(), at + kMaxValue);
    while (at < limit && text[at] != ';' && !EndsString(text[at])) {
      if (text[at] == ' ' || text[at] == '\t') {
        size_t ahead = at;
        while (ahead < limit && ahead - at < kSoon &&
               (IsAlnum(text[ahead]) || text[ahead] == ' ' || text[ahead] == '.' ||
                text[ahead] == '_' || text[ahead] == '-')) {
          ++ahead;
        }
        if (ahead >= limit || text[ahead] != ';') return at;
        return ahead;
      }
      ++at;
    }
    return at;
  }

  std::array<Pair, kMaxPairs> pairs_{};
  size_t count_ = 0;
  Span span_;
};

// A key in base64, with its padding, of so many bytes, which vendors do not publish.
bool IsKey(std::string_view value, size_t least, size_t most) {
  if (value.size() % 4 != 0 || validators::IsPublishedSampleSecret(value)) return false;
  std::string_view body = value;
  while (body.ends_with('=')) body.remove_suffix(1);
  constexpr size_t kMaxKey = 64;
  const validators::Base64<kMaxKey + 1> key(body);
  return key.ok && key.size >= least && key.size <= most &&
         body.find_first_not_of(body[0]) != std::string_view::npos;
}

constexpr size_t kStorageKey = 64;
constexpr size_t kAccessKey = 32;

}  // namespace

bool MatchAzureStorageString(MatchInput& input, Span& found) {
  ConnectionString string;
  if (!string.Read(input) || string.Get("AccountName").empty()) return false;
  found = string.span();
  return IsKey(string.Get("AccountKey"), kStorageKey, kStorageKey);
}

bool MatchAzureCosmosString(MatchInput& input, Span& found) {
  ConnectionString string;
  if (!string.Read(input) || string.Get("AccountEndpoint").empty()) return false;
  found = string.span();
  return IsKey(string.Get("AccountKey"), kStorageKey, kStorageKey);
}

bool MatchAzureServiceBusString(MatchInput& input, Span& found) {
  ConnectionString string;
  if (!string.Read(input) || !string.Get("Endpoint").starts_with("sb://")) return false;
  found = string.span();
  return !string.Get("SharedAccessKeyName").empty() &&
         IsKey(string.Get("SharedAccessKey"), kAccessKey, kAccessKey);
}

bool MatchAzureIotHubString(MatchInput& input, Span& found) {
  ConnectionString string;
  if (!string.Read(input) || !ContainsIgnoringCase(string.Get("HostName"), ".azure-devices.net"))
    return false;
  found = string.span();
  return IsKey(string.Get("SharedAccessKey"), kAccessKey / 2, kStorageKey);
}

bool MatchAzureAppConfigString(MatchInput& input, Span& found) {
  ConnectionString string;
  if (!string.Read(input) || !ContainsIgnoringCase(string.Get("Endpoint"), ".azconfig.io"))
    return false;
  found = string.span();
  return !string.Get("Id").empty() && IsKey(string.Get("Secret"), kAccessKey - 4, kStorageKey);
}

bool MatchAzureSqlString(MatchInput& input, Span& found) {
  ConnectionString string;
  if (!string.Read(input) || !string.HasValueWith("database.windows.net")) return false;
  found = string.span();
  std::string_view password = string.Get("Password");
  if (password.empty()) password = string.Get("Pwd");
  std::string_view user = string.Get("User ID");
  if (user.empty()) user = string.Get("Uid");
  if (user.empty()) user = string.Get("User");
  return !user.empty() && !password.empty() && !IsPlaceholder(password);
}

}  // namespace aegis::detect
