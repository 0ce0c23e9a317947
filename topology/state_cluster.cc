#include "topology/state_cluster.h"

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

#include "connectors/kafka/changelogs.h"

namespace aegis::topology {
namespace {

constexpr std::chrono::seconds kAsk{10};

}  // namespace

ClusterChangelogs::ClusterChangelogs(std::string pipeline, std::unique_ptr<kafka::Admin> admin)
    : pipeline_(std::move(pipeline)), admin_(std::move(admin)) {}

Result<std::unique_ptr<ClusterChangelogs>> ClusterChangelogs::New(const Config& config) {
  auto admin = kafka::Admin::New(config.Settings());
  if (!admin) return tl::unexpected(admin.error());
  std::unique_ptr<ClusterChangelogs> cluster(new ClusterChangelogs(config.name, std::move(*admin)));
  auto changelogs = kafka::NewChangelogs(config.Settings(), cluster->clock_);
  if (!changelogs) return tl::unexpected(changelogs.error());
  cluster->changelogs_ = std::move(*changelogs);
  // The broker ends what a killed process left open after its timeout, and looks every ten seconds.
  const std::chrono::milliseconds timeout(config.Settings().transaction_timeout_ms);
  cluster->idle_ = std::max(
      cluster->idle_, std::chrono::ceil<std::chrono::seconds>(timeout) + std::chrono::seconds(15));
  return cluster;
}

ChangelogAccess ClusterChangelogs::access() {
  ChangelogAccess access;
  access.pipeline = pipeline_;
  access.changelogs = changelogs_.get();
  access.clock = &clock_;
  access.idle = idle_;
  access.topic_id = [this](const std::string& topic) { return TopicId(topic); };
  return access;
}

Result<std::string> ClusterChangelogs::TopicId(const std::string& topic) {
  const auto described = admin_->DescribeTopics(std::vector<std::string>{topic}, kAsk);
  if (!described) return tl::unexpected(described.error());
  const kafka::TopicDescription& description = described->front();
  if (!description.error.empty())
    return Fail(ErrorCode::kNotFound, "changelog " + topic + ": " + description.error);
  return description.topic_id;
}

}  // namespace aegis::topology
