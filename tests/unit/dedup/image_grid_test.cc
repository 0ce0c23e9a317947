#include "src/dedup/image_grid.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace aegis::dedup {
namespace {

ImageGrid Grid(uint32_t width, uint32_t height, const std::vector<uint8_t>& greys) {
  GridSums sums;
  sums.Start(width, height);
  for (uint32_t y = 0; y < height; ++y) sums.AddRow(y, greys.data() + size_t{y} * width);
  ImageGrid grid;
  sums.Finish(grid);
  return grid;
}

std::vector<uint8_t> Noise(uint32_t width, uint32_t height, uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<uint8_t> greys(size_t{width} * height);
  for (uint8_t& grey : greys) grey = static_cast<uint8_t>(random());
  return greys;
}

struct Sides {
  uint32_t width;
  uint32_t height;
};
constexpr Sides kSides[] = {{32, 32}, {33, 47},   {63, 65},   {64, 64},    {64, 200},
                            {97, 31}, {128, 128}, {640, 479}, {1023, 769}, {2048, 205}};

TEST(ImageGrid, KeepsAPlainPicturePlain) {
  for (const Sides sides : kSides) {
    for (const int grey : {0, 1, 127, 255}) {
      const std::vector<uint8_t> greys(size_t{sides.width} * sides.height,
                                       static_cast<uint8_t>(grey));
      const ImageGrid grid = Grid(sides.width, sides.height, greys);
      for (const uint16_t cell : grid) ASSERT_EQ(cell, grey * static_cast<int>(kGridSteps));
    }
  }
}

TEST(ImageGrid, TakesPixelsForCellsAtItsOwnSize) {
  const std::vector<uint8_t> greys = Noise(64, 64, 1);
  const ImageGrid grid = Grid(64, 64, greys);
  for (size_t i = 0; i < grid.size(); ++i) ASSERT_EQ(grid[i], greys[i] * kGridSteps);
}

// Each pixel spreads over the cells by the area that it shares with them.
TEST(ImageGrid, IsTheMeanByArea) {
  for (const Sides sides : kSides) {
    const std::vector<uint8_t> greys = Noise(sides.width, sides.height, sides.width);
    const ImageGrid grid = Grid(sides.width, sides.height, greys);
    for (uint32_t cell_y = 0; cell_y < 64; cell_y += 7) {
      for (uint32_t cell_x = 0; cell_x < 64; cell_x += 7) {
        const double left = cell_x * sides.width / 64.0, right = (cell_x + 1) * sides.width / 64.0;
        const double top = cell_y * sides.height / 64.0, low = (cell_y + 1) * sides.height / 64.0;
        double sum = 0;
        for (uint32_t y = 0; y < sides.height; ++y) {
          const double tall = std::min(low, y + 1.0) - std::max(top, double{1} * y);
          if (tall <= 0) continue;
          for (uint32_t x = 0; x < sides.width; ++x) {
            const double wide = std::min(right, x + 1.0) - std::max(left, double{1} * x);
            if (wide > 0) sum += wide * tall * greys[size_t{y} * sides.width + x];
          }
        }
        const double mean = sum / ((right - left) * (low - top));
        ASSERT_NEAR(grid[cell_y * 64 + cell_x], mean * kGridSteps, 0.501)
            << sides.width << "x" << sides.height;
      }
    }
  }
}

TEST(ImageGrid, DoesNotCareHowPixelsArrive) {
  for (const Sides sides : kSides) {
    const std::vector<uint8_t> greys = Noise(sides.width, sides.height, sides.height);
    GridSums sums;
    sums.Start(sides.width, sides.height);
    // Odd rows backwards in two halves, even rows last.
    for (const uint32_t remainder : {1u, 0u}) {
      for (uint32_t y = sides.height; y-- > 0;) {
        if (y % 2 != remainder) continue;
        for (const uint32_t first : {2u, 0u, 1u}) {
          std::vector<uint8_t> part;
          for (uint32_t x = first; x < sides.width; x += 3) {
            part.push_back(greys[size_t{y} * sides.width + x]);
          }
          sums.AddPixels(y, first, 3, part.data(), static_cast<uint32_t>(part.size()));
        }
      }
    }
    ImageGrid grid;
    sums.Finish(grid);
    ASSERT_EQ(grid, Grid(sides.width, sides.height, greys)) << sides.width << "x" << sides.height;
  }
}

// The last pixels of a reduced picture stand for less than the others.
TEST(ImageGrid, TakesReducedPicturesForWhatTheyStandFor) {
  for (const uint32_t scale : {2u, 4u, 8u}) {
    for (const Sides sides : {Sides{64, 65}, Sides{67, 80}, Sides{97, 131}, Sides{200, 200}}) {
      const std::vector<uint8_t> greys = Noise(sides.width, sides.height, scale);
      const uint32_t width = sides.width * scale - scale / 2, height = sides.height * scale - 1;
      std::vector<uint8_t> full;
      for (uint32_t y = 0; y < height; ++y) {
        for (uint32_t x = 0; x < width; ++x) {
          full.push_back(greys[size_t{y / scale} * sides.width + x / scale]);
        }
      }
      GridSums sums;
      sums.Start(width, height, scale);
      for (uint32_t y = 0; y < sides.height; ++y) {
        sums.AddRow(y, greys.data() + size_t{y} * sides.width);
      }
      ImageGrid grid;
      sums.Finish(grid);
      ASSERT_EQ(grid, Grid(width, height, full)) << sides.width << " by " << scale;
    }
  }
}

TEST(ImageGrid, KnowsBrightness) {
  EXPECT_EQ(GreyOf(0, 0, 0), 0);
  EXPECT_EQ(GreyOf(255, 255, 255), 255);
  EXPECT_EQ(GreyOf(255, 0, 0), 76);
  EXPECT_EQ(GreyOf(0, 255, 0), 150);
  EXPECT_EQ(GreyOf(0, 0, 255), 29);
  EXPECT_EQ(OnWhite(10, 255), 10);
  EXPECT_EQ(OnWhite(10, 0), 255);
  EXPECT_EQ(OnWhite(0, 128), 127);
}

}  // namespace
}  // namespace aegis::dedup
