// The changelogs of a pipeline, asked for from its cluster: for `aegis state`.
#pragma once

#include <chrono>
#include <memory>

#include "connectors/kafka/admin.h"
#include "connectors/system_clock.h"
#include "topology/config.h"
#include "topology/state_check.h"

namespace aegis::topology {

class ClusterChangelogs {
 public:
  static Result<std::unique_ptr<ClusterChangelogs>> New(const Config& config);
  // Valid as long as this.
  ChangelogAccess access();

 private:
  ClusterChangelogs(std::string pipeline, std::unique_ptr<kafka::Admin> admin);
  Result<std::string> TopicId(const std::string& topic);

  const std::string pipeline_;
  const io::SystemClock clock_;
  std::chrono::seconds idle_ = ChangelogAccess().idle;
  std::unique_ptr<kafka::Admin> admin_;
  std::unique_ptr<io::Changelogs> changelogs_;
};

}  // namespace aegis::topology
