#include "src/detect/decoded.h"

#include <algorithm>
#include <array>

#include "src/codec/utf8.h"

namespace aegis::detect {
namespace {

constexpr uint8_t kNoDigit = 0xff;

// Of both alphabets.
constexpr std::array<uint8_t, 256> kBase64 = [] {
  std::array<uint8_t, 256> values{};
  values.fill(kNoDigit);
  uint8_t next = 0;
  for (char c = 'A'; c <= 'Z'; ++c) values[static_cast<uint8_t>(c)] = next++;
  for (char c = 'a'; c <= 'z'; ++c) values[static_cast<uint8_t>(c)] = next++;
  for (char c = '0'; c <= '9'; ++c) values[static_cast<uint8_t>(c)] = next++;
  values['+'] = values['-'] = 62;
  values['/'] = values['_'] = 63;
  return values;
}();

uint8_t Base64Value(char c) { return kBase64[static_cast<unsigned char>(c)]; }
bool IsBase64(char c) { return Base64Value(c) != kNoDigit; }
bool IsLineBreak(char c) { return c == '\n' || c == '\r'; }

// Takes bytes as long as they may be text: no control characters, and UTF-8 in its outlines.
class TextBytes {
 public:
  explicit TextBytes(char* to) : begin_(to), to_(to) {}
  bool Take(uint32_t byte) {
    if (byte >= 0x80) {
      if (byte < 0xc0) {
        if (more_ == 0) return false;
        --more_;
      } else {
        if (more_ != 0 || byte < 0xc2 || byte > 0xf4) return false;
        more_ = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
      }
    } else {
      const bool blank = byte == '\t' || byte == '\n' || byte == '\r';
      if (more_ != 0 || (byte < 0x20 && !blank) || byte == 0x7f) return false;
    }
    *to_++ = static_cast<char>(byte);
    return true;
  }
  std::string_view text() const { return {begin_, static_cast<size_t>(to_ - begin_)}; }
  bool whole() const { return more_ == 0 && IsValidUtf8(text()); }

