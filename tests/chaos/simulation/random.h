// Everything that a schedule leaves to chance comes out of one of these.
#pragma once

#include <chrono>
#include <cstdint>

#include "connectors/io.h"

namespace aegis::simulation {

// SplitMix64: any seed is as good as any other, also 1, 2, 3.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  uint64_t Next() {
    uint64_t mixed = state_ += 0x9e3779b97f4a7c15u;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
    return mixed ^ (mixed >> 31);
  }
  // 0 … bound - 1; bound > 0.
  uint32_t Below(uint32_t bound) { return static_cast<uint32_t>((Next() >> 32) * bound >> 32); }
  uint32_t Between(uint32_t least, uint32_t most) { return least + Below(most - least + 1); }
  // So often in ten thousand times.
  bool Happens(uint32_t in_10000) { return in_10000 > 0 && Below(10'000) < in_10000; }
  io::Duration Milliseconds(uint32_t least, uint32_t most) {
    return std::chrono::milliseconds(Between(least, most));
  }

 private:
  uint64_t state_;
};

}  // namespace aegis::simulation
