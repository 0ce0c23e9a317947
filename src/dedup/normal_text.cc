#include "src/dedup/normal_text.h"

#include <bit>
#include <cstring>

#include "src/base/limits.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "src/dedup/normal_text.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace aegis::dedup {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// Vectors of at most 64 bytes, so that the words' masks are whole numbers of them.
using FoldTag = hn::CappedTag<uint8_t, 64>;

HWY_INLINE char FoldAscii(char c) {
  const auto byte = static_cast<uint8_t>(c);
  const auto lower = static_cast<uint8_t>(byte | 0x20);
  if (static_cast<uint8_t>(lower - 'a') <= 25) return static_cast<char>(lower);
  return static_cast<uint8_t>(byte - '0') <= 9 ? c : ' ';
}

HWY_INLINE bool IsFollowing(char c) { return (static_cast<uint8_t>(c) & 0xc0) == 0x80; }

// May write a byte more than counts.
HWY_INLINE char* FoldTwoBytes(uint32_t character, char* out) {
  const uint32_t folded = kFoldedTwoBytes[character];
  if (folded >= 0x80) {
    out[0] = static_cast<char>(0xc0 | folded >> 6);
    out[1] = static_cast<char>(0x80 | (folded & 0x3f));
    return out + 2;
  }
  out[0] = static_cast<char>(folded);
  return out + (folded != 0 ? 1 : 0);
}

// Writes whole vectors: up to 63 bytes behind what counts. Returns the bytes that count.
size_t FoldText(const char* text, size_t size, char* const to) {
  const FoldTag tag;
  const hn::RebindToSigned<FoldTag> sign_tag;
  const size_t lanes = hn::Lanes(tag);
  char* out = to;
  size_t at = 0;
  while (at < size) {
    if (at + lanes <= size) {
      const auto v = hn::LoadU(tag, reinterpret_cast<const uint8_t*>(text + at));
      const auto lower = hn::Or(v, hn::Set(tag, 0x20));
      // Unsigned wrap-around makes each range one comparison; the same letter is its own minimum.
      const auto from_a = hn::Sub(lower, hn::Set(tag, 'a'));
      const auto from_0 = hn::Sub(v, hn::Set(tag, '0'));
      const auto letter = hn::Eq(hn::Min(from_a, hn::Set(tag, 25)), from_a);
      const auto digit = hn::Eq(hn::Min(from_0, hn::Set(tag, 9)), from_0);
      // A digit has the bit of lower case already.
      const auto kept = hn::IfThenElse(hn::Or(letter, digit), lower, hn::Set(tag, ' '));
      hn::StoreU(kept, tag, reinterpret_cast<uint8_t*>(out));
      const auto beyond = hn::Lt(hn::BitCast(sign_tag, v), hn::Zero(sign_tag));
      const intptr_t ascii = hn::FindFirstTrue(sign_tag, beyond);
      if (ascii < 0) {
        at += lanes;
        out += lanes;
        continue;
      }
      at += static_cast<size_t>(ascii);
      out += ascii;
    }
    // A character beyond ASCII, or the last bytes. Those after it are mostly like it, with one
    // space between.
    const bool is_last = at + lanes > size;
    do {
      const auto first = static_cast<uint8_t>(text[at]);
      if (first < 0x80) {
        *out++ = FoldAscii(text[at++]);
      } else if (first >= 0xc2 && first <= 0xdf && at + 1 < size && IsFollowing(text[at + 1])) {
        out = FoldTwoBytes(static_cast<uint32_t>(first & 0x1f) << 6 | (text[at + 1] & 0x3f), out);
        at += 2;
      } else {
        at += FoldCharacter(text + at, size - at, out);
      }
    } while (at < size && (is_last || static_cast<int8_t>(text[at]) < 0 ||
                           (at + 1 < size && static_cast<int8_t>(text[at + 1]) < 0)));
  }
  return static_cast<size_t>(out - to);
}

// Where words begin and end, in turns. `bytes` is padded with spaces to whole blocks of 64 and one
// space at least, so that every word ends.
size_t FindEdges(const char* bytes, size_t size, uint32_t* const edges) {
  const FoldTag tag;
  const size_t lanes = hn::Lanes(tag);
  uint32_t* out = edges;
  uint64_t before = 0;
  for (size_t at = 0; at <= size; at += 64) {
    uint64_t spaces = 0;
    for (size_t i = 0; i < 64; i += lanes) {
      const auto v = hn::LoadU(tag, reinterpret_cast<const uint8_t*>(bytes + at + i));
      const auto mask = hn::Eq(v, hn::Set(tag, ' '));
      uint64_t bits = 0;
      hn::StoreMaskBits(tag, mask, reinterpret_cast<uint8_t*>(&bits));
      spaces |= bits << i;
    }
    const uint64_t letters = ~spaces;
    uint64_t changes = letters ^ (letters << 1 | before);
    before = letters >> 63;
    while (changes != 0) {
      *out++ = static_cast<uint32_t>(at) + static_cast<uint32_t>(std::countr_zero(changes));
      changes &= changes - 1;
    }
  }
  return static_cast<size_t>(out - edges);
}

const char* FoldTargetName() { return hwy::TargetName(HWY_TARGET); }

}  // namespace HWY_NAMESPACE
}  // namespace aegis::dedup
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace aegis::dedup {

HWY_EXPORT(FoldText);
HWY_EXPORT(FindEdges);
HWY_EXPORT(FoldTargetName);

const char* NormalTextTarget() { return HWY_DYNAMIC_DISPATCH(FoldTargetName)(); }

namespace {

// A text above this is rare, and its memory is not kept.
constexpr size_t kKeptTextBytes = size_t{256} << 10;
// Edges are numbers of 32 bits, of a text that may have grown to twice its bytes.
static_assert(limits::kMaxRecordBytes < size_t{1} << 31);

}  // namespace

void NormalText::Reserve(size_t text_bytes) {
  const bool fits = bytes_ != nullptr && text_bytes <= text_capacity_;
  if (fits && (text_capacity_ <= kKeptTextBytes || text_bytes > kKeptTextBytes)) return;
  const size_t capacity =
      text_bytes > kKeptTextBytes ? text_bytes : std::bit_ceil(text_bytes + 1024);
  // Three bytes become five at most; vectors and blocks may run over the end.
  const size_t folded = 2 * capacity + 4 * kPadding;
  bytes_ = std::make_unique_for_overwrite<char[]>(folded);
  // A word and the space behind it are two bytes and two edges.
  edges_ = std::make_unique_for_overwrite<uint32_t[]>(folded + 2);
  text_capacity_ = capacity;
}

void NormalText::Set(std::string_view text) {
  Reserve(text.size());
  const size_t size = HWY_DYNAMIC_DISPATCH(FoldText)(text.data(), text.size(), bytes_.get());
  std::memset(bytes_.get() + size, ' ', 2 * kPadding);
  const size_t edges = HWY_DYNAMIC_DISPATCH(FindEdges)(bytes_.get(), size, edges_.get());
  words_ = edges / 2;
  letters_ = 0;
  for (size_t i = 0; i < words_; ++i) letters_ += edges_[2 * i + 1] - edges_[2 * i];
}

std::string NormalText::Joined() const {
  std::string joined;
  for (size_t i = 0; i < words_; ++i) {
    if (i != 0) joined += ' ';
    joined += word(i);
  }
  return joined;
}

}  // namespace aegis::dedup
#endif
