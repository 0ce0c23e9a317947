#include "src/detect/shapes.h"

#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "src/detect/shapes.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

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

HWY_INLINE void ClassifyBlock(const uint8_t* HWY_RESTRICT bytes, BlockMasks& to,
                              uint64_t& fold_marks) {
  const Tag tag;
  const hn::RebindToSigned<Tag> sign_tag;
  const size_t lanes = hn::Lanes(tag);
  for (size_t i = 0; i < kBlockBytes; i += lanes) {
    const auto v = hn::LoadU(tag, bytes + i);
    const auto is = [&](char c)
                        HWY_ATTR { return hn::Eq(v, hn::Set(tag, static_cast<uint8_t>(c))); };
    const auto lower = hn::Set(tag, 0x20);
    // Unsigned wrap-around makes each range one comparison.
    Put(AtMost(hn::Sub(v, hn::Set(tag, '0')), 9), i, to.digit);
    Put(AtMost(hn::Sub(hn::Or(v, lower), hn::Set(tag, 'a')), 25), i, to.alpha);
    const auto at = is('@');
    Put(at, i, to.at);
    Put(is(':'), i, to.colon);
    Put(hn::Or(is('-'), is('.')), i, to.joint);

    const auto beyond_ascii =
        hn::RebindMask(tag, hn::Lt(hn::BitCast(sign_tag, v), hn::Zero(sign_tag)));
    const auto a = hn::Eq(hn::Or(hn::LoadU(tag, bytes + i + 1), lower), hn::Set(tag, 'a'));
    const auto t = hn::Eq(hn::Or(hn::LoadU(tag, bytes + i + 2), lower), hn::Set(tag, 't'));
    const auto word_at = hn::And(is(' '), hn::And(a, t));
    Put(hn::Or(hn::Or(IsOpener(v), is('\r')), hn::Or(beyond_ascii, word_at)), i, fold_marks);
  }
}

void Classify(const uint8_t* bytes, size_t size, BlockMasks* masks, uint64_t* fold_marks) {
  size_t at = 0;
  for (; at + kBlockBytes + kAhead <= size; at += kBlockBytes) {
    ClassifyBlock(bytes + at, *masks++, *fold_marks++);
  }
  if (at == size) return;
  uint8_t rest[2 * kBlockBytes + kAhead] = {};
  std::memcpy(rest, bytes + at, size - at);
  for (size_t i = 0; at + i < size; i += kBlockBytes) {
    ClassifyBlock(rest + i, *masks++, *fold_marks++);
  }
}

const char* TargetName() { return hwy::TargetName(HWY_TARGET); }

}  // namespace HWY_NAMESPACE
}  // namespace aegis::detect
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace aegis::detect {

HWY_EXPORT(Classify);
HWY_EXPORT(TargetName);

void ClassifyBlocks(std::string_view text, BlockMasks* masks, uint64_t* fold_marks) {
  HWY_DYNAMIC_DISPATCH(Classify)
  (reinterpret_cast<const uint8_t*>(text.data()), text.size(), masks, fold_marks);
}

const char* ShapesTarget() { return HWY_DYNAMIC_DISPATCH(TargetName)(); }

}  // namespace aegis::detect
#endif
