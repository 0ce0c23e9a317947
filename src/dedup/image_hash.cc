#include "src/dedup/image_hash.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <utility>

namespace aegis::dedup {
namespace {

// Frequencies 0 to 16, in half waves over the picture.
constexpr size_t kFrequencies = 17;
constexpr size_t kHalf = kGridSide / 2;
constexpr int kCosineOne = 4096;

// cos(pi * m / 128) for m up to 64, by its series, which the compiler evaluates: no library's
// rounding decides a bit of a hash.
constexpr double Cosine(int m) {
  const double x = 3.14159265358979323846 * m / 128;
  double sum = 0, term = 1;
  for (int k = 0; k < 14; ++k) {
    sum += term;
    term *= -x * x / ((2 * k + 1) * (2 * k + 2));
  }
  return sum;
}

// Of each frequency at the centres of the first half of the cells; the second half follows by
// symmetry, its sign turned for odd frequencies.
using CosineTable = std::array<std::array<int16_t, kHalf>, kFrequencies>;
constexpr CosineTable kCosines = [] {
  CosineTable table{};
  for (size_t u = 0; u < kFrequencies; ++u) {
    for (size_t j = 0; j < kHalf; ++j) {
      int m = static_cast<int>(u * (2 * j + 1) % 256);  // a full wave has 256 steps
      if (m > 128) m = 256 - m;
      const double cosine = m <= 64 ? Cosine(m) : -Cosine(128 - m);
      const double scaled = cosine * kCosineOne;
      table[u][j] = static_cast<int16_t>(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
    }
  }
  return table;
}();

// [frequency down][frequency across]
using Coefficients = std::array<std::array<int64_t, kFrequencies>, kFrequencies>;

Coefficients Transform(const ImageGrid& grid) {
  // Columns first. Sums of cells have 13 bits, so 32 products fit 31.
  std::array<std::array<int32_t, kGridSide>, kFrequencies> down;
  for (size_t x = 0; x < kGridSide; ++x) {
    std::array<int16_t, kHalf> even, odd;
    for (size_t y = 0; y < kHalf; ++y) {
      const int near = grid[y * kGridSide + x];
      const int far = grid[(kGridSide - 1 - y) * kGridSide + x];
      even[y] = static_cast<int16_t>(near + far);
      odd[y] = static_cast<int16_t>(near - far);
    }
    for (size_t u = 0; u < kFrequencies; ++u) {
      const std::array<int16_t, kHalf>& half = u % 2 == 0 ? even : odd;
      int32_t sum = 0;
      for (size_t y = 0; y < kHalf; ++y) sum += int32_t{kCosines[u][y]} * half[y];
      down[u][x] = sum;
    }
  }
  Coefficients coefficients;
  for (size_t u = 0; u < kFrequencies; ++u) {
    std::array<int64_t, kHalf> even, odd;
    for (size_t x = 0; x < kHalf; ++x) {
      even[x] = int64_t{down[u][x]} + down[u][kGridSide - 1 - x];
      odd[x] = int64_t{down[u][x]} - down[u][kGridSide - 1 - x];
    }
    for (size_t v = 0; v < kFrequencies; ++v) {
      const std::array<int64_t, kHalf>& half = v % 2 == 0 ? even : odd;
      int64_t sum = 0;
      for (size_t x = 0; x < kHalf; ++x) sum += kCosines[v][x] * half[x];
      coefficients[u][v] = sum;
    }
  }
  return coefficients;
}

struct Frequency {
  uint8_t down;
  uint8_t across;
};

// 1 to 16 each way, from coarse to fine.
constexpr std::array<Frequency, 256> kWide = [] {
  std::array<Frequency, 256> all{};
  for (size_t i = 0; i < all.size(); ++i) {
    all[i] = {static_cast<uint8_t>(1 + i / 16), static_cast<uint8_t>(1 + i % 16)};
  }
  std::sort(all.begin(), all.end(), [](Frequency a, Frequency b) {
    const int fine_a = a.down * a.down + a.across * a.across;
    const int fine_b = b.down * b.down + b.across * b.across;
    return std::pair(fine_a, a.down) < std::pair(fine_b, b.down);
  });
  return all;
}();

// 0 to 7 each way. The mean brightness tells nothing; (8, 8) stands in its place.
constexpr std::array<Frequency, 64> kNarrow = [] {
  std::array<Frequency, 64> all{};
  for (size_t i = 0; i < all.size(); ++i) {
    all[i] = {static_cast<uint8_t>(i / 8), static_cast<uint8_t>(i % 8)};
  }
  all[0] = {8, 8};
  return all;
}();

// What the picture laid down another way has for a frequency: a mirror turns the sign of the odd
// ones.
int64_t Turned(const Coefficients& coefficients, Frequency frequency, size_t turn) {
  const bool swapped = (turn & 4) != 0;
  const int64_t value = swapped ? coefficients[frequency.across][frequency.down]
                                : coefficients[frequency.down][frequency.across];
  const bool negative = ((turn & 1) != 0 && frequency.across % 2 != 0) !=
                        ((turn & 2) != 0 && frequency.down % 2 != 0);
  return negative ? -value : value;
}

template <size_t N>
int64_t LowerMedian(std::array<int64_t, N> values) {
  const auto middle = values.begin() + (N / 2 - 1);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// Draws from bytes that follow from the secret. Shuffling takes some 420 of them, and the
// inversions 40: enough are there.
class SecretDraws {
 public:
  Status Derive(const Secret& secret) { return DeriveBytes(secret, "image hash", bytes_); }

  uint8_t Next() {
    if (used_ == bytes_.size()) {
      exhausted_ = true;
      return 0;
    }
    return bytes_[used_++];
  }
  // Below `bound`, which is at most 256; each as likely as any other.
  uint32_t Below(uint32_t bound) {
    const uint32_t fair = 256 / bound * bound;
    uint32_t byte = Next();
    while (byte >= fair && !exhausted_) byte = Next();
    return byte % bound;
  }
  bool exhausted() const { return exhausted_; }

 private:
  std::array<unsigned char, 4096> bytes_;
  size_t used_ = 0;
  bool exhausted_ = false;
};

void Shuffle(uint8_t* first, uint32_t count, SecretDraws& draws) {
  for (uint32_t left = count; left > 1; --left) {
    std::swap(first[left - 1], first[draws.Below(left)]);
  }
}

uint64_t Word(SecretDraws& draws) {
  uint64_t word = 0;
  for (int i = 0; i < 8; ++i) word = word << 8 | draws.Next();
  return word;
}

}  // namespace

uint32_t WideDistance(const ImageHash& a, const ImageHash& b) {
  int bits = 0;
  for (size_t i = 0; i < a.wide.size(); ++i) bits += std::popcount(a.wide[i] ^ b.wide[i]);
  return static_cast<uint32_t>(bits);
}

uint32_t NarrowDistance(const ImageHash& a, const ImageHash& b) {
  return static_cast<uint32_t>(std::popcount(a.narrow ^ b.narrow));
}

Result<ImageKey> ImageKey::Derive(const Secret& secret) {
  SecretDraws draws;
  if (auto derived = draws.Derive(secret); !derived) return tl::make_unexpected(derived.error());
  ImageKey key;
  std::iota(key.wide_place_.begin(), key.wide_place_.end(), uint8_t{0});
  for (size_t band = 0; band < 4; ++band) Shuffle(key.wide_place_.data() + 64 * band, 64, draws);
  std::iota(key.narrow_place_.begin(), key.narrow_place_.end(), uint8_t{0});
  Shuffle(key.narrow_place_.data(), 64, draws);
  for (uint64_t& word : key.inverted_.wide) word = Word(draws);
  key.inverted_.narrow = Word(draws);
  if (draws.exhausted()) return Fail(ErrorCode::kInternal, "too few bytes to order an image hash");
  return key;
}

ImageFingerprint ImageKey::Fingerprint(const ImageGrid& grid) const {
  const Coefficients coefficients = Transform(grid);
  ImageFingerprint fingerprint;

  std::array<int64_t, 256> wide;
  std::array<int64_t, 64> narrow;
  std::array<int64_t, 4> wide_median, narrow_median;
  for (size_t turn = 0; turn < 4; ++turn) {
    for (size_t i = 0; i < wide.size(); ++i) wide[i] = Turned(coefficients, kWide[i], turn);
    for (size_t i = 0; i < narrow.size(); ++i) narrow[i] = Turned(coefficients, kNarrow[i], turn);
    wide_median[turn] = LowerMedian(wide);
    narrow_median[turn] = LowerMedian(narrow);
  }
  for (size_t turn = 0; turn < kImageTurns; ++turn) {
    // Rows for columns keeps the set of values, with its mirrors exchanged.
    const size_t same_set = turn < 4 ? turn : ((turn & 1) << 1 | (turn & 2) >> 1);
    ImageHash hash = inverted_;
    for (size_t i = 0; i < kWide.size(); ++i) {
      const bool above = Turned(coefficients, kWide[i], turn) > wide_median[same_set];
      hash.wide[wide_place_[i] / 64] ^= uint64_t{above} << (wide_place_[i] % 64);
    }
    for (size_t i = 0; i < kNarrow.size(); ++i) {
      const bool above = Turned(coefficients, kNarrow[i], turn) > narrow_median[same_set];
      hash.narrow ^= uint64_t{above} << narrow_place_[i];
    }
    fingerprint.turns[turn] = hash;
  }

  for (size_t i = 0; i < wide.size(); ++i) {
    const int64_t value = coefficients[kWide[i].down][kWide[i].across];
    wide[i] = value < 0 ? -value : value;
  }
  // In steps of four units of brightness, summed over the picture by a wave of height 1.
  constexpr int64_t kQualityStep = int64_t{4} * kGridSteps * kCosineOne * kCosineOne;
  fingerprint.quality =
      static_cast<uint32_t>(std::min<int64_t>(100, LowerMedian(wide) / kQualityStep));
  return fingerprint;
}

}  // namespace aegis::dedup
