// What `aegis scan --explain` shows.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "src/pipeline.h"
#include "src/plan/plan.h"

namespace aegis::cli {

// Shows that something is there without showing it: at most the last two characters of a long ASCII
// value.
std::string Masked(std::string_view text);

struct ExplainOptions {
  bool json = false;
  bool values = false;  // as they are, not masked
  float min_score = 0;
};

// For people aligned rows, for machines one JSON line for each finding, each near miss, and for
// those that are not shown.
std::string ShowExplanation(const std::string& file, std::string_view content,
                            const Explanation& explanation, const RuleSet& rules,
                            const ExplainOptions& options);

}  // namespace aegis::cli
