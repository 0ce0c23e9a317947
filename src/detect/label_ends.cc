#include "src/detect/label_ends.h"

#include <cstring>

#include "src/detect/matchers/assigned.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "src/detect/label_ends.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#ifndef AEGIS_LABEL_ENDS_TABLES  // once, however many targets
#define AEGIS_LABEL_ENDS_TABLES
namespace aegis::detect {

// Pairs of bytes, told by their nibbles: a pair belongs to a set when all four do.
struct PairTables {
  alignas(16) std::array<uint8_t, 16> first_low{};
  alignas(16) std::array<uint8_t, 16> first_high{};
  alignas(16) std::array<uint8_t, 16> second_low{};
  alignas(16) std::array<uint8_t, 16> second_high{};
};

// How the verbs begin that join a label to its value, each first letter a set of its own as long
// as there are eight.
inline constexpr PairTables kVerbPairs = [] {
  PairTables tables;
  std::array<char, 8> firsts{};
  size_t sets = 0;
  for (const JointVerb& verb : kJointVerbs) {
    const auto first = static_cast<unsigned char>(verb.text[0]);
    const auto second = static_cast<unsigned char>(verb.text[1]);
    if (!IsLower(verb.text[0])) continue;
    size_t set = 0;
    while (set < sets && firsts[set] != verb.text[0]) ++set;
    if (set == sets && sets < firsts.size()) firsts[sets++] = verb.text[0];
    const auto bit = static_cast<uint8_t>(1u << std::min(set, firsts.size() - 1));
    tables.first_low[first & 15] |= bit;
    tables.first_high[first >> 4] |= bit;
    tables.second_low[second & 15] |= bit;
    tables.second_high[second >> 4] |= bit;
  }
  return tables;
}();

// What may stand behind a label's last word.
struct ByteTables {
  alignas(16) std::array<uint8_t, 16> low{};
  alignas(16) std::array<uint8_t, 16> high{};
};
inline constexpr ByteTables kBehindLabel = [] {
  ByteTables tables;
  ByteSet set("\t \"#'()*-.:<=>\\]_`|");
  set.AddRange('0', '9');
  set.AddRange('\x80', '\xff');
  // Each high nibble is a set of its own; those with the top bit are one.
  for (unsigned c = 0; c < 256; ++c) {
    if (!set.Has(static_cast<char>(c))) continue;
    const unsigned high = c >> 4;
    const auto bit = static_cast<uint8_t>(high >= 8 ? 0x80 : high == 0 ? 0x40 : 1u << (high - 2));
    tables.high[high] |= bit;
    tables.low[c & 15] |= bit;
  }
  return tables;
}();

}  // namespace aegis::detect
#endif

