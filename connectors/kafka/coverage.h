// Whether each partition of the topics that we read has a member of the group. A static member that
// takes the place of the group's leader is handed its old partitions without a rebalance, and the
// client, which does not know then that it leads (KAFKA-13435; it lacks KIP-814), never looks
// whether topics have grown or come since: the new partitions would belong to nobody. Private to
// this folder.
#pragma once

#include <optional>
#include <vector>

#include "connectors/io.h"
#include "connectors/kafka/lookup.h"

namespace aegis::kafka {

class Coverage {
 public:
  // After each assignment, the group is looked at once, or again until somebody has everything.
  void Assigned(io::Time now) {
    due_ = now + delay_;
    seen_before_ = false;
  }
  void Revoked() { due_.reset(); }

  bool watching() const { return due_.has_value(); }
  bool due(io::Time now) const { return due_ && now >= *due_; }
  // The question is on its way; nobody may answer it.
  void Asked(io::Time now) { due_ = now + kLookAgain; }

  // all: the partitions of the topics that we read. The result: those that nobody has, when that
  // has lasted and joining again is to make the group assign them.
  std::vector<io::TopicPartition> Take(const GroupAnswer& group,
                                       const std::vector<io::TopicPartition>& all, io::Time now);

  // A rebalance of a healthy group takes less.
  static constexpr io::Duration kLookAgain = std::chrono::seconds(3);
  // Where joining again does not help, as when members subscribe to different topics.
  static constexpr io::Duration kLongestDelay = std::chrono::minutes(5);

 private:
  std::optional<io::Time> due_;
  io::Duration delay_ = kLookAgain;
  bool seen_before_ = false;  // the last answer missed somebody too
};

}  // namespace aegis::kafka
