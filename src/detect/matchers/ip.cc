// IPv4 and IPv6 addresses. Four numbers with dots are also how versions and paragraphs are written:
// the word directly in front tells them apart (`version 1.2.3.4`, `Chrome/120.0.0.0`), and one
// farther away does not (`client version 5 from 203.0.113.9`).
#include <algorithm>
#include <array>

#include "src/detect/matchers/matchers.h"
#include "src/detect/validators/ip_address.h"

namespace aegis::detect {
namespace {

constexpr size_t kMaxWord = 24;
constexpr size_t kMaxJoint = 6;

// Also at the end of a name: appVersion, file_version.
constexpr std::string_view kNumbered[] = {
    "version",   "versions", "release", "releases", "build",   "firmware",   "revision",
    "section",   "sections", "chapter", "clause",   "article", "paragraph",  "versione",
    "versión",   "versão",   "wersja",  "versie",   "версия",  "версии",     "версию",
    "abschnitt", "kapitel",  "sección", "sezione",  "版本",    "バージョン", "버전",
};
constexpr std::string_view kNumberedShort[] = {"v", "ver", "rel", "rev", "sec", "para", "fw", "sw"};
// Names that are joined to an address with a dash.
constexpr std::string_view kHosts[] = {"ip",      "host",   "node",  "addr", "address",
                                       "server",  "client", "route", "net",  "from",
                                       "gateway", "peer",   "subnet"};
constexpr std::string_view kFillers[] = {"is",  "to",  "no",  "nr", "number",
                                         "num", "ist", "est", "es"};

template <typename List>
bool Has(const List& list, std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

bool IsWordByte(char c) { return IsAlpha(c) || IsNonAscii(c) || c == '_'; }

bool IsNumbered(std::string_view text, size_t end) {
  constexpr std::string_view kJoints = " \t:=\"'(#-\\.";
  std::array<char, kMaxWord> folded;
  for (int hop = 0; hop < 2; ++hop) {
    size_t at = end;
    while (at > 0 && end - at < kMaxJoint && kJoints.find(text[at - 1]) != kJoints.npos) --at;
    size_t begin = at;
    while (begin > 0 && at - begin < kMaxWord && IsWordByte(text[begin - 1])) --begin;
    // From where small letters turn to a capital or an underscore stands, it is a word of its own.
    const size_t size = at - begin;
    std::transform(text.begin() + static_cast<std::ptrdiff_t>(begin),
                   text.begin() + static_cast<std::ptrdiff_t>(at), folded.begin(), ToLower);
    const std::string_view word(folded.data(), size);
    if (Has(kNumberedShort, word)) return true;
    if (std::any_of(std::begin(kNumbered), std::end(kNumbered),
                    [&](std::string_view known) { return word.ends_with(known); })) {
      return true;
    }
    if (!Has(kFillers, word)) return false;
    end = begin;
  }
  return false;
}

// Chrome/120.0.0.0: a product and its version, as clients send them.
bool IsProduct(std::string_view text, size_t end) {
  if (end < 2 || text[end - 1] != '/' || !IsAlpha(text[end - 2])) return false;
  size_t begin = end - 1;
  while (begin > 0 && end - begin < kMaxWord && IsAlpha(text[begin - 1])) --begin;
  return IsUpper(text[begin]) && (begin == 0 || text[begin - 1] == ' ' || text[begin - 1] == '"' ||
                                  text[begin - 1] == '(' || text[begin - 1] == '\'');
}

// libfoo-1.2.3.4, libfoo_1.2.3.4.tar.gz; but ip-10.1.2.3
bool IsArtifact(std::string_view text, Span quad) {
  if (quad.begin < 2 || !IsAlpha(text[quad.begin - 2])) return false;
  if (text[quad.begin - 1] == '-') {
    size_t begin = quad.begin - 1;
    while (begin > 0 && quad.begin - begin < kMaxWord && IsAlpha(text[begin - 1])) --begin;
    std::array<char, kMaxWord> folded;
    const size_t size = quad.begin - 1 - begin;
    std::transform(text.begin() + static_cast<std::ptrdiff_t>(begin),
                   text.begin() + static_cast<std::ptrdiff_t>(begin + size), folded.begin(),
                   ToLower);
    if (!Has(kHosts, std::string_view(folded.data(), size))) return true;
  }
  return (text[quad.begin - 1] == '-' || text[quad.begin - 1] == '_') &&
         quad.end + 1 < text.size() && text[quad.end] == '.' && IsAlpha(text[quad.end + 1]);
}

// (<< 0.9.7.1-2.1), >=1.2.3.4: what a package asks of another's version.
bool IsRelation(std::string_view text, size_t end) {
  if (end > 0 && text[end - 1] == ' ') --end;
  if (end < 2) return false;
  const char last = text[end - 1];
  const char before = text[end - 2];
  return (last == '=' && (before == '<' || before == '>' || before == '~' || before == '!')) ||
         (last == before && (last == '<' || last == '>'));
}

}  // namespace

bool MatchIpv4(MatchInput& input, Span& found) {
  found = input.anchor;
  if (!validators::Ipv4(found.In(input.text))) return false;
  return !IsNumbered(input.text, found.begin) && !IsProduct(input.text, found.begin) &&
         !IsArtifact(input.text, found) && !IsRelation(input.text, found.begin);
}

bool MatchIpv6(MatchInput& input, Span& found) {
  size_t begin = input.anchor.begin;
  size_t end = input.anchor.end;
  const std::string_view text = input.text;
  // A single colon or a dot at either end belongs to the sentence.
  if (text[begin] == ':' && text.substr(begin, 2) != "::") ++begin;
  while (end > begin &&
         (text[end - 1] == '.' ||
          (text[end - 1] == ':' && text.substr(begin, end - begin - 1).ends_with(':') == false))) {
    --end;
  }
  const std::string_view address = text.substr(begin, end - begin);
  if (!validators::Ipv6(address)) return false;
  // a::b and dead::beef are C++ or Rust sooner than addresses.
  size_t digits = 0;
  for (char c : address) digits += IsDigit(c) ? 1u : 0u;
  if (digits == 0) return false;
  found = MakeSpan(begin, end);
  return true;
}

}  // namespace aegis::detect
