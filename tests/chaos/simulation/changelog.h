// Judges the changelog of an input partition and the states that are copies of it: by the
// documented form of its records, and by what the oracle remembers.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "connectors/memory/cluster.h"
#include "tests/chaos/simulation/oracle.h"

namespace aegis::simulation {

inline std::string ChangelogOf(size_t route) {
  return std::string(kPipeline) + "." + kInputTopic + "." + kRouteNames[route];
}

// As it stands on the disk of a process, that is or was.
struct StoredState {
  size_t route = 0;
  int32_t partition = 0;
  bool is_owners = false;
  io::StateProgress progress;
  std::map<std::string, std::string> contents;  // group and member → value
};

struct JudgedChangelog {
  const memory::Cluster& cluster;
  io::TopicPartition partition;            // of the changelog
  const Oracle& oracle;                    // at the end of the input
  std::vector<int64_t> commits;            // of the input, in order
  std::vector<const StoredState*> states;  // of that partition and route
};

// What is wrong with it; nothing when all is as it must be.
std::optional<std::string> FindViolation(JudgedChangelog judged);

}  // namespace aegis::simulation
