#include "topology/standby_cluster.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "connectors/kafka/admin.h"
#include "connectors/kafka/changelogs.h"
#include "connectors/rocksdb/store.h"
#include "topology/changelog.h"

namespace aegis::topology {
namespace {

using std::chrono::milliseconds;

// Of one copy: no lookups are made there, and what is open adds up.
constexpr int kOpenFiles = 32;

class ClusterStates {
 public:
  ClusterStates(const Config& config, std::shared_ptr<kafka::Admin> admin, const io::Clock& clock)
      : config_(config), admin_(std::move(admin)), clock_(clock) {
    for (const RoutePlan& route : config_.work.plan->routes) {
      plans_.push_back(route.dedup ? std::make_shared<const DedupPlan>(*route.dedup) : nullptr);
      if (!route.dedup) continue;
      const Route& rule = config_.work.routes->routes()[plans_.size() - 1];
      fixed_.insert(rule.topics.begin(), rule.topics.end());
      has_pattern_ = has_pattern_ || !rule.pattern.empty();
    }
  }

  Result<std::vector<StandbyState>> Ask(io::Time deadline) const {
    std::set<std::string> topics = fixed_;
    if (has_pattern_) {
      auto all = admin_->ListTopics(Left(deadline));
      if (!all) return tl::unexpected(all.error());
      topics.insert(all->begin(), all->end());
    }
    struct Kept {
      std::string input;
      std::string changelog;
      uint16_t route;
    };
    std::vector<Kept> kept;
    std::set<std::string> names;
    for (const std::string& topic : topics) {
      if (!config_.work.routes->CheckFeedback(topic)) continue;
      for (const Match& match : config_.work.routes->MatchTopic(topic)) {
        if (plans_[match.route] == nullptr) continue;
        kept.push_back(
            {topic, ChangelogTopic(config_.name, topic, plans_[match.route]->state), match.route});
        names.insert({topic, kept.back().changelog});
      }
    }
    std::vector<StandbyState> states;
    if (names.empty()) return states;
    auto described = admin_->DescribeTopics(std::vector<std::string>(names.begin(), names.end()),
                                            Left(deadline));
    if (!described) return tl::unexpected(described.error());
    // Without those that are not there yet, or that this client may not see.
    std::map<std::string, const kafka::TopicDescription*> there;
    for (const kafka::TopicDescription& topic : *described) {
      if (topic.error.empty()) there[topic.name] = &topic;
    }
    for (const Kept& one : kept) {
      const auto input = there.find(one.input);
      const auto changelog = there.find(one.changelog);
      if (input == there.end() || changelog == there.end()) continue;
      const int32_t partitions = std::min(input->second->partitions, changelog->second->partitions);
      for (int32_t p = 0; p < partitions; ++p) {
        states.push_back(
            {{one.input, p}, plans_[one.route], one.changelog, changelog->second->topic_id});
      }
    }
    return states;
  }

 private:
  milliseconds Left(io::Time deadline) const {
    return std::max(milliseconds(1),
                    std::chrono::duration_cast<milliseconds>(deadline - clock_.Now()));
  }

  const Config& config_;
  const std::shared_ptr<kafka::Admin> admin_;
  const io::Clock& clock_;
  std::vector<std::shared_ptr<const DedupPlan>> plans_;  // of each route; null: it has no dedup
  std::set<std::string> fixed_;                          // topics that routes with dedup name
  bool has_pattern_ = false;
};

}  // namespace

Result<StandbyAccess> ConnectStandby(const Config& config, std::shared_ptr<rocks::Disk> disk,
                                     const io::Clock& clock) {
  auto made = kafka::Admin::New(config.Settings());
  if (!made) return tl::unexpected(made.error());
  const std::shared_ptr<kafka::Admin> admin = std::move(*made);
  auto changelogs = kafka::NewChangelogsSideBySide(config.Settings(), clock);
  if (!changelogs) return tl::unexpected(changelogs.error());
  StandbyAccess access;
  // Nothing is looked up, and so nothing is remembered in front of the disk.
  access.store = rocks::NewStore(std::move(disk), 0, kOpenFiles);
  access.changelogs = std::move(*changelogs);
  const auto states = std::make_shared<const ClusterStates>(config, admin, clock);
  access.states = [states](io::Time deadline) { return states->Ask(deadline); };
  access.ends = [admin, &clock](std::span<const io::TopicPartition> partitions, io::Time deadline) {
    return admin->KnownEndOffsets(
        partitions, std::max(milliseconds(1),
                             std::chrono::duration_cast<milliseconds>(deadline - clock.Now())));
  };
  return access;
}

}  // namespace aegis::topology
