#include "src/detect/literal_filter.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <map>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "src/detect/literal_filter.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace aegis::detect {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET == HWY_SCALAR  // no vectors: the same, byte by byte

void FoldAll(const uint8_t* bytes, size_t size, uint8_t* folded) {
  for (size_t i = 0; i < size; ++i) {
    folded[i] = static_cast<uint8_t>((bytes[i] & 0x1f) | ((bytes[i] >> 1) & 0x20));
  }
}

uint64_t Longer(const uint32_t* rows, const uint8_t* folded) {
  uint64_t mask = 0;
  for (size_t i = 0; i < LiteralFilter::kBlock; ++i) {
    const uint8_t* four = folded + i;
    const uint32_t three =
        uint32_t{four[0]} << 8 | uint32_t{four[1]} << 16 | uint32_t{four[2]} << 24;
    const uint32_t row = rows[three * LiteralFilter::kHash >> (32 - LiteralFilter::kRowBits)];
    mask |= uint64_t{row << (four[3] & 31) >> 31} << i;
  }
  return mask;
}

uint64_t Shorter(const LiteralFilter::Tables& t, const uint8_t* bytes) {
  uint64_t mask = 0;
  for (size_t i = 0; i < LiteralFilter::kBlock; ++i) {
    int sets = 0xff;
    for (size_t k = 0; k < t.places.size(); ++k) {
      sets &= t.places[k].low[bytes[i + k] & 15] & t.places[k].high[bytes[i + k] >> 4];
    }
    mask |= uint64_t{sets != 0} << i;
  }
  return mask;
}

#else

// Vectors of at most 64 bytes, so that a block is a whole number of them.
using Tag = hn::CappedTag<uint8_t, LiteralFilter::kBlock>;
using WideTag = hn::Repartition<uint32_t, Tag>;

// Six bits of each byte: both cases of a letter are one, letters are no digits.
void FoldAll(const uint8_t* HWY_RESTRICT bytes, size_t size, uint8_t* HWY_RESTRICT folded) {
  const Tag tag;
  const WideTag wide;
  for (size_t i = 0; i < size; i += hn::Lanes(tag)) {
    const auto v = hn::LoadU(tag, bytes + i);
    const auto half = hn::BitCast(tag, hn::ShiftRight<1>(hn::BitCast(wide, v)));
    hn::StoreU(hn::Or(hn::And(v, hn::Set(tag, 0x1f)), hn::And(half, hn::Set(tag, 0x20))), tag,
               folded + i);
  }
}

// The highest bit of each of every fourth place.
template <class Vector>
HWY_INLINE Vector LookUp(const uint32_t* HWY_RESTRICT rows, Vector four) {
  const WideTag tag;
  const hn::RebindToSigned<WideTag> index_tag;
  const auto hash = hn::Mul(hn::ShiftLeft<8>(four), hn::Set(tag, LiteralFilter::kHash));
  const auto index = hn::BitCast(index_tag, hn::ShiftRight<32 - LiteralFilter::kRowBits>(hash));
  const auto bit = hn::And(hn::ShiftRight<24>(four), hn::Set(tag, 31));
  return hn::Shl(hn::GatherIndex(tag, rows, index), bit);
}

HWY_INLINE uint64_t Longer(const uint32_t* HWY_RESTRICT rows, const uint8_t* HWY_RESTRICT folded) {
  const Tag tag;
  const WideTag wide;
  const hn::RebindToSigned<Tag> sign_tag;
  const auto highest = hn::Set(wide, 0x80000000u);
  uint64_t mask = 0;
  for (size_t i = 0; i < LiteralFilter::kBlock; i += hn::Lanes(tag)) {
    const auto at = [&](size_t by) HWY_ATTR {
      const auto four = hn::BitCast(wide, hn::LoadU(tag, folded + i + by));
      return hn::And(LookUp(rows, four), highest);
    };
    const auto even = hn::Or(hn::ShiftRight<24>(at(0)), hn::ShiftRight<8>(at(2)));
    const auto all = hn::Or(even, hn::Or(hn::ShiftRight<16>(at(1)), at(3)));
    const auto found = hn::Lt(hn::BitCast(sign_tag, all), hn::Zero(sign_tag));
    uint64_t bits = 0;
    hn::StoreMaskBits(sign_tag, found, reinterpret_cast<uint8_t*>(&bits));
    mask |= bits << i;
  }
  return mask;
}

