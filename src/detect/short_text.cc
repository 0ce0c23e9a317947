#include "src/detect/short_text.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "src/detect/short_text.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace aegis::detect {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using ShortTextTag = hn::CappedTag<uint8_t, 64>;

// Unsigned wrap-around makes each range one comparison.
template <class Vector>
HWY_INLINE auto IsInRange(Vector v, char first, uint8_t last_offset) {
  const ShortTextTag tag;
  const auto offset = hn::Sub(v, hn::Set(tag, static_cast<uint8_t>(first)));
  return hn::Eq(hn::Min(offset, hn::Set(tag, last_offset)), offset);
}

template <class IsMember>
HWY_INLINE void PutBits(IsMember mask, size_t at, ShortText::Mask& to) {
  const ShortTextTag tag;
  uint64_t bits = 0;
  hn::StoreMaskBits(tag, mask, reinterpret_cast<uint8_t*>(&bits));
  to[at / 64] |= bits << (at % 64);
}

// Reads whole vectors: up to 63 bytes more.
void ClassifyShortText(const char* text, size_t size, ShortText::Classes& to) {
  const ShortTextTag tag;
  const auto* bytes = reinterpret_cast<const uint8_t*>(text);
  auto all = hn::Zero(tag);
  for (size_t at = 0; at < size; at += hn::Lanes(tag)) {
    const auto v = hn::LoadU(tag, bytes + at);
    all = hn::Or(all, v);
    PutBits(IsInRange(v, 'a', 25), at, to.lower);
    PutBits(IsInRange(v, 'A', 25), at, to.upper);
    PutBits(IsInRange(v, '0', 9), at, to.digit);
    PutBits(hn::Eq(v, hn::Set(tag, 's')), at, to.small_s);
  }
  to.ascii = hn::AllTrue(tag, hn::Eq(hn::Min(all, hn::Set(tag, 0x7f)), all));
}

}  // namespace HWY_NAMESPACE
}  // namespace aegis::detect
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace aegis::detect {
namespace {

HWY_EXPORT(ClassifyShortText);

using Mask = ShortText::Mask;

// Bit i of the result is the bit before bit i, or so many behind it.
uint64_t Before(const Mask& mask, size_t block) {
  return mask[block] << 1 | (block > 0 ? mask[block - 1] >> 63 : 0);
}
uint64_t Behind(const Mask& mask, size_t block, unsigned by) {
  return mask[block] >> by | (block + 1 < mask.size() ? mask[block + 1] << (64 - by) : 0);
}

}  // namespace

bool ShortText::Read(std::string_view text) {
  if (text.size() > kMostBytes) return false;
  std::memcpy(bytes_.data(), text.data(), text.size());
  std::memset(bytes_.data() + text.size(), 0, bytes_.size() - kMostBytes);
  Classes is;
  HWY_DYNAMIC_DISPATCH(ClassifyShortText)(bytes_.data(), text.size(), is);
  if (!is.ascii) return false;
  size_ = text.size();
  for (size_t i = 0; i < kBlocks; ++i) alnum_[i] = is.lower[i] | is.upper[i] | is.digit[i];
  for (size_t i = 0; i < kBlocks; ++i) {
    const uint64_t turns = Before(is.digit, i) ^ is.digit[i];
    const uint64_t humps = is.upper[i] & Before(is.lower, i);
    // HTMLText: the last capital begins the next word. But IDs are one.
    const uint64_t plurals = Behind(is.small_s, i, 1) & ~Behind(alnum_, i, 2);
    const uint64_t last_capitals =
        is.upper[i] & Before(is.upper, i) & Behind(is.lower, i, 1) & ~plurals;
    starts_[i] = alnum_[i] & (~Before(alnum_, i) | turns | humps | last_capitals);
    bounds_[i] = starts_[i] | ~alnum_[i];
  }
  return true;
}

}  // namespace aegis::detect
#endif
