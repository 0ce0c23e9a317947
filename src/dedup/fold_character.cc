#include <algorithm>
#include <array>
#include <iterator>

#include "src/dedup/normal_text.h"

namespace aegis::dedup {
namespace {

struct PointRange {
  uint32_t first;
  uint32_t last;
};

// Parts words. Marks, signs and symbols; not the letters between them (ª º µ, the letterlike ones).
constexpr PointRange kSpaces[] = {
    {0x80, 0xa9},       {0xab, 0xac},     {0xae, 0xb1},     {0xb4, 0xb4},     {0xb6, 0xb8},
    {0xbb, 0xbb},       {0xbf, 0xbf},     {0xd7, 0xd7},     {0xf7, 0xf7},     {0x2c2, 0x2df},
    {0x37e, 0x37e},     {0x387, 0x387},   {0x55a, 0x55f},   {0x589, 0x58a},   {0x5be, 0x5be},
    {0x5c0, 0x5c0},     {0x5c3, 0x5c3},   {0x5f3, 0x5f4},   {0x60c, 0x60d},   {0x61b, 0x61b},
    {0x61e, 0x61f},     {0x66a, 0x66d},   {0x6d4, 0x6d4},   {0x964, 0x965},   {0xe2f, 0xe2f},
    {0xe4f, 0xe4f},     {0xe5a, 0xe5b},   {0xf04, 0xf14},   {0x104a, 0x104f}, {0x1680, 0x1680},
    {0x17d4, 0x17d6},   {0x2000, 0x200a}, {0x2010, 0x2029}, {0x202f, 0x205f}, {0x207a, 0x207e},
    {0x208a, 0x208e},   {0x20a0, 0x20cf}, {0x2190, 0x245f}, {0x2500, 0x2bff}, {0x2e00, 0x2e7f},
    {0x3000, 0x3004},   {0x3008, 0x3020}, {0x3030, 0x3030}, {0x303d, 0x303f}, {0x30a0, 0x30a0},
    {0x30fb, 0x30fb},   {0xfd3e, 0xfd3f}, {0xfe10, 0xfe1f}, {0xfe30, 0xfe6f}, {0xff01, 0xff0f},
    {0xff1a, 0xff20},   {0xff3b, 0xff40}, {0xff5b, 0xff65}, {0xffe0, 0xffef}, {0xfff9, 0xffff},
    {0x1f000, 0x1faff},
};

// Nothing at all.
constexpr PointRange kNothing[] = {
    {0xad, 0xad},     {0x61c, 0x61c},   {0x115f, 0x1160}, {0x180b, 0x180f},
    {0x200b, 0x200f}, {0x202a, 0x202e}, {0x2060, 0x206f}, {0x3164, 0x3164},
    {0xfe00, 0xfe0f}, {0xfeff, 0xfeff}, {0xffa0, 0xffa0}, {0xe0000, 0xe0fff},
};

// A word each: scripts that write no spaces.
constexpr PointRange kAlone[] = {
    {0xe01, 0xeff},   {0x1000, 0x109f}, {0x1780, 0x17ff}, {0x2e80, 0x2fdf},   {0x3005, 0x3007},
    {0x3021, 0x302f}, {0x3031, 0x303c}, {0x3041, 0x30ff}, {0x31f0, 0x31ff},   {0x3400, 0x4dbf},
    {0x4e00, 0x9fff}, {0xf900, 0xfaff}, {0xff66, 0xff9f}, {0x1b000, 0x1b16f}, {0x20000, 0x3ffff},
};

template <size_t kCount>
constexpr bool AreInOrder(const PointRange (&ranges)[kCount]) {
  for (size_t i = 0; i < kCount; ++i) {
    if (ranges[i].first > ranges[i].last) return false;
    if (i != 0 && ranges[i - 1].last >= ranges[i].first) return false;
  }
  return true;
}
static_assert(AreInOrder(kSpaces) && AreInOrder(kNothing) && AreInOrder(kAlone));

template <size_t kCount>
constexpr bool IsIn(const PointRange (&ranges)[kCount], uint32_t point) {
  const auto* at = std::partition_point(std::begin(ranges), std::end(ranges),
                                        [&](const PointRange& r) { return r.last < point; });
  return at != std::end(ranges) && at->first <= point;
}

// Upper case at even numbers with lower case behind it, or at odd ones.
constexpr uint32_t LowerOfPair(uint32_t point, uint32_t upper_is_odd) {
  return (point & 1) == upper_is_odd ? point + 1 : point;
}

// Simple lower case; a letter whose lower case needs more bytes keeps its own.
constexpr uint32_t Lower(uint32_t point) {
  if (point < 0x100) return point >= 0xc0 && point <= 0xde && point != 0xd7 ? point + 32 : point;
  if (point < 0x180) {  // Latin Extended-A
    if (point == 0x130) return 'i';
    if (point == 0x178) return 0xff;
    if (point == 0x17f) return 's';
    if (point >= 0x139 && point <= 0x148) return LowerOfPair(point, 1);
    if (point >= 0x179 && point <= 0x17e) return LowerOfPair(point, 1);
    if (point == 0x131 || point == 0x138 || point == 0x149) return point;
    return LowerOfPair(point, 0);
  }
  if (point < 0x250) {  // Latin Extended-B: the regular pairs
    if (point == 0x1a0 || point == 0x1a2 || point == 0x1a4 || point == 0x1af) return point + 1;
    if (point >= 0x1cd && point <= 0x1dc) return LowerOfPair(point, 1);
    if (point >= 0x1de && point <= 0x1ef) return LowerOfPair(point, 0);
    if (point >= 0x1f8 && point <= 0x21f) return LowerOfPair(point, 0);
    if (point >= 0x222 && point <= 0x233) return LowerOfPair(point, 0);
    return point;
  }
  if (point >= 0x370 && point < 0x400) {  // Greek
    if (point == 0x386) return 0x3ac;
    if (point >= 0x388 && point <= 0x38a) return point + 37;
    if (point == 0x38c) return 0x3cc;
    if (point == 0x38e || point == 0x38f) return point + 63;
    if (point >= 0x391 && point <= 0x3ab && point != 0x3a2) return point + 32;
    if (point == 0x3c2) return 0x3c3;  // the sigma at the end of a word
    return point;
  }
  if (point >= 0x400 && point < 0x530) {  // Cyrillic
    if (point <= 0x40f) return point + 80;
    if (point <= 0x42f) return point + 32;
    if (point <= 0x45f) return point;
    if (point <= 0x481) return LowerOfPair(point, 0);
    if (point >= 0x48a && point <= 0x4bf) return LowerOfPair(point, 0);
    if (point == 0x4c0) return 0x4cf;
    if (point >= 0x4c1 && point <= 0x4ce) return LowerOfPair(point, 1);
    if (point >= 0x4d0) return LowerOfPair(point, 0);
    return point;
  }
  if (point >= 0x531 && point <= 0x556) return point + 48;  // Armenian
  if (point >= 0x1e00 && point <= 0x1eff) {                 // Latin Extended Additional
    if (point == 0x1e9e) return 0xdf;
    if (point >= 0x1e96 && point <= 0x1e9f) return point;
    return LowerOfPair(point, 0);
  }
  if (point >= 0xff10 && point <= 0xff5a) {  // full-width
    const uint32_t ascii = point - 0xfee0;
    return ascii >= 'A' && ascii <= 'Z' ? ascii + 32 : ascii;
  }
  return point;
}

// The bytes of the character at `in`, and the character; 0: not UTF-8.
size_t Decode(const char* in, size_t size, uint32_t& point) {
  const auto byte = [&](size_t i) { return static_cast<uint32_t>(static_cast<uint8_t>(in[i])); };
  const auto follows = [&](size_t i) { return i < size && (byte(i) & 0xc0) == 0x80; };
  const uint32_t first = byte(0);
  if (first >= 0xc2 && first <= 0xdf && follows(1)) {
    point = (first & 0x1f) << 6 | (byte(1) & 0x3f);
    return 2;
  }
  if (first >= 0xe0 && first <= 0xef && follows(1) && follows(2)) {
    point = (first & 0x0f) << 12 | (byte(1) & 0x3f) << 6 | (byte(2) & 0x3f);
    return point >= 0x800 && (point < 0xd800 || point > 0xdfff) ? 3 : 0;
  }
  if (first >= 0xf0 && first <= 0xf4 && follows(1) && follows(2) && follows(3)) {
    point =
        (first & 0x07) << 18 | (byte(1) & 0x3f) << 12 | (byte(2) & 0x3f) << 6 | (byte(3) & 0x3f);
    return point >= 0x10000 && point <= 0x10ffff ? 4 : 0;
  }
  return 0;
}

void Encode(uint32_t point, char*& to) {
  const auto put = [&](uint32_t byte) { *to++ = static_cast<char>(byte); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xc0 | point >> 6);
    put(0x80 | (point & 0x3f));
  } else if (point < 0x10000) {
    put(0xe0 | point >> 12);
    put(0x80 | (point >> 6 & 0x3f));
    put(0x80 | (point & 0x3f));
  } else {
    put(0xf0 | point >> 18);
    put(0x80 | (point >> 12 & 0x3f));
    put(0x80 | (point >> 6 & 0x3f));
    put(0x80 | (point & 0x3f));
  }
}

constexpr auto kTwoBytes = [] {
  std::array<uint16_t, kTwoByteCharacters> folded{};
  for (uint32_t point = 0x80; point < kTwoByteCharacters; ++point) {
    folded[point] = IsIn(kSpaces, point)    ? uint16_t{' '}
                    : IsIn(kNothing, point) ? uint16_t{0}
                                            : static_cast<uint16_t>(Lower(point));
  }
  return folded;
}();
static_assert(kAlone[0].first >= kTwoByteCharacters);

}  // namespace

constinit const std::array<uint16_t, kTwoByteCharacters> kFoldedTwoBytes = kTwoBytes;

size_t FoldCharacter(const char* in, size_t size, char*& to) {
  uint32_t point = 0;
  const size_t bytes = Decode(in, size, point);
  if (bytes == 0) {
    *to++ = *in;
    return 1;
  }
  if (bytes == 2) {
    if (kTwoBytes[point] != 0) Encode(kTwoBytes[point], to);
  } else if (IsIn(kSpaces, point)) {
    *to++ = ' ';
  } else if (IsIn(kNothing, point)) {
    return bytes;
  } else if (IsIn(kAlone, point)) {
    // The shortest of them has three bytes, so that three become five at most.
    *to++ = ' ';
    Encode(point, to);
    *to++ = ' ';
  } else {
    Encode(Lower(point), to);
  }
  return bytes;
}

}  // namespace aegis::dedup
