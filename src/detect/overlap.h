// Overlaps are settled once: overlapping findings become one whose span is their union and whose
// name is that of the best scored (then the longest, then the first by rule index).
#pragma once

#include <span>

#include "src/base/arena.h"
#include "src/detect/finding.h"

namespace aegis {

// `findings` sorted by (begin, end, rule). Returns the settled ones in the same storage, sorted and
// not overlapping.
std::span<Finding> SettleOverlaps(std::span<Finding> findings);

}  // namespace aegis
