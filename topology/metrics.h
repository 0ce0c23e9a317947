// What /metrics says. Reads the workers' counters when scraped; nothing here is on the way of a
// record.
#pragma once

#include <string>
#include <vector>

#include "connectors/rocksdb/disk.h"
#include "topology/counters.h"

namespace aegis::topology {

struct BuildInfo {
  std::string version;
  std::string librdkafka;
};

// Usage of this process, from /proc/self. A field that could not be read is negative and not shown.
struct ProcessUsage {
  double cpu_seconds = -1;
  double resident_bytes = -1;
  double virtual_bytes = -1;
  double open_fds = -1;
  double max_fds = -1;
  double start_time_seconds = -1;  // since the epoch
  double threads = -1;
};
ProcessUsage ReadProcessUsage();

// The text format of Prometheus. `now_ms` is the wall clock, for lag in seconds. Workers' series
// with the same labels are added up; of a partition that two of them list (one has just lost it),
// the one that committed further counts.
// `disk` is null where no route has dedup, `standby` where no copies are kept.
std::string MetricsText(const std::vector<const WorkerCounters*>& workers, const BuildInfo& build,
                        const ProcessUsage& process, const rocks::DiskUsage* disk, int64_t now_ms,
                        const std::vector<StandbyCopy>* standby = nullptr);

// The page for people: lag, routes and outcomes. No record content.
struct PageFacts {
  std::string name;
  std::string group;
  std::string version;
  std::vector<std::string> not_ready;  // why; empty: ready
};
std::string AdminPage(const std::vector<const WorkerCounters*>& workers, const PageFacts& facts,
                      int64_t now_ms);

}  // namespace aegis::topology
