// local@domain in running text. The validator knows what an address may be; here is where one
// begins and ends: at the characters that prose and code put around addresses, and where the script
// changes (in 連絡先taro@example.jpです the address is ASCII).
#include "src/detect/validators/email.h"

#include "src/detect/matchers/matchers.h"

namespace aegis::detect {
namespace {

constexpr size_t kMaxLocal = 64;
constexpr size_t kMaxDomain = 255;

constexpr ByteSet kLocal = [] {
  ByteSet set = RangeSet("09AZaz");
  for (char c : std::string_view("._%+-'~&!#$*")) set.Add(c);
  return set;
}();

enum class Kind : uint8_t { kNone, kAscii, kTwoBytes, kWide };

// A letter of two bytes (Latin with accents, Greek, Cyrillic, Hebrew, Arabic); not the punctuation
// of U+0080..U+00BF.
bool IsTwoByteLetter(std::string_view text, size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  return lead >= 0xc3 && lead <= 0xdf && at + 1 < text.size();
}

// Which kind of character ends before `end`, and where it begins.
Kind Before(std::string_view text, size_t end, size_t& begin) {
  begin = end - 1;
  if (!IsNonAscii(text[begin])) return kLocal.Has(text[begin]) ? Kind::kAscii : Kind::kNone;
  while (begin > 0 && end - begin < 4 && (static_cast<unsigned char>(text[begin]) & 0xc0) == 0x80) {
    --begin;
  }
  if (end - begin == 2) return IsTwoByteLetter(text, begin) ? Kind::kTwoBytes : Kind::kNone;
  if (end - begin < 3) return Kind::kNone;
  // CJK, kana, Hangul and above; not the punctuation of U+2000..U+2FFF and U+3000..U+303F.
  const auto lead = static_cast<unsigned char>(text[begin]);
  const auto second = static_cast<unsigned char>(text[begin + 1]);
  const bool word = lead == 0xe0 || lead == 0xe1 || (lead == 0xe3 && second > 0x80) ||
                    (lead >= 0xe4 && lead <= 0xed);
  return word ? Kind::kWide : Kind::kNone;
}

Kind After(std::string_view text, size_t at, size_t& end) {
  if (at >= text.size()) return Kind::kNone;
  if (!IsNonAscii(text[at])) {
    end = at + 1;
    const char c = text[at];
    return IsAlnum(c) || c == '-' || c == '.' ? Kind::kAscii : Kind::kNone;
  }
  const auto lead = static_cast<unsigned char>(text[at]);
  end = at + (lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2);
  if (end > text.size()) return Kind::kNone;
  size_t begin = 0;
  const Kind kind = Before(text, end, begin);
  return begin == at ? kind : Kind::kNone;
}

}  // namespace

bool MatchEmail(MatchInput& input, Span& found) {
  const std::string_view text = input.text;
  const size_t at = input.anchor.begin;
  if (at == 0 || at + 1 >= text.size()) return false;

  size_t begin = at;
  Kind script = Kind::kNone;
  while (begin > 0 && at - begin < kMaxLocal) {
    size_t before = 0;
    const Kind kind = Before(text, begin, before);
    if (kind == Kind::kNone) break;
    // Letters of one script: wide characters do not continue a narrow address, nor the other way
    // round.
    if (kind != Kind::kAscii || IsAlpha(text[before])) {
      if (script == Kind::kNone) script = kind;
      if ((script == Kind::kWide) != (kind == Kind::kWide)) break;
    } else if (script == Kind::kNone && IsDigit(text[before])) {
      script = Kind::kAscii;
    }
    begin = before;
  }
  // What quotes, lists and escapes leave in front is not part of it.
  while (begin < at && !IsAlnum(text[begin]) && !IsNonAscii(text[begin]) && text[begin] != '_') {
    ++begin;
  }
  if (begin >= 1 && text[begin - 1] == '\\' && at - begin > 1 &&
      (text[begin] == 'n' || text[begin] == 't' || text[begin] == 'r')) {
    ++begin;  // a written line break
  }

  size_t end = at + 1;
  Kind label = Kind::kNone;
  while (end - at <= kMaxDomain) {
    size_t next = 0;
    const Kind kind = After(text, end, next);
    if (kind == Kind::kNone) break;
    if (text[end] == '.') {
      label = Kind::kNone;
    } else if (kind != Kind::kAscii || IsAlpha(text[end])) {
      if (label == Kind::kNone) label = kind;
      if ((label == Kind::kWide) != (kind == Kind::kWide)) break;
    }
    end = next;
  }
  while (end > at + 1 && (text[end - 1] == '.' || text[end - 1] == '-')) --end;
  if (begin == at || end == at + 1) return false;
  input.Charge(end - begin);
  found = MakeSpan(begin, end);
  return validators::EmailAddress(found.In(text));
}

}  // namespace aegis::detect
