// name@handle without a dot behind the @: an address of India's payment network. With one it is an
// e-mail.
#include <algorithm>
#include <array>
#include <string_view>

#include "src/detect/matchers/matchers.h"

namespace aegis::detect {
namespace {

constexpr size_t kMinLocal = 2;
constexpr size_t kMaxLocal = 256;
constexpr size_t kMinHandle = 2;
constexpr size_t kMaxHandle = 64;

constexpr ByteSet kLocal = [] {
  ByteSet set = RangeSet("09AZaz");
  for (char c : std::string_view("._-")) set.Add(c);
  return set;
}();

// Handles of payment apps and banks that are no words: sorted.
constexpr std::string_view kKnown[] = {
    "apl",     "axisbank",   "axl",      "barodampay", "cnrb",        "freecharge", "hdfcbank",
    "ibl",     "icici",      "idfcbank", "ikwik",      "jupiteraxis", "kotak",      "naviaxis",
    "okaxis",  "okhdfcbank", "okicici",  "oksbi",      "paytm",       "ptaxis",     "pthdfc",
    "ptsbi",   "ptyes",      "sbi",      "superyes",   "upi",         "waaxis",     "wahdfcbank",
    "waicici", "wasbi",      "yapl",     "ybl",        "yesbank",     "yescred"};
static_assert(std::is_sorted(std::begin(kKnown), std::end(kKnown)));

bool Match(MatchInput& input, Span& found) {
  const std::string_view text = input.text;
  const size_t at = input.anchor.begin;
  size_t begin = at;
  while (begin > 0 && at - begin < kMaxLocal && kLocal.Has(text[begin - 1])) --begin;
  input.Charge(at - begin);
  while (begin < at && !IsAlnum(text[begin])) ++begin;
  if (!IsBoundaryBefore(text, begin) || at - begin < kMinLocal || text[at - 1] == '.') return false;
  size_t end = at + 1;
  while (end < text.size() && end - at <= kMaxHandle && IsAlpha(text[end])) ++end;
  input.Charge(end - at);
  if (end - at - 1 < kMinHandle || !IsBoundaryAfter(text, end)) return false;
  // A dot, a dash or a colon that goes on: a host or an e-mail address.
  if (end + 1 < text.size() &&
      std::string_view(".-_:/@").find(text[end]) != std::string_view::npos &&
      !(text[end + 1] == ' ' || text[end + 1] == '\n' || text[end + 1] == '"')) {
    return false;
  }
  found = MakeSpan(begin, end);
  return true;
}

}  // namespace

bool MatchUpiId(MatchInput& input, Span& found) { return Match(input, found); }

bool MatchUpiIdKnown(MatchInput& input, Span& found) {
  if (!Match(input, found)) return false;
  const std::string_view written =
      input.text.substr(input.anchor.end, found.end - input.anchor.end);
  std::array<char, kMaxHandle> lower{};
  if (written.size() > lower.size()) return false;
  std::transform(written.begin(), written.end(), lower.begin(), ToLower);
  return std::binary_search(std::begin(kKnown), std::end(kKnown),
                            std::string_view(lower.data(), written.size()));
}

}  // namespace aegis::detect
