#include "src/detect/folded_characters.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace aegis::detect {
namespace {

// The zeros of Unicode's decimal digits (general category Nd); nine more follow each.
constexpr uint32_t kZeros[] = {
    0x660,   0x6f0,   0x7c0,   0x966,   0x9e6,   0xa66,   0xae6,   0xb66,   0xbe6,   0xc66,
    0xce6,   0xd66,   0xde6,   0xe50,   0xed0,   0xf20,   0x1040,  0x1090,  0x17e0,  0x1810,
    0x1946,  0x19d0,  0x1a80,  0x1a90,  0x1b50,  0x1bb0,  0x1c40,  0x1c50,  0xa620,  0xa8d0,
    0xa900,  0xa9d0,  0xa9f0,  0xaa50,  0xabf0,  0xff10,  0x104a0, 0x10d30, 0x11066, 0x110f0,
    0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0, 0x11730, 0x118e0, 0x11950,
    0x11c50, 0x11d50, 0x11da0, 0x11f50, 0x16a60, 0x16ac0, 0x16b50, 0x1ccf0, 0x1d7ce, 0x1d7d8,
    0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e950, 0x1fbf0,
};
static_assert(std::is_sorted(std::begin(kZeros), std::end(kZeros)));

struct PointRange {
  uint32_t first;
  uint32_t last;
};
// Format characters, fillers, selectors, and the marks that are drawn over a letter.
constexpr PointRange kRemoved[] = {
    {0xad, 0xad},     {0x300, 0x36f},     {0x61c, 0x61c},     {0x115f, 0x1160},   {0x17b4, 0x17b5},
    {0x180b, 0x180f}, {0x200b, 0x200f},   {0x202a, 0x202e},   {0x2060, 0x206f},   {0x20d0, 0x20f0},
    {0x3164, 0x3164}, {0xfe00, 0xfe0f},   {0xfe20, 0xfe2f},   {0xfeff, 0xfeff},   {0xffa0, 0xffa0},
    {0xfff9, 0xfffb}, {0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a}, {0xe0000, 0xe0fff},
};

struct Pair {
  uint32_t point;
  char ascii;
};
constexpr bool operator<(const Pair& a, const Pair& b) { return a.point < b.point; }

constexpr Pair kCharacters[] = {
    {0xa0, ' '},   {0xb7, '.'},   {0x58a, '-'},  {0x5be, '-'},  {0x1400, '-'}, {0x1680, ' '},
    {0x1806, '-'}, {0x2000, ' '}, {0x2001, ' '}, {0x2002, ' '}, {0x2003, ' '}, {0x2004, ' '},
    {0x2005, ' '}, {0x2006, ' '}, {0x2007, ' '}, {0x2008, ' '}, {0x2009, ' '}, {0x200a, ' '},
    {0x2010, '-'}, {0x2011, '-'}, {0x2012, '-'}, {0x2013, '-'}, {0x2014, '-'}, {0x2015, '-'},
    {0x2022, '.'}, {0x2024, '.'}, {0x2027, '.'}, {0x2028, ' '}, {0x2029, ' '}, {0x202f, ' '},
    {0x203f, '_'}, {0x2043, '-'}, {0x2044, '/'}, {0x205f, ' '}, {0x207b, '-'}, {0x208b, '-'},
    {0x2102, 'C'}, {0x210a, 'g'}, {0x210b, 'H'}, {0x210c, 'H'}, {0x210d, 'H'}, {0x210e, 'h'},
    {0x2110, 'I'}, {0x2111, 'I'}, {0x2112, 'L'}, {0x2113, 'l'}, {0x2115, 'N'}, {0x2119, 'P'},
    {0x211a, 'Q'}, {0x211b, 'R'}, {0x211c, 'R'}, {0x211d, 'R'}, {0x2124, 'Z'}, {0x2128, 'Z'},
    {0x212c, 'B'}, {0x212d, 'C'}, {0x212f, 'e'}, {0x2130, 'E'}, {0x2131, 'F'}, {0x2133, 'M'},
    {0x2134, 'o'}, {0x2139, 'i'}, {0x2145, 'D'}, {0x2146, 'd'}, {0x2147, 'e'}, {0x2148, 'i'},
    {0x2149, 'j'}, {0x2212, '-'}, {0x2215, '/'}, {0x2219, '.'}, {0x2236, ':'}, {0x22c5, '.'},
    {0x2571, '/'}, {0x2795, '+'}, {0x2796, '-'}, {0x2800, ' '}, {0x29f8, '/'}, {0x2e17, '-'},
    {0x2e1a, '-'}, {0x2e3a, '-'}, {0x2e3b, '-'}, {0x2e40, '-'}, {0x3000, ' '}, {0x3002, '.'},
    {0x301c, '-'}, {0x3030, '-'}, {0x30a0, '-'}, {0x30fb, '.'}, {0x30fc, '-'}, {0xa789, ':'},
    {0xfe31, '-'}, {0xfe32, '-'}, {0xfe33, '_'}, {0xfe4d, '_'}, {0xfe4e, '_'}, {0xfe4f, '_'},
    {0xfe52, '.'}, {0xfe55, ':'}, {0xfe58, '-'}, {0xfe59, '('}, {0xfe5a, ')'}, {0xfe5f, '#'},
    {0xfe62, '+'}, {0xfe63, '-'}, {0xfe66, '='}, {0xfe6b, '@'}, {0xff61, '.'}, {0xff70, '-'},
};
static_assert(std::is_sorted(std::begin(kCharacters), std::end(kCharacters)));

// Letters of Cyrillic, Greek and Armenian, and numerals of Rome.
constexpr Pair kLookalikes[] = {
    {0x131, 'i'},  {0x251, 'a'},  {0x261, 'g'},  {0x37f, 'J'},  {0x391, 'A'},  {0x392, 'B'},
    {0x395, 'E'},  {0x396, 'Z'},  {0x397, 'H'},  {0x399, 'I'},  {0x39a, 'K'},  {0x39c, 'M'},
    {0x39d, 'N'},  {0x39f, 'O'},  {0x3a1, 'P'},  {0x3a4, 'T'},  {0x3a5, 'Y'},  {0x3a7, 'X'},
    {0x3b1, 'a'},  {0x3b2, 'b'},  {0x3b3, 'y'},  {0x3b5, 'e'},  {0x3b7, 'n'},  {0x3b9, 'i'},
    {0x3ba, 'k'},  {0x3bd, 'v'},  {0x3bf, 'o'},  {0x3c1, 'p'},  {0x3c4, 't'},  {0x3c5, 'u'},
    {0x3c7, 'x'},  {0x3c9, 'w'},  {0x3f2, 'c'},  {0x3f3, 'j'},  {0x3f9, 'C'},  {0x405, 'S'},
    {0x406, 'I'},  {0x408, 'J'},  {0x410, 'A'},  {0x412, 'B'},  {0x415, 'E'},  {0x41a, 'K'},
    {0x41c, 'M'},  {0x41d, 'H'},  {0x41e, 'O'},  {0x420, 'P'},  {0x421, 'C'},  {0x422, 'T'},
    {0x423, 'Y'},  {0x425, 'X'},  {0x430, 'a'},  {0x432, 'b'},  {0x435, 'e'},  {0x43a, 'k'},
    {0x43c, 'm'},  {0x43d, 'h'},  {0x43e, 'o'},  {0x440, 'p'},  {0x441, 'c'},  {0x442, 't'},
    {0x443, 'y'},  {0x445, 'x'},  {0x455, 's'},  {0x456, 'i'},  {0x458, 'j'},  {0x475, 'v'},
    {0x4ae, 'Y'},  {0x4bb, 'h'},  {0x4c0, 'I'},  {0x4cf, 'l'},  {0x500, 'D'},  {0x501, 'd'},
    {0x51a, 'Q'},  {0x51b, 'q'},  {0x51c, 'W'},  {0x51d, 'w'},  {0x566, 'q'},  {0x570, 'h'},
    {0x578, 'n'},  {0x57d, 'u'},  {0x581, 'g'},  {0x585, 'o'},  {0x2160, 'I'}, {0x2164, 'V'},
    {0x2169, 'X'}, {0x216c, 'L'}, {0x216d, 'C'}, {0x216e, 'D'}, {0x216f, 'M'}, {0x2170, 'i'},
    {0x2174, 'v'}, {0x2179, 'x'}, {0x217c, 'l'}, {0x217d, 'c'}, {0x217e, 'd'}, {0x217f, 'm'},
};
static_assert(std::is_sorted(std::begin(kLookalikes), std::end(kLookalikes)));

template <size_t kSize>
char Find(const Pair (&pairs)[kSize], uint32_t point) {
  const Pair* found = std::lower_bound(std::begin(pairs), std::end(pairs), Pair{point, 0});
  return found != std::end(pairs) && found->point == point ? found->ascii : '\0';
}

}  // namespace