HWY_INLINE uint64_t Shorter(const LiteralFilter::Tables& t, const uint8_t* HWY_RESTRICT bytes) {
  const Tag tag;
  const WideTag wide;
  const auto nibble = hn::Set(tag, 0x0f);
  uint64_t mask = 0;
  for (size_t i = 0; i < LiteralFilter::kBlock; i += hn::Lanes(tag)) {
    const auto sets = [&](size_t at) HWY_ATTR {
      const LiteralFilter::Tables::Place& place = t.places[at];
      const auto v = hn::LoadU(tag, bytes + i + at);
      const auto high = hn::And(hn::BitCast(tag, hn::ShiftRight<4>(hn::BitCast(wide, v))), nibble);
      return hn::And(
          hn::TableLookupBytes(hn::LoadDup128(tag, place.low.data()), hn::And(v, nibble)),
          hn::TableLookupBytes(hn::LoadDup128(tag, place.high.data()), high));
    };
    const auto all = hn::And(hn::And(sets(0), sets(1)), sets(2));
    uint64_t bits = 0;
    hn::StoreMaskBits(tag, hn::Ne(all, hn::Zero(tag)), reinterpret_cast<uint8_t*>(&bits));
    mask |= bits << i;
  }
  return mask;
}

#endif

void LookAtBlocks(const LiteralFilter::Tables& t, const uint8_t* bytes, size_t with_behind,
                  size_t size, LiteralFilter::Masks* masks) {
  constexpr size_t kBlock = LiteralFilter::kBlock;
  // One block more, for what stands behind the last.
  alignas(64) uint8_t folded[(LiteralFilter::kMaxBlocks + 1) * kBlock];
  alignas(64) uint8_t rest[3 * kBlock] = {};
  const size_t blocks = (size + kBlock - 1) / kBlock;
  const size_t whole = std::min(with_behind, (blocks + 1) * kBlock) / kBlock;
  if (whole <= blocks) std::memcpy(rest, bytes + whole * kBlock, with_behind - whole * kBlock);
  FoldAll(bytes, whole * kBlock, folded);
  for (size_t i = whole; i <= blocks; ++i) {
    FoldAll(rest + (i - whole) * kBlock, kBlock, folded + i * kBlock);
  }
  for (size_t i = 0; i < blocks; ++i) {
    masks[i].longer = t.any_longer ? Longer(t.rows.data(), folded + i * kBlock) : 0;
    masks[i].shorter = 0;
    if (!t.any_shorter) continue;
    if (i + 1 < whole) {
      masks[i].shorter = Shorter(t, bytes + i * kBlock);
    } else if (i >= whole) {
      masks[i].shorter = Shorter(t, rest + (i - whole) * kBlock);
    } else {
      // The bytes behind a whole block may be missing.
      uint8_t last[2 * kBlock] = {};
      std::memcpy(last, bytes + i * kBlock, std::min(with_behind - i * kBlock, kBlock + 2));
      masks[i].shorter = Shorter(t, last);
    }
  }
  if (size % kBlock != 0) {
    const uint64_t inside = (uint64_t{1} << (size % kBlock)) - 1;
    masks[blocks - 1].longer &= inside;
    masks[blocks - 1].shorter &= inside;
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace aegis::detect
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace aegis::detect {

HWY_EXPORT(LookAtBlocks);

static_assert(std::endian::native == std::endian::little, "rows are chosen by bytes read as words");

namespace {

uint8_t Fold(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return static_cast<uint8_t>((byte & 0x1f) | ((byte >> 1) & 0x20));
}

size_t Row(std::string_view bytes) {
  const uint32_t three = uint32_t{Fold(bytes[0])} << 8 | uint32_t{Fold(bytes[1])} << 16 |
                         uint32_t{Fold(bytes[2])} << 24;
  return three * LiteralFilter::kHash >> (32 - LiteralFilter::kRowBits);
}

}  // namespace

LiteralFilter::LiteralFilter() { tables_.rows.resize(size_t{1} << kRowBits); }

void LiteralFilter::AddFour(std::string_view bytes) {
  tables_.rows[Row(bytes)] |= 0x80000000u >> (Fold(bytes[3]) & 31);
  tables_.any_longer = true;
}

void LiteralFilter::AddThree(std::string_view bytes) {
  tables_.rows[Row(bytes)] = ~uint32_t{0};
  tables_.any_longer = true;
}

void LiteralFilter::AddShort(std::string_view bytes) {
  shorts_.emplace_back(bytes);
  tables_.any_shorter = true;
}

// Short ones are told apart by the nibbles of their bytes, in eight sets: the more nibbles a set
// has, the more bytes that belong to nobody are taken for its own.
void LiteralFilter::Finish() {
  struct Set {
    std::array<uint16_t, 6> nibbles{};  // bits: low, high of the first byte; second; third
    uint64_t cost = 0;

    void Add(const Set& other) {
      for (size_t i = 0; i < nibbles.size(); ++i) nibbles[i] |= other.nibbles[i];
      cost = Weight(nibbles[0], nibbles[1]) * Weight(nibbles[2], nibbles[3]) *
             Weight(nibbles[4], nibbles[5]);
    }
    // Of the bytes with these nibbles: how much of a text they are.
    static uint64_t Weight(uint16_t low, uint16_t high) {
      uint64_t weight = 0;
      for (unsigned c = 0; c < 256; ++c) {
        if (((low >> (c & 15)) & (high >> (c >> 4)) & 1) == 0) continue;
        const bool often = (c >= 'a' && c <= 'z') || c == ' ';
        const bool seldom = c >= 0x80 || c < ' ';
        weight += often ? 32 : seldom ? 1 : 4;
      }
      return weight;
    }
  };
  // First what has its high nibbles in common, then what costs least together.
  std::map<std::array<int, 3>, Set> groups;
  for (const std::string& text : shorts_) {
    Set one{{0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff}, 0};
    std::array<int, 3> high = {-1, -1, -1};
    for (size_t i = 0; i < text.size(); ++i) {
      const auto byte = static_cast<unsigned char>(text[i]);
      one.nibbles[2 * i] = static_cast<uint16_t>(1u << (byte & 15));
      one.nibbles[2 * i + 1] = static_cast<uint16_t>(1u << (byte >> 4));
      high[i] = byte >> 4;
    }
    groups[high].Add(one);
  }
  std::vector<Set> sets;
  for (const auto& [key, set] : groups) sets.push_back(set);
  while (sets.size() > 8) {
    size_t into = 0;
    size_t from = 1;
    uint64_t least = ~uint64_t{0};
    for (size_t i = 0; i < sets.size(); ++i) {
      for (size_t k = i + 1; k < sets.size(); ++k) {
        Set both = sets[i];
        both.Add(sets[k]);
        const uint64_t more = both.cost - std::min(both.cost, sets[i].cost + sets[k].cost);
        if (more < least) {
          least = more;
          into = i;
          from = k;
        }
      }
    }
    sets[into].Add(sets[from]);
    sets.erase(sets.begin() + static_cast<ptrdiff_t>(from));
  }
  for (size_t i = 0; i < sets.size(); ++i) {
    const auto set = static_cast<uint8_t>(1u << i);
    for (size_t k = 0; k < tables_.places.size(); ++k) {
      Tables::Place& place = tables_.places[k];
      for (size_t n = 0; n < 16; ++n) {
        if (((sets[i].nibbles[2 * k] >> n) & 1) != 0) place.low[n] |= set;
        if (((sets[i].nibbles[2 * k + 1] >> n) & 1) != 0) place.high[n] |= set;
      }
    }
  }
}

void LiteralFilter::Look(std::string_view text, size_t size, Masks* masks) const {
  HWY_DYNAMIC_DISPATCH(LookAtBlocks)
  (tables_, reinterpret_cast<const uint8_t*>(text.data()), text.size(), size, masks);
}

}  // namespace aegis::detect
#endif
