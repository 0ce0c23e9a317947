// What the cluster says of itself and of what this client may do there, for `check --connect`. The
// protocol tells the rights on topics, groups and the cluster; those on a transactional id show
// only when one is used, so one is: see AskRights.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <span>
#include <string>

#include "connectors/kafka/client_config.h"
#include "src/base/result.h"

namespace aegis::kafka {

// kUnknown: the cluster did not say. Without an authorizer everything is kYes.
enum class Right : uint8_t { kUnknown, kNo, kYes };

struct TopicRights {
  Right describe = Right::kUnknown;  // kNo: nothing else is known, not even whether it exists
  Right read = Right::kUnknown;
  Right write = Right::kUnknown;
  Right alter = Right::kUnknown;
  Right describe_configs = Right::kUnknown;
  // The least of all partitions; 0: not known.
  int replicas = 0;
  int in_sync = 0;
};

struct Rights {
  std::string cluster_id;
  int brokers = 0;
  std::map<std::string, TopicRights> topics;
  Right read_group = Right::kUnknown;
  std::string group_error;  // where it is kUnknown: why
  Right transactional_id = Right::kUnknown;
  std::string transactional_error;  // where it is kUnknown: why
};

// Asks for one producer id under `transactional_id`, which writes one entry to the broker's
// transaction log and fences whoever uses the same id: give one that nobody does.
Result<Rights> AskRights(const ClientSettings& settings, std::span<const std::string> topics,
                         const std::string& transactional_id, std::chrono::milliseconds timeout);

}  // namespace aegis::kafka
