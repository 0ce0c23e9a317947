// Judges a schedule from the topics, the committed offsets and the states on disk alone. Shares
// nothing with the pipeline and the worker: it knows what was planted where and what repeats what,
// and reads receipts, dead letters and changelogs by their documented form.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "connectors/memory/cluster.h"
#include "tests/chaos/simulation/changelog.h"
#include "tests/chaos/simulation/dedup.h"
#include "tests/chaos/simulation/inputs.h"

namespace aegis::simulation {

// What the workers say that they did, added up over all of them.
struct Counted {
  // By route.
  uint64_t forwarded[kRoutes] = {};
  uint64_t quarantined[kRoutes] = {};
  uint64_t routed[kRoutes] = {};
  uint64_t dropped[kRoutes] = {};
  bool all_told = false;  // nobody died or doubted between a commit and its counters
};

struct Judged {
  const memory::Cluster& cluster;
  std::span<const Input> inputs;  // by number
  const Counted& counted;
  bool from_latest = false;
  const Dedup& dedup;
  std::span<const StoredState> states;  // copies of what the changelogs say now
};

// What is wrong; nothing when all is as it must be.
std::optional<std::string> FindViolation(const Judged& judged);

}  // namespace aegis::simulation
