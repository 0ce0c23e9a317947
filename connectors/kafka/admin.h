// Questions to the cluster that are asked outside of the record path: by `check --connect`, `lag`,
// `verify`, --drain.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "connectors/io.h"
#include "connectors/kafka/client_config.h"

struct rd_kafka_s;

namespace aegis::kafka {

struct TopicDescription {
  std::string name;
  std::string error;  // empty: fine
  std::string topic_id;
  int32_t partitions = 0;
  bool may_read = true;  // unknown (no authorizer) counts as yes
  bool may_write = true;
  bool may_describe = true;
};

struct GroupOffset {
  int64_t offset = -1;  // -1: none committed
  int32_t leader_epoch = -1;
  std::string metadata;
};

class Admin {
 public:
  static Result<std::unique_ptr<Admin>> New(const ClientSettings& settings);
  ~Admin();

  // All names in the cluster that this client may see.
  Result<std::vector<std::string>> ListTopics(std::chrono::milliseconds timeout);
  Result<std::vector<TopicDescription>> DescribeTopics(std::span<const std::string> topics,
                                                       std::chrono::milliseconds timeout);
  // Of one topic: max.message.bytes, message.timestamp.type, cleanup.policy, …
  Result<std::map<std::string, std::string>> TopicConfig(const std::string& topic,
                                                         std::chrono::milliseconds timeout);
  // Stable ends (read_committed).
  Result<std::map<io::TopicPartition, int64_t>> EndOffsets(
      std::span<const io::TopicPartition> partitions, std::chrono::milliseconds timeout);
  // Without those of partitions that cannot be asked now.
  Result<std::map<io::TopicPartition, int64_t>> KnownEndOffsets(
      std::span<const io::TopicPartition> partitions, std::chrono::milliseconds timeout);
  Result<std::map<io::TopicPartition, int64_t>> BeginningOffsets(
      std::span<const io::TopicPartition> partitions, std::chrono::milliseconds timeout);
  // Of the group in the settings; also those that an open transaction may replace.
  Result<std::map<io::TopicPartition, GroupOffset>> CommittedOffsets(
      std::span<const io::TopicPartition> partitions, std::chrono::milliseconds timeout);
  Status CreateTopic(const std::string& topic, int32_t partitions, int replication,
                     const Properties& config, std::chrono::milliseconds timeout);
  // Partitions are never taken away: no effect when the topic has as many already.
  Status GrowTopic(const std::string& topic, int32_t partitions, std::chrono::milliseconds timeout);

 private:
  Admin(std::string group, rd_kafka_s* handle) : group_(std::move(group)), handle_(handle) {}
  std::string group_;
  rd_kafka_s* handle_;
};

}  // namespace aegis::kafka
