#include "src/detect/shapes.h"

#include <cstring>

#include "src/detect/matchers/assigned.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "src/detect/shapes.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#ifndef AEGIS_SHAPES_TABLES  // once, however many targets
#define AEGIS_SHAPES_TABLES
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

// Vectors of at most 64 bytes, so that a block is a whole number of them.
using Tag = hn::CappedTag<uint8_t, kBlockBytes>;

// The bits of the lanes from `at` on.
template <class Mask>
HWY_INLINE void Put(Mask mask, size_t at, uint64_t& to) {
  const Tag tag;
  if (hn::Lanes(tag) % 8 == 0) {
    hn::StoreMaskBits(tag, mask, reinterpret_cast<uint8_t*>(&to) + at / 8);
    return;
  }
  uint64_t bits = 0;
  hn::StoreMaskBits(tag, mask, reinterpret_cast<uint8_t*>(&bits));
  to = (at == 0 ? 0 : to) | bits << at;
}

// Unsigned comparison, which not every instruction set has.
template <class Vector>
HWY_INLINE auto AtMost(Vector v, uint8_t bound) {
  const Tag tag;
  return hn::Eq(hn::Min(v, hn::Set(tag, bound)), v);
}

// One of LF % & ( = @ [ \ _
template <class Vector>
HWY_INLINE auto IsOpener(Vector v) {
  const Tag tag;
#if HWY_TARGET == HWY_SCALAR
  auto any = hn::Eq(v, hn::Set(tag, '\n'));
  for (const char c : {'%', '&', '(', '=', '@', '[', '\\', '_'}) {
    any = hn::Or(any, hn::Eq(v, hn::Set(tag, static_cast<uint8_t>(c))));
  }
  return any;
#else
  // No two of them have the same low half: that says which one it could be.
  alignas(16) static constexpr uint8_t kByLowHalf[16] = {'@', 0, 0,    0,   0,    '%', '&', 0,
                                                         '(', 0, '\n', '[', '\\', '=', 0,   '_'};
  const auto low = hn::And(v, hn::Set(tag, 0x0f));
  return hn::Eq(hn::TableLookupBytes(hn::LoadDup128(tag, kByLowHalf), low), v);
#endif
}

// How far beyond a block its classification reads.
constexpr size_t kAhead = 2;

// What label ends are told from, besides the masks of the walk.
struct EndMasks {
  uint64_t joint;  // may stand behind a label
  uint64_t prose;  // a blank and a word that is no verb
  uint64_t dash;
  uint64_t beyond;  // beyond ASCII
};

#if HWY_TARGET == HWY_SCALAR  // no vectors of many bytes: the same, byte by byte

void FindJointAndProse(const uint8_t* bytes, EndMasks& to) {
  const auto in_pair = [](uint8_t first, uint8_t second) {
    return (kVerbPairs.first_low[first & 15] & kVerbPairs.first_high[first >> 4] &
            kVerbPairs.second_low[second & 15] & kVerbPairs.second_high[second >> 4]) != 0;
  };
  to.joint = to.prose = 0;
  for (size_t i = 0; i < kBlockBytes; ++i) {
    const uint8_t c = bytes[i];
    const bool joint = (kBehindLabel.low[c & 15] & kBehindLabel.high[c >> 4]) != 0;
    const bool prose = c == ' ' && IsLower(static_cast<char>(bytes[i + 1])) &&
                       !in_pair(bytes[i + 1], bytes[i + 2]);
    to.joint |= uint64_t{joint} << i;
    to.prose |= uint64_t{prose} << i;
  }
}

#else

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

#endif

HWY_INLINE uint64_t LabelEnds(const BlockMasks& masks, const EndMasks& ends, BlockState& state) {
  const uint64_t word = masks.alpha | masks.digit | ends.beyond;
  const uint64_t behind_letter = masks.alpha << 1 | state.behind_letter;
  const uint64_t behind_two = word << 2 | state.behind_two;
  // The name of an option, --name, is followed by its value, whatever that is. A name reaches at
  // most into the next block.
  uint64_t prose = state.option ? 0 : ends.prose;
  const uint64_t dashes = ends.dash & ~behind_letter;
  if (dashes != 0) prose &= (dashes & -dashes) - 1;
  state.option = dashes != 0;
  state.behind_letter = masks.alpha >> 63;
  state.behind_two = word >> 62;
  return behind_letter & behind_two & ~masks.alpha & ends.joint & ~prose;
}

