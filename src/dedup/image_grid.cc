#include "src/dedup/image_grid.h"

#include <algorithm>

namespace aegis::dedup {

void GridSums::Start(uint32_t width, uint32_t height, uint32_t scale) {
  width_ = width;
  height_ = height;
  unit_ = kGridSide * scale;
  sums_.fill(0);
}

void GridSums::AddRow(uint32_t y, const uint8_t* grey) {
  std::array<uint32_t, kGridSide> row;
  for (uint32_t cell = 0; cell < kGridSide; ++cell) {
    const uint32_t begin = cell * width_;
    const uint32_t end = begin + width_;
    const uint32_t first = begin / unit_;
    const uint32_t last = (end - 1) / unit_;
    if (first == last) {
      row[cell] = (end - begin) * grey[first];
      continue;
    }
    uint32_t whole = 0;
    for (uint32_t x = first + 1; x < last; ++x) whole += grey[x];
    row[cell] = whole * unit_ + ((first + 1) * unit_ - begin) * grey[first] +
                (end - last * unit_) * grey[last];
  }
  AddSums(y, row);
}

void GridSums::AddPixels(uint32_t y, uint32_t first, uint32_t step, const uint8_t* grey,
                         uint32_t count) {
  std::array<uint32_t, kGridSide> row{};
  uint32_t cell = 0;
  for (uint32_t i = 0; i < count; ++i) {
    uint32_t at = (first + i * step) * kGridSide;
    const uint32_t end = at + kGridSide;
    while ((cell + 1) * width_ <= at) ++cell;
    for (uint32_t part = cell; at < end; ++part) {
      const uint32_t upto = std::min(end, (part + 1) * width_);
      row[part] += (upto - at) * grey[i];
      at = upto;
    }
  }
  AddSums(y, row);
}

void GridSums::AddSums(uint32_t y, const std::array<uint32_t, kGridSide>& row) {
  uint32_t at = y * unit_;
  const uint32_t end = std::min(at + unit_, height_ * kGridSide);
  for (uint32_t cell = at / height_; at < end; ++cell) {
    const uint32_t upto = std::min(end, (cell + 1) * height_);
    uint64_t* const sums = sums_.data() + size_t{cell} * kGridSide;
    for (uint32_t i = 0; i < kGridSide; ++i) sums[i] += uint64_t{upto - at} * row[i];
    at = upto;
  }
}

void GridSums::Finish(ImageGrid& grid) const {
  const uint64_t area = uint64_t{width_} * height_;
  for (size_t i = 0; i < grid.size(); ++i) {
    grid[i] = static_cast<uint16_t>((sums_[i] * kGridSteps + area / 2) / area);
  }
}

}  // namespace aegis::dedup
