// Perceptual hashes: bits that stay while a picture is compressed, resized, brightened or marked,
// and differ between pictures. Two of them, from one cosine transform of 64 x 64 cells of
// brightness: 256 bits in the way of PDQ (frequencies 1 to 16 by 1 to 16, each above the median or
// not), and 64 bits in the way of pHash (0 to 7 by 0 to 7). All of it is done in whole numbers:
// every machine gives the same bits.
//
// Hashes are keyed: their bits stand in a secret order, and some are inverted. Without the key
// nobody can tell whether a picture that they have is in a state, or see what a hash shows, and
// distances remain, which search needs. It is no encryption: whoever can match a few dozen pictures
// with their entries learns the order.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "src/base/result.h"
#include "src/dedup/image_grid.h"
#include "src/dedup/mac.h"

namespace aegis::dedup {

struct ImageHash {
  std::array<uint64_t, 4> wide{};  // bit i: wide[i / 64] >> (i % 64)
  uint64_t narrow = 0;
  friend bool operator==(const ImageHash&, const ImageHash&) = default;
};

uint32_t WideDistance(const ImageHash& a, const ImageHash& b);
uint32_t NarrowDistance(const ImageHash& a, const ImageHash& b);

// How different two pictures may be and still count as one, 0 to kMaxImageRadius: bits of 256. A
// crop moves the fine bits and keeps the coarse ones, so pictures that agree in the coarse ones may
// differ in more of the others. Pictures that have nothing in common differ in some 128 and 32.
inline constexpr uint32_t kMaxImageRadius = 31;
constexpr bool AreNear(uint32_t wide_distance, uint32_t narrow_distance, uint32_t radius) {
  return wide_distance <= radius || (2 * narrow_distance <= radius && wide_distance <= 3 * radius);
}

// The eight ways to lay a picture down: bit 0 mirrored left to right, bit 1 top to bottom, bit 2
// rows for columns before that. 0 is the picture as it is.
inline constexpr size_t kImageTurns = 8;

// One picture, with what the other seven ways to lay it down would give.
struct ImageFingerprint {
  std::array<ImageHash, kImageTurns> turns;
  // 0 to 100: how much brightness stands behind the weaker half of the bits.
  uint32_t quality = 0;

  const ImageHash& hash() const { return turns[0]; }
};
// Below it the bits are noise of the encoder (a flat picture, a plain gradient, one line on white):
// such a picture is near none. Of 400 generated pictures the least had 47.
inline constexpr uint32_t kMinImageQuality = 12;

// The order and inversions that belong to a secret. Part of what kFingerprintVersion stands for.
class ImageKey {
 public:
  static Result<ImageKey> Derive(const Secret& secret);

  ImageFingerprint Fingerprint(const ImageGrid& grid) const;

 private:
  ImageKey() = default;

  // Where a bit goes. The wide hash's are sorted by frequency and mixed within each 64: a crop or a
  // stamp leaves the lower ones whole, so that search finds it by the chunks that these make up.
  std::array<uint8_t, 256> wide_place_{};
  std::array<uint8_t, 64> narrow_place_{};
  ImageHash inverted_;
};

}  // namespace aegis::dedup
