// Pictures that tests make: clouds of several sizes, in whole numbers, so that every machine makes
// the same ones.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "src/dedup/image_grid.h"
#include "src/dedup/image_hash.h"

namespace aegis::dedup {

struct Picture {
  uint32_t width = 0;
  uint32_t height = 0;
  std::vector<uint8_t> rgb;  // row by row

  uint8_t* at(uint32_t x, uint32_t y) { return rgb.data() + (size_t{y} * width + x) * 3; }
  const uint8_t* at(uint32_t x, uint32_t y) const {
    return rgb.data() + (size_t{y} * width + x) * 3;
  }
};

inline Picture Plain(uint32_t width, uint32_t height, uint8_t grey) {
  return {width, height, std::vector<uint8_t>(size_t{width} * height * 3, grey)};
}

inline uint32_t Mixed(uint32_t a, uint32_t b, uint32_t c) {
  uint32_t x = a * 0x9E3779B1u ^ b * 0x85EBCA77u ^ c * 0xC2B2AE3Du;
  x ^= x >> 15;
  x *= 0x2C1B3C6Du;
  x ^= x >> 12;
  x *= 0x297A2D39u;
  return x ^ x >> 15;
}

// One seed, one scene, at any size: coarse clouds are stronger than fine ones, as in photographs.
inline Picture Scene(uint32_t seed, uint32_t width, uint32_t height) {
  Picture picture = Plain(width, height, 0);
  for (uint32_t y = 0; y < height; ++y) {
    for (uint32_t x = 0; x < width; ++x) {
      for (uint32_t channel = 0; channel < 3; ++channel) {
        uint64_t sum = 0;
        uint32_t weight = 0;
        for (uint32_t octave = 0; octave < 5; ++octave) {
          const uint32_t cells = 3u << octave;
          // In 1/256 of a cell.
          const uint64_t u = uint64_t{x} * cells * 256 / width,
                         v = uint64_t{y} * cells * 256 / height;
          const auto corner = [&](uint64_t i, uint64_t j) {
            // Channels share most of their clouds.
            const uint32_t number = seed * 64 + octave * 4 + (octave == 2 ? channel : 0);
            return uint64_t{Mixed(number, static_cast<uint32_t>(i), static_cast<uint32_t>(j)) >>
                            24};
          };
          const uint64_t i = u / 256, j = v / 256, a = u % 256, b = v % 256;
          const uint64_t top = corner(i, j) * (256 - a) + corner(i + 1, j) * a;
          const uint64_t low = corner(i, j + 1) * (256 - a) + corner(i + 1, j + 1) * a;
          sum += (top * (256 - b) + low * b) << (4 - octave);
          weight += 1u << (4 - octave);
        }
        picture.at(x, y)[channel] = static_cast<uint8_t>((sum / weight) >> 16);
      }
    }
  }
  return picture;
}

// As ImageFingerprint::turns numbers them, except that rows become columns first.
inline Picture TurnedPicture(const Picture& picture, size_t turn) {
  const bool swapped = (turn & 4) != 0;
  Picture turned =
      Plain(swapped ? picture.height : picture.width, swapped ? picture.width : picture.height, 0);
  for (uint32_t y = 0; y < turned.height; ++y) {
    for (uint32_t x = 0; x < turned.width; ++x) {
      const uint32_t i = (turn & 1) != 0 ? turned.width - 1 - x : x;
      const uint32_t j = (turn & 2) != 0 ? turned.height - 1 - y : y;
      const uint8_t* from = swapped ? picture.at(j, i) : picture.at(i, j);
      for (size_t channel = 0; channel < 3; ++channel) turned.at(x, y)[channel] = from[channel];
    }
  }
  return turned;
}

inline std::vector<uint8_t> GreysOf(const Picture& picture) {
  std::vector<uint8_t> greys;
  for (size_t i = 0; i < picture.rgb.size(); i += 3) {
    greys.push_back(GreyOf(picture.rgb[i], picture.rgb[i + 1], picture.rgb[i + 2]));
  }
  return greys;
}

inline ImageGrid GridOf(const Picture& picture) {
  const std::vector<uint8_t> greys = GreysOf(picture);
  GridSums sums;
  sums.Start(picture.width, picture.height);
  for (uint32_t y = 0; y < picture.height; ++y) {
    sums.AddRow(y, greys.data() + size_t{y} * picture.width);
  }
  ImageGrid grid;
  sums.Finish(grid);
  return grid;
}

inline const ImageKey& TestImageKey() {
  static const ImageKey key = [] {
    Secret secret;
    for (size_t i = 0; i < secret.size(); ++i) secret[i] = static_cast<unsigned char>(7 * i + 1);
    return *ImageKey::Derive(secret);
  }();
  return key;
}

}  // namespace aegis::dedup
