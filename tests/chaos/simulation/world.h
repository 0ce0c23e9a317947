// One schedule: some workers, a Kafka in memory, and all that goes wrong, drawn from one seed. Real
// workers run in turn on one thread; whoever waits within a call, or is frozen there, lets the
// others go on from inside of it, so that everything may happen between any two requests.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "connectors/memory/cluster.h"
#include "tests/chaos/simulation/checker.h"
#include "tests/chaos/simulation/inputs.h"
#include "tests/chaos/simulation/random.h"
#include "topology/worker.h"

namespace aegis::simulation {

// Compiled once and shared by all schedules: before a reload and after it, for each of kDedups.
struct Works {
  topology::Work before;
  topology::Work after;
};
using AllWorks = std::vector<Works>;
Result<AllWorks> CompileWorks();

struct Verdict {
  std::optional<std::string> violation;
  std::vector<std::string> trace;  // of what happened, when it was asked for
  uint64_t steps = 0;
};
Verdict RunSchedule(const AllWorks& works, uint64_t seed, bool with_trace);

}  // namespace aegis::simulation
