#include "src/detect/label_ends.h"

#include <bit>
#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "src/detect/label_ends.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#ifndef AEGIS_LABEL_ENDS_TABLES  // once, however many targets
#define AEGIS_LABEL_ENDS_TABLES
namespace aegis::detect {

// What a byte behind a word, or in front of small letters, asks for. A byte each: looked up for
// every word.
enum : uint8_t { kAsksNext = 1, kIsUpper = 2, kIsBeyondAscii = 4 };
inline constexpr std::array<uint8_t, 256> kEndClasses = [] {
  std::array<uint8_t, 256> classes{};
  for (unsigned char c : std::string_view("\"._-")) classes[c] = kAsksNext;
  for (unsigned c = 'A'; c <= 'Z'; ++c) classes[c] = kIsUpper;
  for (unsigned c = 0x80; c < 256; ++c) classes[c] = kIsBeyondAscii;
  return classes;
}();

struct WordHash {
  uint64_t place;
  uint64_t first;  // two bits of 64
  uint64_t second;
};

// Of the last eight bytes of a word, the last of them the highest, or as many as it has.
constexpr WordHash HashOfWord(uint64_t last, size_t size) {
  const uint64_t hash = (last >> (64 - 8 * size)) * 0x9e3779b97f4a7c15u;
  return {hash >> (64 - LabelEnds::kPlaceBits), hash >> 40 & 63, hash >> 34 & 63};
}

constexpr uint8_t EndClass(char c) { return kEndClasses[static_cast<unsigned char>(c)]; }

}  // namespace aegis::detect
#endif

HWY_BEFORE_NAMESPACE();
namespace aegis::detect {
namespace HWY_NAMESPACE {

// No vectors, but the instructions for single bits that come with them.

HWY_INLINE uint64_t EightInFrontOf(const char* end) {
  uint64_t bytes;
  std::memcpy(&bytes, end - sizeof bytes, sizeof bytes);
  if constexpr (std::endian::native == std::endian::big) bytes = __builtin_bswap64(bytes);
  return bytes;
}

// Some label's last word ends at `end`, perhaps, in front of which stand so many small letters.
// Not at the very beginning of a text.
HWY_INLINE bool MayBeLastWord(const LabelEnds::Bits& bits, const char* end, size_t small) {
  constexpr size_t kEight = sizeof(uint64_t);
  if (small == 0) return true;
  uint64_t last = EightInFrontOf(end);
  if (small >= kEight) {
    small = kEight;
  } else if (const uint8_t before = EndClass(end[-static_cast<ptrdiff_t>(small) - 1]);
             (before & (kIsUpper | kIsBeyondAscii)) != 0) {
    // Of a character, a word, or IDs, and the T of HTMLText.
    if (before == kIsBeyondAscii) return true;
    if (EndClass(end[-static_cast<ptrdiff_t>(small) - 2]) == kIsUpper) return true;
    last |= uint64_t{0x20} << (8 * (kEight - 1 - small));
    ++small;
  }
  const WordHash hash = HashOfWord(last, small);
  const uint64_t word = bits[hash.place];
  return ((word >> hash.first) & (word >> hash.second) & 1) != 0;
}

size_t FindLastWords(const LabelEnds::Bits& bits, std::string_view view, const BlockMarks* marks,
                     size_t first, size_t last, uint32_t* ends) {
  // As much is read in front of the end of a plural's word.
  constexpr size_t kBeginning = sizeof(uint64_t) + 2;
  const char* const text = view.data();
  size_t count = 0;
  uint64_t small_before = first == 0 ? 0 : marks[first - 1].small;
  for (size_t block = first; block < last; ++block) {
    const uint64_t small = marks[block].small;
    for (uint64_t left = marks[block].label_ends; left != 0; left &= left - 1) {
      const auto at = static_cast<size_t>(std::countr_zero(left));
      const size_t end = block * kBlockBytes + at;
      if (EndClass(text[end]) == kAsksNext && !MayJoinBehind(view, end)) continue;
      const bool may_be_plural = (text[end - 1] | 0x20) == 's';
      if (end <= kBeginning) {
        ends[count++] = static_cast<uint32_t>(end);
        if (may_be_plural) ends[count++] = static_cast<uint32_t>(end - 1);
        continue;
      }
      const uint64_t before = small << 1 << (63 - at) | small_before >> at;
      const auto letters = static_cast<size_t>(std::countl_one(before));
      ends[count] = static_cast<uint32_t>(end);
      count += MayBeLastWord(bits, text + end, letters);
      if (!may_be_plural) continue;
      ends[count] = static_cast<uint32_t>(end - 1);
      count += MayBeLastWord(bits, text + end - 1, letters == 0 ? 0 : letters - 1);
    }
    small_before = small;
  }
  return count;
}

}  // namespace HWY_NAMESPACE
}  // namespace aegis::detect
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace aegis::detect {

HWY_EXPORT(FindLastWords);

void LabelEnds::Add(std::string_view word) {
  const size_t size = std::min(word.size(), sizeof(uint64_t));
  uint64_t last = 0;
  for (const char c : word.substr(word.size() - size)) {
    last = last >> 8 | uint64_t{static_cast<unsigned char>(c)} << 56;
  }
  const WordHash hash = HashOfWord(last, size);
  bits_[hash.place] |= uint64_t{1} << hash.first | uint64_t{1} << hash.second;
}

size_t LabelEnds::Find(std::string_view text, const BlockMarks* marks, size_t first, size_t last,
                       uint32_t* ends) const {
  return HWY_DYNAMIC_DISPATCH(FindLastWords)(bits_, text, marks, first, last, ends);
}

}  // namespace aegis::detect
#endif