HWY_BEFORE_NAMESPACE();
namespace aegis::detect {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

struct EndMasks {
  uint64_t letter;
  uint64_t small;  // a small letter
  uint64_t word;   // a letter or digit, or beyond ASCII
  uint64_t joint;  // may stand behind a label
  uint64_t prose;  // a blank and a word that is no verb
  uint64_t dash;
};

#if HWY_TARGET == HWY_SCALAR  // no vectors: the same, byte by byte

bool InPair(uint8_t first, uint8_t second) {
  return (kVerbPairs.first_low[first & 15] & kVerbPairs.first_high[first >> 4] &
          kVerbPairs.second_low[second & 15] & kVerbPairs.second_high[second >> 4]) != 0;
}

EndMasks MasksOf(const uint8_t* bytes) {
  EndMasks masks{};
  for (size_t i = 0; i < kLabelEndsBlock; ++i) {
    const uint8_t c = bytes[i];
    const auto next = static_cast<char>(bytes[i + 1]);
    const bool joint = (kBehindLabel.low[c & 15] & kBehindLabel.high[c >> 4]) != 0;
    const bool prose = c == ' ' && IsLower(next) && !InPair(bytes[i + 1], bytes[i + 2]);
    masks.letter |= uint64_t{IsAlpha(static_cast<char>(c))} << i;
    masks.small |= uint64_t{IsLower(static_cast<char>(c))} << i;
    masks.word |= uint64_t{IsAlnum(static_cast<char>(c)) || c >= 0x80} << i;
    masks.joint |= uint64_t{joint} << i;
    masks.prose |= uint64_t{prose} << i;
    masks.dash |= uint64_t{c == '-'} << i;
  }
  return masks;
}

#else

// Vectors of at most 64 bytes, so that a block is a whole number of them.
using Tag = hn::CappedTag<uint8_t, kLabelEndsBlock>;

// Named unlike the same in other files: not inlined, they would be one function.
template <class Mask>
HWY_INLINE void PutLabelBits(Mask mask, size_t at, uint64_t& to) {
  uint64_t bits = 0;
  hn::StoreMaskBits(Tag(), mask, reinterpret_cast<uint8_t*>(&bits));
  to |= bits << at;
}

template <class Vector>
HWY_INLINE auto IsFrom(Vector v, uint8_t first, uint8_t count) {
  const Tag tag;
  const auto offset = hn::Sub(v, hn::Set(tag, first));
  return hn::Eq(hn::Min(offset, hn::Set(tag, static_cast<uint8_t>(count - 1))), offset);
}

template <class Vector>
HWY_INLINE Vector SetsOf(Vector v, const std::array<uint8_t, 16>& by_low,
                         const std::array<uint8_t, 16>& by_high) {
  const Tag tag;
  const hn::Repartition<uint32_t, Tag> wide;
  const auto nibble = hn::Set(tag, 0x0f);
  const auto high = hn::And(hn::BitCast(tag, hn::ShiftRight<4>(hn::BitCast(wide, v))), nibble);
  return hn::And(hn::TableLookupBytes(hn::LoadDup128(tag, by_low.data()), hn::And(v, nibble)),
                 hn::TableLookupBytes(hn::LoadDup128(tag, by_high.data()), high));
}

HWY_INLINE EndMasks MasksOf(const uint8_t* HWY_RESTRICT bytes) {
  const Tag tag;
  EndMasks masks{};
  for (size_t i = 0; i < kLabelEndsBlock; i += hn::Lanes(tag)) {
    const auto v = hn::LoadU(tag, bytes + i);
    const auto next = hn::LoadU(tag, bytes + i + 1);
    const auto third = hn::LoadU(tag, bytes + i + 2);
    const auto zero = hn::Zero(tag);
    const auto verb = hn::And(SetsOf(next, kVerbPairs.first_low, kVerbPairs.first_high),
                              SetsOf(third, kVerbPairs.second_low, kVerbPairs.second_high));
    const auto no_verb = hn::And(IsFrom(next, 'a', 26), hn::Eq(verb, zero));
    const auto letter = IsFrom(hn::Or(v, hn::Set(tag, 0x20)), 'a', 26);
    const auto beyond = hn::Eq(hn::And(v, hn::Set(tag, 0x80)), hn::Set(tag, 0x80));
    PutLabelBits(letter, i, masks.letter);
    PutLabelBits(IsFrom(v, 'a', 26), i, masks.small);
    PutLabelBits(hn::Or(letter, hn::Or(beyond, IsFrom(v, '0', 10))), i, masks.word);
    PutLabelBits(hn::Ne(SetsOf(v, kBehindLabel.low, kBehindLabel.high), zero), i, masks.joint);
    PutLabelBits(hn::And(hn::Eq(v, hn::Set(tag, ' ')), no_verb), i, masks.prose);
    PutLabelBits(hn::Eq(v, hn::Set(tag, '-')), i, masks.dash);
  }
  return masks;
}

#endif

HWY_INLINE LabelEndsBlock EndsOf(const uint8_t* HWY_RESTRICT bytes, LabelEndsState& state) {
  const EndMasks masks = MasksOf(bytes);
  const uint64_t behind_letter = masks.letter << 1 | uint64_t{state.letter};
  const uint64_t behind_two = masks.word << 2 | state.words;
  // The name of an option, --name, is followed by its value, whatever that is. A name reaches at
  // most into the next block.
  uint64_t prose = state.option ? 0 : masks.prose;
  const uint64_t dashes = masks.dash & ~behind_letter;
  if (dashes != 0) prose &= (dashes & -dashes) - 1;
  state.option = dashes != 0;
  state.letter = masks.letter >> 63 != 0;
  state.words = masks.word >> 62;
  return {behind_letter & behind_two & ~masks.letter & masks.joint & ~prose, masks.small};
}

void LookForEnds(const uint8_t* bytes, size_t with_behind, size_t size, LabelEndsState& state,
                 LabelEndsBlock* blocks) {
  constexpr size_t kBlock = kLabelEndsBlock;
  constexpr size_t kBehind = 2;
  size_t at = 0;
  for (; at + kBlock + kBehind <= with_behind && at < size; at += kBlock) {
    *blocks++ = EndsOf(bytes + at, state);
  }
  if (at >= size) return;
  // At most a block and what is looked at behind it.
  uint8_t rest[3 * kBlock] = {};
  std::memcpy(rest, bytes + at, with_behind - at);
  for (const size_t first = at; at < size; at += kBlock)
    *blocks++ = EndsOf(rest + at - first, state);
}

}  // namespace HWY_NAMESPACE
}  // namespace aegis::detect
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace aegis::detect {

HWY_EXPORT(LookForEnds);

void FindLabelEnds(std::string_view text, size_t size, LabelEndsState& state,
                   LabelEndsBlock* blocks) {
  HWY_DYNAMIC_DISPATCH(LookForEnds)
  (reinterpret_cast<const uint8_t*>(text.data()), text.size(), size, state, blocks);
}

}  // namespace aegis::detect
#endif
