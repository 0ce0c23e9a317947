// Gives records what dedup looks at: times, out of order now and then and now and then far ahead,
// and contents, some of which were there before.
#pragma once

#include <span>

#include "tests/chaos/simulation/dedup.h"
#include "tests/chaos/simulation/inputs.h"
#include "tests/chaos/simulation/random.h"

namespace aegis::simulation {

class Contents {
 public:
  Contents(const Dedup& dedup, uint64_t seed) : dedup_(dedup), random_(seed) {}
  // The next record, whose partition is known; it may become another one's repeat.
  void Fill(std::span<const Input> before, Input& input);
  // Nothing came for longer than a time step.
  void BeQuiet();

 private:
  bool Compares(Compared what) const { return dedup_[0].of == what || dedup_[1].of == what; }
  const Input* SomeOf(std::span<const Input> before, const Input& input);

  const Dedup dedup_;
  Random random_;
  int64_t now_ms_ = 0;
};

}  // namespace aegis::simulation
