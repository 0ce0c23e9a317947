// Facts about single bytes and UTF-8 characters that the whole of detection shares. No locale.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace aegis::detect {

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool IsAlpha(char c) { return IsUpper(c) || IsLower(c); }
constexpr bool IsAlnum(char c) { return IsAlpha(c) || IsDigit(c); }
constexpr bool IsHex(char c) {
  return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
constexpr bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
constexpr bool IsNonAscii(char c) { return static_cast<unsigned char>(c) >= 0x80; }
constexpr char ToLower(char c) { return IsUpper(c) ? static_cast<char>(c + 32) : c; }
constexpr char ToUpper(char c) { return IsLower(c) ? static_cast<char>(c - 32) : c; }

// A set of bytes.
class ByteSet {
 public:
  constexpr ByteSet() = default;
  constexpr explicit ByteSet(std::string_view members) {
    for (char c : members) Add(c);
  }
  constexpr void Add(char c) {
    const auto byte = static_cast<unsigned char>(c);
    words_[byte / 64] |= uint64_t{1} << (byte % 64);
  }
  constexpr void AddRange(char first, char last) {
    for (int c = static_cast<unsigned char>(first); c <= static_cast<unsigned char>(last); ++c) {
      Add(static_cast<char>(c));
    }
  }
  constexpr void Add(const ByteSet& other) {
    for (size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
  }
  constexpr void Invert() {
    for (uint64_t& word : words_) word = ~word;
  }
  constexpr bool Has(char c) const {
    const auto byte = static_cast<unsigned char>(c);
    return ((words_[byte / 64] >> (byte % 64)) & 1) != 0;
  }
  friend constexpr bool operator==(const ByteSet&, const ByteSet&) = default;

 private:
  std::array<uint64_t, 4> words_{};
};

constexpr ByteSet RangeSet(std::string_view ranges) {
  ByteSet set;
  for (size_t i = 0; i + 1 < ranges.size(); i += 2) set.AddRange(ranges[i], ranges[i + 1]);
  return set;
}

// Kinds of characters that may stand between the groups of one candidate.
enum Separator : uint8_t {
  kSepNone = 0,
  kSepSpace = 1,
  kSepDash = 2,
  kSepDot = 4,
  kSepSlash = 8,
  kSepLine = 16,  // a line break; goes with kSepSpace, once in a candidate
};

// Three characters of three bytes.
constexpr size_t kMaxSeparatorBytes = 9;

struct SeparatorAt {
  uint8_t kind = kSepNone;
  uint8_t size = 0;  // bytes
};

// May the byte begin or end a separator? Most bytes say no.
inline constexpr ByteSet kTouchSeparator = [] {
  ByteSet set(" \t\r\n-./");
  set.AddRange('\x80', '\xff');
  return set;
}();
constexpr bool MayTouchSeparator(char c) { return kTouchSeparator.Has(c); }

// By byte. Not a local of the function that reads it, which would be built again for every call.
inline constexpr auto kAsciiSeparators = [] {
  std::array<uint8_t, '/' + 1> kinds{};
  kinds[' '] = kinds['\t'] = kSepSpace;
  kinds['-'] = kSepDash;
  kinds['.'] = kSepDot;
  kinds['/'] = kSepSlash;
  kinds['\n'] = kinds['\r'] = kSepLine;
  return kinds;
}();

// The kind of a separator of one byte, which MayTouchSeparator.
constexpr uint8_t AsciiSeparator(char c) { return kAsciiSeparators[static_cast<unsigned char>(c)]; }

// The separator that begins at `at`, if one does: one character, two blanks, or a dash or slash
// between blanks. Not two tabs, between which a column is empty.
constexpr SeparatorAt ReadLongSeparator(std::string_view text, size_t at);
constexpr SeparatorAt ReadSeparatorCharacter(std::string_view text, size_t at);
constexpr SeparatorAt ReadSeparator(std::string_view text, size_t at) {
  if (at >= text.size() || !MayTouchSeparator(text[at])) return {};
  // Most are one character of ASCII between letters or digits.
  if (!IsNonAscii(text[at]) && at + 1 < text.size() && IsAlnum(text[at + 1])) {
    return {AsciiSeparator(text[at]), 1};
  }
  return ReadLongSeparator(text, at);
}

constexpr SeparatorAt ReadLongSeparator(std::string_view text, size_t at) {
  const SeparatorAt first = ReadSeparatorCharacter(text, at);
  const size_t next = at + first.size;
  if (first.kind != kSepSpace || next >= text.size() || !MayTouchSeparator(text[next])) {
    return first;
  }
  const SeparatorAt second = ReadSeparatorCharacter(text, next);
  const auto size = [](int sum) { return static_cast<uint8_t>(sum); };
  if (second.kind == kSepSpace) {
    if (text[at] == '\t' || text[next] == '\t') return first;
    return {kSepSpace, size(first.size + second.size)};
  }
  if (second.kind != kSepDash && second.kind != kSepSlash) return first;
  const SeparatorAt third = ReadSeparatorCharacter(text, next + second.size);
  if (third.kind != kSepSpace) return first;
  return {second.kind, size(first.size + second.size + third.size)};
}

constexpr SeparatorAt ReadSeparatorCharacter(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
  };
  switch (byte(at)) {
    case ' ':
    case '\t':
      return {kSepSpace, 1};
    case '-':
      return {kSepDash, 1};
    case '.':
      return {kSepDot, 1};
    case '/':
      return {kSepSlash, 1};
    case '\n':
      return {kSepLine, 1};
    case '\r':
      return {kSepLine, static_cast<uint8_t>(byte(at + 1) == '\n' ? 2 : 1)};
    case 0xc2:  // U+00A0 no-break space, U+00AD soft hyphen
      if (byte(at + 1) == 0xa0) return {kSepSpace, 2};
      if (byte(at + 1) == 0xad) return {kSepDash, 2};
      return {};
    case 0xe2:
      if (byte(at + 1) == 0x80) {
        const unsigned last = byte(at + 2);
        if (last >= 0x80 && last <= 0x8b) return {kSepSpace, 3};                  // U+2000..U+200B
        if (last >= 0x90 && last <= 0x95) return {kSepDash, 3};                   // U+2010..U+2015
        if (last == 0xa8 || last == 0xa9 || last == 0xaf) return {kSepSpace, 3};  // U+2028/9, 202F
      }
      if (byte(at + 1) == 0x81 && byte(at + 2) == 0x9f) return {kSepSpace, 3};  // U+205F
      if (byte(at + 1) == 0x88 && byte(at + 2) == 0x92) return {kSepDash, 3};   // U+2212 minus
      return {};
    case 0xe3:  // U+3000 ideographic space
      return byte(at + 1) == 0x80 && byte(at + 2) == 0x80 ? SeparatorAt{kSepSpace, 3}
                                                          : SeparatorAt{};
    case 0xef:
      if (byte(at + 1) == 0xbc && byte(at + 2) == 0x8d) return {kSepDash, 3};   // U+FF0D
      if (byte(at + 1) == 0xbc && byte(at + 2) == 0x8e) return {kSepDot, 3};    // U+FF0E
      if (byte(at + 1) == 0xb9 && byte(at + 2) == 0xa3) return {kSepDash, 3};   // U+FE63
      if (byte(at + 1) == 0xbb && byte(at + 2) == 0xbf) return {kSepSpace, 3};  // U+FEFF
      return {};
    default:
      return {};
  }
}

// The separator that ends just before `end`, if one does.
constexpr SeparatorAt ReadSeparatorBefore(std::string_view text, size_t end) {
  if (end == 0 || !MayTouchSeparator(text[end - 1])) return {};
  if (end >= 2 && IsAlnum(text[end - 2])) {
    if (IsNonAscii(text[end - 1])) return {};  // half a character
    return {AsciiSeparator(text[end - 1]), 1};
  }
  for (uint8_t size = kMaxSeparatorBytes; size >= 1; --size) {
    if (size > end) continue;
    const SeparatorAt found = ReadSeparator(text.substr(0, end), end - size);
    if (found.kind != kSepNone && found.size == size) return found;
  }
  return {};
}

// What the ASCII members of a rule's `separators` stand for.
constexpr uint8_t SeparatorKinds(std::string_view members) {
  uint8_t kinds = 0;
  for (char c : members) {
    if (c == ' ') kinds |= kSepSpace | kSepLine;
    if (c == '-') kinds |= kSepDash;
    if (c == '.') kinds |= kSepDot;
    if (c == '/') kinds |= kSepSlash;
  }
  return kinds;
}

// May a word or number begin at `at`? Not inside a longer one. The letter of a written escape
// ("\n4111…" in a log line that holds quoted text) does not join what follows it.
constexpr bool IsBoundaryBefore(std::string_view text, size_t at) {
  if (at == 0 || !IsAlnum(text[at - 1])) return true;
  const char c = text[at - 1];
  return at >= 2 && text[at - 2] == '\\' && (c == 'n' || c == 'r' || c == 't');
}

constexpr bool IsBoundaryAfter(std::string_view text, size_t at) {
  return at >= text.size() || !IsAlnum(text[at]);
}

}  // namespace aegis::detect
