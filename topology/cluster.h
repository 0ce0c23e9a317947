// Questions to the cluster on behalf of a configuration: may it run, and how far behind is it?
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "connectors/io.h"
#include "connectors/kafka/admin.h"
#include "connectors/kafka/rights.h"
#include "src/base/result.h"
#include "topology/config.h"

namespace aegis::topology {

struct ClusterFinding {
  enum class Level : uint8_t { kFine, kWarning, kError };
  Level level = Level::kFine;
  std::string message;
};
const char* LevelName(ClusterFinding::Level level);  // "ok", "warning", "error"

// What the cluster said of the topics that a configuration reads and writes.
struct ClusterFacts {
  std::vector<std::string> topics;                           // all that this client sees
  std::map<std::string, kafka::TopicDescription> described;  // those in use
  std::map<std::string, std::map<std::string, std::string>>
      configs;                          // of the written ones; missing: not allowed to see
  std::optional<kafka::Rights> rights;  // nothing: not asked
};
// Pure.
std::vector<ClusterFinding> JudgeCluster(const Config& config, const ClusterFacts& facts);

// Asks and judges. An error: the cluster could not be asked.
Result<std::vector<ClusterFinding>> CheckCluster(const Config& config);

// Refuses what `run` must not begin: redacted keys that can become equal, into a compacted output,
// without `allow_key_merge`. Asks the cluster only where a route could do that.
Status CheckKeyMerge(const Config& config);

struct LagRow {
  io::TopicPartition partition;
  int64_t committed = -1;
  int64_t end = -1;      // stable
  int64_t records = -1;  // -1: not known
  int64_t seconds = -1;
};
Result<std::vector<LagRow>> AskLag(const Config& config);

// The input partitions of a configuration as they are now.
Result<std::vector<io::TopicPartition>> InputPartitions(const Config& config, kafka::Admin& admin);

}  // namespace aegis::topology
