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

template <class Mask>
HWY_INLINE void Put(Mask mask, size_t at, uint64_t& to) {
  const Tag tag;
  uint64_t bits = 0;
  hn::StoreMaskBits(tag, mask, reinterpret_cast<uint8_t*>(&bits));
  to |= bits << at;
}

// Unsigned comparison, which not every instruction set has.
template <class Vector>
HWY_INLINE auto AtMost(Vector v, uint8_t bound) {
  const Tag tag;
  return hn::Eq(hn::Min(v, hn::Set(tag, bound)), v);
}

HWY_INLINE void ClassifyBlock(const uint8_t* HWY_RESTRICT bytes, BlockMasks& to) {
  const Tag tag;
  const size_t lanes = hn::Lanes(tag);
  BlockMasks m{};
  for (size_t i = 0; i < kBlockBytes; i += lanes) {
    const auto v = hn::LoadU(tag, bytes + i);
    // Unsigned wrap-around makes each range one comparison.
    const auto digit = AtMost(hn::Sub(v, hn::Set(tag, '0')), 9);
    const auto folded = hn::Or(v, hn::Set(tag, 0x20));
    const auto alpha = AtMost(hn::Sub(folded, hn::Set(tag, 'a')), 25);
    Put(digit, i, m.digit);
    Put(alpha, i, m.alpha);
    Put(hn::Eq(v, hn::Set(tag, '@')), i, m.at);
    Put(hn::Eq(v, hn::Set(tag, ':')), i, m.colon);
    Put(hn::Eq(v, hn::Set(tag, '-')), i, m.dash);
    Put(hn::Eq(v, hn::Set(tag, '.')), i, m.dot);
  }
  to = m;
}

void Classify(const uint8_t* bytes, size_t size, BlockMasks* masks) {
  size_t at = 0;
  for (; at + kBlockBytes <= size; at += kBlockBytes) ClassifyBlock(bytes + at, *masks++);
  if (at < size) {
    uint8_t rest[kBlockBytes] = {};
    std::memcpy(rest, bytes + at, size - at);
    ClassifyBlock(rest, *masks);
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

void ClassifyBlocks(std::string_view text, BlockMasks* masks) {
  HWY_DYNAMIC_DISPATCH(Classify)
  (reinterpret_cast<const uint8_t*>(text.data()), text.size(), masks);
}

const char* ShapesTarget() { return HWY_DYNAMIC_DISPATCH(TargetName)(); }

}  // namespace aegis::detect
#endif
