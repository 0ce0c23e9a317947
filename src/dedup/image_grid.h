// A picture as the hashes see it: 64 x 64 cells of brightness, each the mean of what it covers.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace aegis::dedup {

inline constexpr uint32_t kGridSide = 64;
// Of a cell: 0 black, 16 * 255 white. Row by row.
using ImageGrid = std::array<uint16_t, kGridSide * kGridSide>;
inline constexpr uint32_t kGridSteps = 16;

// Means by area, in whole numbers: the order in which pixels arrive makes no difference, and every
// machine gives the same cells. Trivial, so that C code may leave through it by longjmp.
class GridSums {
 public:
  // Of the picture; at most kMaxImageSide and kMaxImagePixels. Where it comes at a fraction of its
  // size, each pixel that is added stands for `scale` of it each way, the last ones for what is
  // left.
  void Start(uint32_t width, uint32_t height, uint32_t scale = 1);
  // The whole row y.
  void AddRow(uint32_t y, const uint8_t* grey);
  // Of row y, the pixels of columns first, first + step, …, as interlaced pictures bring them,
  // which come at their full size.
  void AddPixels(uint32_t y, uint32_t first, uint32_t step, const uint8_t* grey, uint32_t count);
  // Every pixel was added once.
  void Finish(ImageGrid& grid) const;

 private:
  void AddSums(uint32_t y, const std::array<uint32_t, kGridSide>& row);

  // In units of 1/64 pixel a cell is as wide as the picture, and a pixel is 64 wide: both are
  // whole.
  uint32_t width_;
  uint32_t height_;
  uint32_t unit_;  // what a pixel that is added is wide
  std::array<uint64_t, kGridSide * kGridSide> sums_;
};

// Brightness as JPEG defines it, of 8-bit RGB.
constexpr uint8_t GreyOf(uint32_t red, uint32_t green, uint32_t blue) {
  return static_cast<uint8_t>((19595 * red + 38470 * green + 7471 * blue + 32768) >> 16);
}
// What is seen of a pixel on white paper.
constexpr uint8_t OnWhite(uint32_t grey, uint32_t alpha) {
  return static_cast<uint8_t>((grey * alpha + 255 * (255 - alpha) + 127) / 255);
}

}  // namespace aegis::dedup
