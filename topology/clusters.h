// Which records were repeated most: how many duplicates each first occurrence of one partition has
// had. Of a stream without end, in fixed memory: what falls out of it may come back, and is then
// said to have at least those that came since. Private to the worker.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace aegis::topology {

struct Cluster {
  int64_t first_offset = 0;
  uint64_t duplicates = 0;  // at least so many, since the partition came here
  friend bool operator==(const Cluster&, const Cluster&) = default;
};

class Clusters {
 public:
  // Whoever had more than one in kPlaces of all duplicates is there.
  static constexpr size_t kPlaces = 64;

  // Space-Saving: the least gives its place, and what it had counts as doubt.
  void Add(int64_t first_offset) {
    Place* least = &places_[0];
    for (size_t i = 0; i < used_; ++i) {
      if (places_[i].first_offset == first_offset) {
        ++places_[i].count;
        return;
      }
      if (places_[i].count < least->count) least = &places_[i];
    }
    if (used_ < kPlaces) {
      places_[used_++] = {first_offset, 1, 0};
    } else {
      *least = {first_offset, least->count + 1, least->count};
    }
  }

  // The largest first, the earlier of equals; at most so many.
  std::vector<Cluster> Largest(size_t most) const {
    std::vector<Cluster> all;
    for (size_t i = 0; i < used_; ++i) {
      all.push_back({places_[i].first_offset, places_[i].count - places_[i].doubt});
    }
    std::sort(all.begin(), all.end(), [](const Cluster& a, const Cluster& b) {
      return a.duplicates != b.duplicates ? a.duplicates > b.duplicates
                                          : a.first_offset < b.first_offset;
    });
    all.resize(std::min(all.size(), most));
    return all;
  }

 private:
  struct Place {
    int64_t first_offset;
    uint64_t count;
    uint64_t doubt;
  };
  std::array<Place, kPlaces> places_{};
  size_t used_ = 0;
};

}  // namespace aegis::topology