DecodedCharacter DecodeCharacter(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
  };
  const auto more = [&](size_t i) { return (byte(i) & 0xc0) == 0x80; };
  const uint32_t first = byte(at);
  if (at >= text.size()) return {};
  if (first < 0x80) return {first, 1};
  if (first >= 0xc2 && first < 0xe0 && more(at + 1)) {
    return {(first & 0x1f) << 6 | (byte(at + 1) & 0x3f), 2};
  }
  if (first >= 0xe0 && first < 0xf0 && more(at + 1) && more(at + 2)) {
    const uint32_t point =
        (first & 0x0f) << 12 | (byte(at + 1) & 0x3f) << 6 | (byte(at + 2) & 0x3f);
    if (point < 0x800 || (point >= 0xd800 && point < 0xe000)) return {};
    return {point, 3};
  }
  if (first >= 0xf0 && first < 0xf5 && more(at + 1) && more(at + 2) && more(at + 3)) {
    const uint32_t point = (first & 0x07) << 18 | (byte(at + 1) & 0x3f) << 12 |
                           (byte(at + 2) & 0x3f) << 6 | (byte(at + 3) & 0x3f);
    if (point < 0x10000 || point > 0x10ffff) return {};
    return {point, 4};
  }
  return {};
}

size_t EncodeCharacter(uint32_t point, char* to) {
  const auto put = [&to](uint32_t byte) { *to++ = static_cast<char>(byte); };
  if (point < 0x80) {
    put(point);
    return 1;
  }
  if (point < 0x800) {
    put(0xc0 | point >> 6);
    put(0x80 | (point & 0x3f));
    return 2;
  }
  if (point < 0x10000) {
    put(0xe0 | point >> 12);
    put(0x80 | (point >> 6 & 0x3f));
    put(0x80 | (point & 0x3f));
    return 3;
  }
  put(0xf0 | point >> 18);
  put(0x80 | (point >> 12 & 0x3f));
  put(0x80 | (point >> 6 & 0x3f));
  put(0x80 | (point & 0x3f));
  return 4;
}

