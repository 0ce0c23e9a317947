// What a witness of a scan saw, and what became of it when overlaps were settled, put together.
#pragma once

#include <cstddef>
#include <span>

#include "src/codec/document.h"
#include "src/detect/finding.h"
#include "src/detect/witness.h"
#include "src/pipeline.h"
#include "src/plan/plan.h"

namespace aegis {

// `settled` and `candidates`, what was settled, with spans of the value's bytes.
Explanation MakeExplanation(const RuleSet& rules, const Document& document,
                            std::span<const Finding> settled, std::span<const Finding> candidates,
                            const Witness& witness, size_t most_near_misses);

}  // namespace aegis
