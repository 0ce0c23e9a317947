#include "connectors/kafka/coverage.h"

#include <algorithm>
#include <set>

namespace aegis::kafka {

std::vector<io::TopicPartition> Coverage::Take(const GroupAnswer& group,
                                               const std::vector<io::TopicPartition>& all,
                                               io::Time now) {
  if (!due_) return {};
  // While members join, nobody has anything.
  if (group.error != 0 || !group.stable) {
    seen_before_ = false;
    due_ = now + kLookAgain;
    return {};
  }
  const std::set<io::TopicPartition> assigned(group.assigned.begin(), group.assigned.end());
  std::vector<io::TopicPartition> missing;
  std::copy_if(all.begin(), all.end(), std::back_inserter(missing),
               [&](const io::TopicPartition& id) { return !assigned.contains(id); });
  if (missing.empty()) {
    delay_ = kLookAgain;
    due_.reset();
    return {};
  }
  if (!std::exchange(seen_before_, true)) {
    due_ = now + kLookAgain;
    return {};
  }
  seen_before_ = false;
  delay_ = std::min(2 * delay_, kLongestDelay);
  due_ = now + delay_;
  return missing;
}

}  // namespace aegis::kafka
