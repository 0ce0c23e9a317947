#include "topology/drain.h"

namespace aegis::topology {

Drain::Drain(const std::map<io::TopicPartition, int64_t>& ends,
             const std::map<io::TopicPartition, int64_t>& begins) {
  for (const auto& [partition, end] : ends) {
    const auto begin = begins.find(partition);
    if (begin == begins.end() || begin->second < end) left_[partition] = end;
  }
}

void Drain::Note(std::span<const PartitionState> partitions) {
  stopped_.clear();
  for (const PartitionState& state : partitions) {
    if (!state.lag.stopped.empty()) stopped_[state.lag.partition] = state.lag.stopped;
    Note(state.lag.partition, state.lag.committed);
  }
}

void Drain::Note(const io::TopicPartition& partition, int64_t committed) {
  const auto found = left_.find(partition);
  if (found != left_.end() && committed >= found->second) left_.erase(found);
}

std::vector<io::TopicPartition> Drain::left() const {
  std::vector<io::TopicPartition> all;
  for (const auto& [partition, end] : left_) all.push_back(partition);
  return all;
}

std::string Drain::Stuck() const {
  std::string why;
  for (const auto& [partition, end] : left_) {
    const auto found = stopped_.find(partition);
    if (found == stopped_.end()) return {};
    if (why.empty())
      why = partition.topic + "/" + std::to_string(partition.partition) + ": " + found->second;
  }
  return why;
}

}  // namespace aegis::topology
