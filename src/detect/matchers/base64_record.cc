// Pictures of persons and records of biometrics in base 64: told by their first bytes, read to
// where the base 64 ends.
#include "src/detect/matchers/matchers.h"

namespace aegis::detect {
namespace {

constexpr ByteSet kBase64 = [] {
  ByteSet set = RangeSet("09AZaz");
  for (char c : std::string_view("+/=_-")) set.Add(c);
  return set;
}();

// Slashes may be escaped; a long line may be broken.
size_t ReadBase64(MatchInput& input, size_t begin) {
  constexpr size_t kLine = 60;
  const std::string_view text = input.text;
  size_t at = begin;
  size_t line = begin;
  while (at < text.size()) {
    if (kBase64.Has(text[at])) {
      ++at;
    } else if (text[at] == '\\' && at + 1 < text.size() && text[at + 1] == '/') {
      at += 2;
    } else {
      size_t next = at;
      if (text.substr(next).starts_with("\\r\\n")) {
        next += 4;
      } else if (text.substr(next).starts_with("\\n")) {
        next += 2;
      } else if (text.substr(next).starts_with("\r\n")) {
        next += 2;
      } else if (text[next] == '\n') {
        ++next;
      }
      if (next == at || at - line < kLine || next >= text.size() || !kBase64.Has(text[next])) break;
      at = line = next;
    }
  }
  input.Charge(at - begin);
  return at;
}

constexpr size_t kMinRecord = 12;

bool IsInside(std::string_view text, size_t at) {
  return at > 0 && (IsAlnum(text[at - 1]) || text[at - 1] == '+' || text[at - 1] == '/') &&
         !IsBoundaryBefore(text, at);
}

}  // namespace

bool MatchBase64Record(MatchInput& input, Span& found) {
  const size_t begin = input.anchor.begin;
  if (IsInside(input.text, begin)) return false;
  found = MakeSpan(begin, ReadBase64(input, begin));
  return found.size() >= kMinRecord;
}

bool MatchDataImage(MatchInput& input, Span& found) {
  constexpr size_t kMaxHead = 80;
  constexpr std::string_view kEncoding = ";base64,";
  const std::string_view text = input.text;
  if (!IsBoundaryBefore(text, input.anchor.begin)) return false;
  size_t at = input.anchor.end;
  while (at < text.size() && at - input.anchor.end < kMaxHead && text[at] != ',' &&
         (IsAlnum(text[at]) || std::string_view("+-.;=_").find(text[at]) != std::string_view::npos))
    ++at;
  input.Charge(at - input.anchor.begin);
  if (at >= text.size() || text[at] != ',') return false;
  ++at;
  if (!text.substr(0, at).ends_with(kEncoding)) return false;
  // A photograph, not a drawing: JPEG, PNG, WebP, or one of the boxes that AVIF and HEIC begin
  // with.
  const std::string_view body = text.substr(at);
  bool photo = false;
  for (const std::string_view magic : {"/9j/", "\\/9j\\/", "iVBORw0KGgo", "UklGR", "AAAA"})
    photo = photo || body.starts_with(magic);
  if (!photo) return false;
  found = MakeSpan(input.anchor.begin, ReadBase64(input, at));
  return true;
}

}  // namespace aegis::detect