 private:
  char* begin_;
  char* to_;
  int more_ = 0;
};

// The first bytes tell most of what is no text.
bool MayBeText(std::string_view run) {
  if (run.size() < 8) return false;
  std::array<char, 6> bytes;
  TextBytes first(bytes.data());
  for (size_t i = 0; i < 8; i += 4) {
    uint32_t value = 0;
    for (size_t k = 0; k < 4; ++k) {
      const uint8_t digit = Base64Value(run[i + k]);
      if (digit == kNoDigit) return true;  // a line break; not worth a thought here
      value = value << 6 | digit;
    }
    if (!first.Take(value >> 16) || !first.Take((value >> 8) & 0xff) || !first.Take(value & 0xff)) {
      return false;
    }
  }
  return true;
}

bool DecodeHex(std::string_view run, Arena& arena, std::string_view& text, size_t& read) {
  const auto value = [](char c) {
    return IsDigit(c) ? static_cast<uint32_t>(c - '0')
                      : static_cast<uint32_t>(ToLower(c) - 'a' + 10);
  };
  TextBytes bytes(nullptr);
  for (size_t i = 0; i < run.size(); i += 2) {
    ++read;
    if (i == 0) {
      // Most digests say here that they are none.
      const uint32_t first = value(run[0]);
      if (first == 1 || (first >= 8 && first < 12) || first == 15) return false;
      bytes = TextBytes(arena.NewBytes(run.size() / 2));
    }
    if (!bytes.Take(value(run[i]) << 4 | value(run[i + 1]))) return false;
  }
  if (!bytes.whole()) return false;
  text = bytes.text();
  return true;
}

}  // namespace

bool PayloadReader::DecodeBase64(std::string_view run, std::string_view& text, size_t& read) {
  read += 8;
  if (!MayBeText(run)) return false;
  if (scratch_.size() < run.size()) scratch_ = {arena_.NewBytes(run.size()), run.size()};
  TextBytes bytes(scratch_.data());
  uint32_t value = 0;
  uint32_t bits = 0;
  for (char c : run) {
    if (IsLineBreak(c)) continue;
    ++read;
    value = (value << 6 | Base64Value(c)) & 0xffffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    if (!bytes.Take((value >> bits) & 0xff)) return false;
  }
  // A group of one digit there is not, and what is left over of a group is zero.
  if (bits == 6 || (value & ((1u << bits) - 1)) != 0 || !bytes.whole()) return false;
  text = arena_.Copy(bytes.text());
  return true;
}

// All words of a line end with it: it is walked once.
void PayloadReader::EnterLine(size_t begin, size_t from) {
  if (begin >= line_.begin && begin < line_.end) return;
  line_.begin = line_.end = begin;
  while (line_.end < text_.size() && IsBase64(text_[line_.end])) ++line_.end;
  while (line_.begin > from && begin - line_.begin < kMostBefore &&
         IsBase64(text_[line_.begin - 1])) {
    --line_.begin;
  }
}

// The end of a run that goes on over the ends of lines, as in MIME and PEM.
size_t PayloadReader::EndOfRun(size_t begin) {
  constexpr size_t kLeastLine = 60;
  size_t line = begin;
  size_t at = line_.end;
  size_t first_line = 0;  // behind the one it begins in
  for (;;) {
    if (at - line < kLeastLine || (at - line) % 4 != 0) break;
    size_t next = at;
    if (next < text_.size() && text_[next] == '\r') ++next;
    if (next >= text_.size() || text_[next] != '\n') break;
    ++next;
    if (next >= text_.size() || !IsBase64(text_[next])) break;
    // From any of the lines that follow each other, the last one is reached.
    if (next >= lines_.begin && next < lines_.end) {
      at = lines_.end;
      break;
    }
    if (first_line == 0) first_line = next;
    line = at = next;
    while (at < text_.size() && IsBase64(text_[at])) ++at;
  }
  if (first_line != 0) lines_ = {first_line, at};
  return at;
}

bool PayloadReader::Read(Span word, uint32_t from, Payload& payload, size_t& read) {
  const std::string_view whole = word.In(text_);
  {
    size_t skip = 0;
    if (whole[0] == '0' && (whole[1] == 'x' || whole[1] == 'X')) skip = 2;
    const std::string_view digits = whole.substr(skip);
    if (digits.size() % 2 == 0 && digits.size() >= limits::kMinHexPayloadBytes &&
        std::all_of(digits.begin(), digits.end(), IsHex) &&
        DecodeHex(digits, arena_, payload.text, read)) {
      payload.run = word;
      return true;
    }
  }
  EnterLine(word.begin, from);
  // A run that a path or a name leads up to: /files/MDc4LTA1LTExMjA=
  constexpr size_t kMostStarts = 8;
  const size_t before = word.begin - std::min<size_t>(word.begin, kMostBefore);
  const size_t first = std::max({line_.begin, before, size_t{from}});
  size_t starts = 0;
  size_t end = 0;
  size_t start = first;
  for (;;) {
    const bool may_start = start == first || start == word.begin || !IsAlnum(text_[start - 1]);
    if (may_start) {
      ++starts;
      if (end == 0) end = EndOfRun(word.begin);
      for (const size_t stop : {end, static_cast<size_t>(word.end)}) {
        const std::string_view run = text_.substr(start, stop - start);
        if (DecodeBase64(run, payload.text, read)) {
          size_t padded = stop;
          while (padded < text_.size() && padded - stop < 2 && text_[padded] == '=') ++padded;
          payload.run = {static_cast<uint32_t>(start), static_cast<uint32_t>(padded)};
          return true;
        }
        if (stop == word.end) break;
      }
    }
    if (start == word.begin) return false;
    start = starts < kMostStarts ? start + 1 : word.begin;
  }
}

}  // namespace aegis::detect