Fold FoldOf(uint32_t point) {
  // Latin with accents, CJK, Hangul and the rest of private use: most of what is beyond ASCII.
  if (point >= 0xc0 && point < 0x131) return {};
  if (point >= 0x3165 && point < 0xa000) return {};
  if (point >= 0xac00 && point < 0xfe00) return {};
  if (const char look = Find(kLookalikes, point); look != 0) return {FoldKind::kLookalike, look};
  if (point >= 0xff01 && point <= 0xff5e) {
    return {FoldKind::kCharacter, static_cast<char>(point - 0xfee0)};
  }
  if (point >= 0x1d400 && point < 0x1d6a4) {  // mathematical alphabets
    const uint32_t letter = (point - 0x1d400) % 52;
    return {FoldKind::kCharacter,
            static_cast<char>(letter < 26 ? 'A' + letter : 'a' + letter - 26)};
  }
  if (point >= 0x24b6 && point < 0x24ea) {  // in circles
    const uint32_t letter = point - 0x24b6;
    return {FoldKind::kCharacter,
            static_cast<char>(letter < 26 ? 'A' + letter : 'a' + letter - 26)};
  }
  if (const char ascii = Find(kCharacters, point); ascii != 0) return {FoldKind::kCharacter, ascii};
  const uint32_t* zero = std::upper_bound(std::begin(kZeros), std::end(kZeros), point);
  if (zero != std::begin(kZeros) && point - *(zero - 1) < 10) {
    return {FoldKind::kCharacter, static_cast<char>('0' + (point - *(zero - 1)))};
  }
  const PointRange* range =
      std::lower_bound(std::begin(kRemoved), std::end(kRemoved), point,
                       [](const PointRange& r, uint32_t value) { return r.last < value; });
  if (range != std::end(kRemoved) && range->first <= point) return {FoldKind::kRemoved, 0};
  return {};
}

}  // namespace aegis::detect
