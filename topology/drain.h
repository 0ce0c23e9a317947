// `run --drain`: the ends that the inputs had at the start, and whether everything before them is
// committed. Pure; whoever has a cluster fills it in.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "connectors/io.h"
#include "topology/counters.h"

namespace aegis::topology {

class Drain {
 public:
  // ends: stable end offsets at the start; begins: the first offsets there are. A partition without
  // records is done.
  Drain(const std::map<io::TopicPartition, int64_t>& ends,
        const std::map<io::TopicPartition, int64_t>& begins);

  // Our own workers' view, and other instances' commits as the cluster tells them.
  void Note(std::span<const PartitionState> partitions);
  void Note(const io::TopicPartition& partition, int64_t committed);

  bool done() const { return left_.empty(); }
  std::vector<io::TopicPartition> left() const;
  // Everything left stands still until somebody acts: the reason of the first. Empty: it goes on.
  std::string Stuck() const;

 private:
  std::map<io::TopicPartition, int64_t> left_;  // and what must be committed of each
  std::map<io::TopicPartition, std::string> stopped_;
};

}  // namespace aegis::topology
