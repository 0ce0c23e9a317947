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

uint64_t Longer(const LiteralFilter::Tables& t, const uint8_t* bytes) {
  uint64_t mask = 0;
  for (size_t i = 0; i < LiteralFilter::kBlock; ++i) {
    uint32_t four;
    std::memcpy(&four, bytes + i, sizeof four);
    four |= 0x20202020;
    const uint32_t row = t.rows[four * t.factor >> (32 - LiteralFilter::kRowBits)];
    mask |= uint64_t{row << (four >> 24 & 31) >> 31} << i;
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

// The highest bit of each of every fourth place.
template <class Vector>
HWY_INLINE Vector LookUp(const uint32_t* HWY_RESTRICT rows, Vector factor, Vector four) {
  const WideTag tag;
  const hn::RebindToSigned<WideTag> index_tag;
  const auto hash = hn::Mul(four, factor);
  const auto index = hn::BitCast(index_tag, hn::ShiftRight<32 - LiteralFilter::kRowBits>(hash));
  const auto bit = hn::And(hn::ShiftRight<24>(four), hn::Set(tag, 31));
  return hn::Shl(hn::GatherIndex(tag, rows, index), bit);
}

HWY_INLINE uint64_t Longer(const LiteralFilter::Tables& t, const uint8_t* HWY_RESTRICT bytes) {
  const uint32_t* HWY_RESTRICT rows = t.rows.data();
  const Tag tag;
  const WideTag wide;
  const hn::Repartition<uint16_t, Tag> pair_tag;
  const hn::RebindToSigned<Tag> sign_tag;
  const auto lower = hn::Set(tag, 0x20);
  const auto factor = hn::Set(wide, t.factor);
  uint64_t mask = 0;
  for (size_t i = 0; i < LiteralFilter::kBlock; i += hn::Lanes(tag)) {
    const auto at = [&](size_t by) HWY_ATTR {
      const auto v = hn::LoadU(tag, bytes + i + by);
      return LookUp(rows, factor, hn::BitCast(wide, hn::Or(v, lower)));
    };
    // The highest byte of each number goes to its own place. What is left of the others counts only
    // where it is the highest bit of a byte, and there it is overwritten or cleared.
    const auto pairs = [&](auto v) HWY_ATTR { return hn::BitCast(pair_tag, v); };
    const auto even =
        hn::OddEven(pairs(hn::ShiftRight<8>(at(2))), pairs(hn::ShiftRight<24>(at(0))));
    const auto odd = hn::OddEven(pairs(at(3)), pairs(hn::ShiftRight<16>(at(1))));
    const auto all = hn::Or(even, hn::And(odd, hn::Set(pair_tag, 0xff00)));
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

HWY_INLINE void LookAtBlock(const LiteralFilter::Tables& t, const uint8_t* bytes,
                            LiteralFilter::Masks& masks) {
  masks.longer = t.any_longer ? Longer(t, bytes) : 0;
  masks.shorter = t.any_shorter ? Shorter(t, bytes) : 0;
}

void LookAtBlocks(const LiteralFilter::Tables& t, const uint8_t* bytes, size_t with_behind,
                  size_t size, LiteralFilter::Masks* masks) {
  constexpr size_t kBlock = LiteralFilter::kBlock;
  constexpr size_t kAhead = 3;  // what is looked at behind a block
  size_t at = 0;
  for (; at < size && at + kBlock + kAhead <= with_behind; at += kBlock) {
    LookAtBlock(t, bytes + at, *masks++);
  }
  if (at < size) {
    // At most a block and what is looked at behind it.
    uint8_t rest[2 * kBlock + kAhead] = {};
    std::memcpy(rest, bytes + at, with_behind - at);
    for (size_t i = 0; at + i < size; i += kBlock) LookAtBlock(t, rest + i, *masks++);
  }
  if (size % kBlock != 0) {
    const uint64_t inside = (uint64_t{1} << (size % kBlock)) - 1;
    masks[-1].longer &= inside;
    masks[-1].shorter &= inside;
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

// Both cases of a letter are one.
uint8_t Fold(char c) { return static_cast<uint8_t>(c | 0x20); }

// Of a product, the highest bits say the row: with this, those of the first three bytes, of which
// the lowest is the first. The fourth is shifted out.
uint32_t FactorOf(uint32_t hash) { return hash << 8; }

size_t Row(std::string_view bytes, uint32_t factor) {
  const uint32_t three =
      uint32_t{Fold(bytes[0])} | uint32_t{Fold(bytes[1])} << 8 | uint32_t{Fold(bytes[2])} << 16;
  return three * factor >> (32 - LiteralFilter::kRowBits);
}

uint32_t Bit(char fourth) { return 0x80000000u >> (Fold(fourth) & 31); }

}  // namespace

LiteralFilter::LiteralFilter() { tables_.rows.resize(size_t{1} << kRowBits); }

void LiteralFilter::AddFour(std::string_view bytes) {
  longer_.emplace_back(bytes.substr(0, 4));
  tables_.any_longer = true;
}

void LiteralFilter::AddThree(std::string_view bytes) {
  longer_.emplace_back(bytes.substr(0, 3));
  tables_.any_longer = true;
}

void LiteralFilter::FillRows(uint32_t hash) {
  tables_.factor = FactorOf(hash);
  std::fill(tables_.rows.begin(), tables_.rows.end(), 0);
  for (const std::string& bytes : longer_) {
    tables_.rows[Row(bytes, tables_.factor)] |= bytes.size() == 3 ? ~uint32_t{0} : Bit(bytes[3]);
  }
}

// Which bytes share a row with what was added is chance. Of some hashes the one that takes least of
// the text for something.
void LiteralFilter::ChooseHash(std::string_view common) {
  constexpr int kTries = 64;
  size_t least = ~size_t{0};
  uint32_t best = kHash;
  uint32_t hash = kHash;
  for (int i = 0; i < kTries; ++i, hash = hash * 0x915f77f5u + 0x3c6ef372u) {
    hash |= 1;
    FillRows(hash);
    size_t taken = 0;
    for (size_t at = 0; at + 4 <= common.size(); ++at) {
      taken += (tables_.rows[Row(common.substr(at), tables_.factor)] & Bit(common[at + 3])) != 0;
    }
    if (taken < least) {
      least = taken;
      best = hash;
    }
  }
  FillRows(best);
}

void LiteralFilter::AddShort(std::string_view bytes) {
  shorts_.emplace_back(bytes);
  tables_.any_shorter = true;
}

// Short ones are told apart by the nibbles of their bytes, in eight sets: the more nibbles a set
// has, the more bytes that belong to nobody are taken for its own.
void LiteralFilter::Finish(std::string_view common) {
  ChooseHash(common);
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
