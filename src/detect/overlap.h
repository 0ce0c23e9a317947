// Overlaps are settled once: overlapping findings become one whose span is their union and whose
// name is that of the best scored (then the longest, then the first by rule index).
#pragma once

#include <cstdint>
#include <span>

#include "src/base/arena.h"
#include "src/detect/finding.h"

namespace aegis {

// What a finding that names an overlap has before another one of it.
enum class Advantage : uint8_t {
  kWhole,   // the other one is only what is within a payload
  kScore,   // the better score
  kLength,  // the same score, and it is longer
  kOrder,   // its rule comes first
};
// `winner` names the overlap with `loser`.
Advantage AdvantageOf(const Finding& winner, const Finding& loser);

// Which of the two names their overlap?
bool NamesBetter(const Finding& a, const Finding& b);

// `findings` sorted by (begin, end, rule). Returns the settled ones in the same storage, sorted and
// not overlapping.
std::span<Finding> SettleOverlaps(std::span<Finding> findings);

}  // namespace aegis