HWY_INLINE void ClassifyBlock(const uint8_t* HWY_RESTRICT bytes, BlockState& state, BlockMasks& to,
                              BlockMarks& marks) {
  const Tag tag;
  const hn::RebindToSigned<Tag> sign_tag;
  const size_t lanes = hn::Lanes(tag);
  EndMasks ends;
  for (size_t i = 0; i < kBlockBytes; i += lanes) {
    const auto v = hn::LoadU(tag, bytes + i);
    const auto is = [&](char c)
                        HWY_ATTR { return hn::Eq(v, hn::Set(tag, static_cast<uint8_t>(c))); };
    const auto lower = hn::Set(tag, 0x20);
    // Unsigned wrap-around makes each range one comparison.
    Put(AtMost(hn::Sub(v, hn::Set(tag, '0')), 9), i, to.digit);
    Put(AtMost(hn::Sub(hn::Or(v, lower), hn::Set(tag, 'a')), 25), i, to.alpha);
    Put(AtMost(hn::Sub(v, hn::Set(tag, 'a')), 25), i, marks.small);
    const auto at = is('@');
    Put(at, i, to.at);
    Put(is(':'), i, to.colon);
    const auto dash = is('-');
    Put(dash, i, ends.dash);
    Put(hn::Or(dash, is('.')), i, to.joint);

    const auto beyond_ascii =
        hn::RebindMask(tag, hn::Lt(hn::BitCast(sign_tag, v), hn::Zero(sign_tag)));
    Put(beyond_ascii, i, ends.beyond);
    const auto next = hn::LoadU(tag, bytes + i + 1);
    const auto third = hn::LoadU(tag, bytes + i + 2);
    const auto a = hn::Eq(hn::Or(next, lower), hn::Set(tag, 'a'));
    const auto t = hn::Eq(hn::Or(third, lower), hn::Set(tag, 't'));
    const auto blank = is(' ');
    const auto word_at = hn::And(blank, hn::And(a, t));
    Put(hn::Or(hn::Or(IsOpener(v), is('\r')), hn::Or(beyond_ascii, word_at)), i, marks.fold);
#if HWY_TARGET != HWY_SCALAR
    const auto zero = hn::Zero(tag);
    const auto verb = hn::And(SetsOf(next, kVerbPairs.first_low, kVerbPairs.first_high),
                              SetsOf(third, kVerbPairs.second_low, kVerbPairs.second_high));
    const auto small_next = AtMost(hn::Sub(next, hn::Set(tag, 'a')), 25);
    Put(hn::And(hn::And(blank, small_next), hn::Eq(verb, zero)), i, ends.prose);
    Put(hn::Ne(SetsOf(v, kBehindLabel.low, kBehindLabel.high), zero), i, ends.joint);
#endif
  }
#if HWY_TARGET == HWY_SCALAR
  FindJointAndProse(bytes, ends);
#endif
  marks.label_ends = LabelEnds(to, ends, state);
}

void Classify(const uint8_t* bytes, size_t with_behind, size_t size, BlockState& state,
              BlockMasks* masks, BlockMarks* marks) {
  BlockState own = state;
  size_t at = 0;
  for (; at < size && at + kBlockBytes + kAhead <= with_behind; at += kBlockBytes) {
    ClassifyBlock(bytes + at, own, *masks++, *marks++);
  }
  if (at < size) {
    // At most a block and what is looked at behind it.
    uint8_t rest[2 * kBlockBytes + kAhead] = {};
    std::memcpy(rest, bytes + at, with_behind - at);
    for (size_t i = 0; at + i < size; i += kBlockBytes) {
      ClassifyBlock(rest + i, own, *masks++, *marks++);
    }
  }
  state = own;
}

const char* TargetName() { return hwy::TargetName(HWY_TARGET); }

}  // namespace HWY_NAMESPACE
}  // namespace aegis::detect
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace aegis::detect {

HWY_EXPORT(Classify);
HWY_EXPORT(TargetName);

void ClassifyBlocks(std::string_view text, size_t size, BlockState& state, BlockMasks* masks,
                    BlockMarks* marks) {
  HWY_DYNAMIC_DISPATCH(Classify)
  (reinterpret_cast<const uint8_t*>(text.data()), text.size(), size, state, masks, marks);
}

const char* ShapesTarget() { return HWY_DYNAMIC_DISPATCH(TargetName)(); }

}  // namespace aegis::detect
#endif
