#include "connectors/kafka/admin.h"

#include <algorithm>
#include <thread>

#include "connectors/kafka/client_log.h"
#include "connectors/kafka/handles.h"

namespace aegis::kafka {
namespace {

using std::chrono::milliseconds;

constexpr auto kAskAgainAfter = milliseconds(50);

int Ms(milliseconds timeout) {
  return static_cast<int>(std::clamp<int64_t>(timeout.count(), 1, 3'600'000));
}

AdminOptions Options(rd_kafka_t* handle, rd_kafka_admin_op_t operation, milliseconds timeout) {
  AdminOptions options(rd_kafka_AdminOptions_new(handle, operation));
  char ignored[128];
  rd_kafka_AdminOptions_set_request_timeout(options.get(), Ms(timeout), ignored, sizeof ignored);
  return options;
}

bool Has(const rd_kafka_AclOperation_t* operations, size_t count, rd_kafka_AclOperation_t wanted) {
  if (operations == nullptr || count == 0) return true;
  return std::find(operations, operations + count, wanted) != operations + count;
}

// What becomes of the answer when a partition has none.
enum class Unanswered : uint8_t { kFails, kIsLeftOut };

Result<std::map<io::TopicPartition, int64_t>> ListOffsets(
    rd_kafka_t* handle, std::span<const io::TopicPartition> partitions, int64_t which,
    Unanswered unanswered, milliseconds timeout) {
  std::map<io::TopicPartition, int64_t> offsets;
  if (partitions.empty()) return offsets;
  PartitionList list = NewPartitionList(partitions.size());
  for (const io::TopicPartition& partition : partitions) {
    rd_kafka_topic_partition_list_add(list.get(), partition.topic.c_str(), partition.partition)
        ->offset = which;
  }
  AdminOptions options = Options(handle, RD_KAFKA_ADMIN_OP_LISTOFFSETS, timeout);
  KafkaError(rd_kafka_AdminOptions_set_isolation_level(options.get(),
                                                       RD_KAFKA_ISOLATION_LEVEL_READ_COMMITTED));
  Queue queue(rd_kafka_queue_new(handle));
  rd_kafka_ListOffsets(handle, list.get(), options.get(), queue.get());
  Result<Event> event = Await(queue.get(), RD_KAFKA_EVENT_LISTOFFSETS_RESULT, Ms(timeout));
  if (!event) return tl::unexpected(event.error());
  size_t count = 0;
  const rd_kafka_ListOffsetsResultInfo_t** infos =
      rd_kafka_ListOffsets_result_infos(rd_kafka_event_ListOffsets_result(event->get()), &count);
  for (size_t i = 0; i < count; ++i) {
    const rd_kafka_topic_partition_t* at = rd_kafka_ListOffsetsResultInfo_topic_partition(infos[i]);
    if (at->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
      if (unanswered == Unanswered::kIsLeftOut) continue;
      return Fail(ErrorCode::kUnavailable, std::string(at->topic) + " [" +
                                               std::to_string(at->partition) +
                                               "]: " + Describe(at->err));
    }
    offsets[{at->topic, at->partition}] = at->offset;
  }
  return offsets;
}

// The one result of a request about one topic.
Status OneTopic(const rd_kafka_topic_result_t** results, size_t count, const std::string& topic) {
  for (size_t i = 0; i < count; ++i) {
    rd_kafka_resp_err_t code = rd_kafka_topic_result_error(results[i]);
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) continue;
    ErrorCode kind = code == RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS ? ErrorCode::kConflict
                                                                    : ErrorCode::kUnavailable;
    return Fail(kind, "topic " + topic + ": " + Describe(code));
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<Admin>> Admin::New(const ClientSettings& settings) {
  Properties properties = AdminProperties(settings);
  // Committed offsets, also while a transaction is about to replace them.
  properties.emplace_back("isolation.level", "read_uncommitted");
  Result<Conf> conf = MakeConf(properties);
  if (!conf) return tl::unexpected(conf.error());
  Result<rd_kafka_t*> handle = NewHandle(RD_KAFKA_CONSUMER, std::move(*conf));
  if (!handle) return tl::unexpected(handle.error());
  return std::unique_ptr<Admin>(new Admin(settings.group, *handle));
}

Admin::~Admin() { rd_kafka_destroy_flags(handle_, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE); }

Result<std::vector<std::string>> Admin::ListTopics(milliseconds timeout) {
  const rd_kafka_metadata_t* metadata = nullptr;
  rd_kafka_resp_err_t error = rd_kafka_metadata(handle_, 1, nullptr, &metadata, Ms(timeout));
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return Fail(ErrorCode::kUnavailable,
                "the cluster cannot be asked: " + Describe(error) + BecauseOfConnection());
  }
  std::vector<std::string> names;
  for (int i = 0; i < metadata->topic_cnt; ++i) names.emplace_back(metadata->topics[i].topic);
  rd_kafka_metadata_destroy(metadata);
  std::sort(names.begin(), names.end());
  return names;
}

Result<std::vector<TopicDescription>> Admin::DescribeTopics(std::span<const std::string> topics,
                                                            milliseconds timeout) {
  std::vector<TopicDescription> descriptions;
  if (topics.empty()) return descriptions;
  Result<Event> event =
      AskDescribeTopics(handle_, {topics.begin(), topics.end()}, true, Ms(timeout));
  if (!event) return tl::unexpected(event.error());
  size_t count = 0;
  const rd_kafka_TopicDescription_t** results = rd_kafka_DescribeTopics_result_topics(
      rd_kafka_event_DescribeTopics_result(event->get()), &count);
  for (size_t i = 0; i < count; ++i) {
    TopicDescription& description = descriptions.emplace_back();
    description.name = rd_kafka_TopicDescription_name(results[i]);
    rd_kafka_resp_err_t code = rd_kafka_error_code(rd_kafka_TopicDescription_error(results[i]));
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
      description.error = Describe(code);
      continue;
    }
    size_t partitions = 0;
    rd_kafka_TopicDescription_partitions(results[i], &partitions);
    description.partitions = static_cast<int32_t>(partitions);
    description.topic_id = UuidText(rd_kafka_TopicDescription_topic_id(results[i]));
    size_t operations = 0;
    const rd_kafka_AclOperation_t* allowed =
        rd_kafka_TopicDescription_authorized_operations(results[i], &operations);
    description.may_read = Has(allowed, operations, RD_KAFKA_ACL_OPERATION_READ);
    description.may_write = Has(allowed, operations, RD_KAFKA_ACL_OPERATION_WRITE);
    description.may_describe = Has(allowed, operations, RD_KAFKA_ACL_OPERATION_DESCRIBE);
  }
  return descriptions;
}

Result<std::map<std::string, std::string>> Admin::TopicConfig(const std::string& topic,
                                                              milliseconds timeout) {
  rd_kafka_ConfigResource_t* resource =
      rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic.c_str());
  AdminOptions options = Options(handle_, RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS, timeout);
  Queue queue(rd_kafka_queue_new(handle_));
  rd_kafka_DescribeConfigs(handle_, &resource, 1, options.get(), queue.get());
  Result<Event> event = Await(queue.get(), RD_KAFKA_EVENT_DESCRIBECONFIGS_RESULT, Ms(timeout));
  rd_kafka_ConfigResource_destroy(resource);
  if (!event) return tl::unexpected(event.error());
  std::map<std::string, std::string> config;
  size_t count = 0;
  const rd_kafka_ConfigResource_t** resources = rd_kafka_DescribeConfigs_result_resources(
      rd_kafka_event_DescribeConfigs_result(event->get()), &count);
  for (size_t i = 0; i < count; ++i) {
    if (rd_kafka_resp_err_t code = rd_kafka_ConfigResource_error(resources[i]);
        code != RD_KAFKA_RESP_ERR_NO_ERROR) {
      return Fail(ErrorCode::kPermission,
                  "configuration of topic " + topic + ": " + Describe(code));
    }
    size_t entries = 0;
    const rd_kafka_ConfigEntry_t** configs =
        rd_kafka_ConfigResource_configs(resources[i], &entries);
    for (size_t j = 0; j < entries; ++j) {
      const char* value = rd_kafka_ConfigEntry_value(configs[j]);
      config[rd_kafka_ConfigEntry_name(configs[j])] = value ? value : "";
    }
  }
  return config;
}

Result<std::map<io::TopicPartition, int64_t>> Admin::EndOffsets(
    std::span<const io::TopicPartition> partitions, milliseconds timeout) {
  return ListOffsets(handle_, partitions, RD_KAFKA_OFFSET_SPEC_LATEST, Unanswered::kFails, timeout);
}

Result<std::map<io::TopicPartition, int64_t>> Admin::KnownEndOffsets(
    std::span<const io::TopicPartition> partitions, milliseconds timeout) {
  return ListOffsets(handle_, partitions, RD_KAFKA_OFFSET_SPEC_LATEST, Unanswered::kIsLeftOut,
                     timeout);
}

Result<std::map<io::TopicPartition, int64_t>> Admin::BeginningOffsets(
    std::span<const io::TopicPartition> partitions, milliseconds timeout) {
  return ListOffsets(handle_, partitions, RD_KAFKA_OFFSET_SPEC_EARLIEST, Unanswered::kFails,
                     timeout);
}

// As the record path asks: see Lookup::AskCommitted.
Result<std::map<io::TopicPartition, GroupOffset>> Admin::CommittedOffsets(
    std::span<const io::TopicPartition> partitions, milliseconds timeout) {
  std::map<io::TopicPartition, GroupOffset> offsets;
  if (partitions.empty()) return offsets;
  PartitionList list = NewPartitionList(partitions.size());
  for (const io::TopicPartition& partition : partitions) {
    rd_kafka_topic_partition_list_add(list.get(), partition.topic.c_str(), partition.partition);
  }
  const std::string about = "committed offsets of group " + group_ + ": ";
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  for (;;) {
    const auto left =
        std::chrono::duration_cast<milliseconds>(deadline - std::chrono::steady_clock::now());
    const rd_kafka_resp_err_t error = rd_kafka_committed(handle_, list.get(), Ms(left));
    if (error == RD_KAFKA_RESP_ERR_NO_ERROR) break;
    if (!IsMoving(error) || std::chrono::steady_clock::now() + kAskAgainAfter >= deadline)
      return Fail(ErrorCode::kUnavailable, about + Describe(error) + BecauseOfConnection());
    std::this_thread::sleep_for(kAskAgainAfter);
  }
  for (int i = 0; i < list->cnt; ++i) {
    const rd_kafka_topic_partition_t& at = list->elems[i];
    if (at.err != RD_KAFKA_RESP_ERR_NO_ERROR) {
      return Fail(ErrorCode::kUnavailable, about + at.topic + " [" + std::to_string(at.partition) +
                                               "]: " + Describe(at.err));
    }
    GroupOffset& offset = offsets[{at.topic, at.partition}];
    offset.offset = at.offset < 0 ? -1 : at.offset;
    offset.leader_epoch = rd_kafka_topic_partition_get_leader_epoch(&at);
    if (at.metadata != nullptr)
      offset.metadata.assign(static_cast<const char*>(at.metadata), at.metadata_size);
  }
  return offsets;
}

Status Admin::CreateTopic(const std::string& topic, int32_t partitions, int replication,
                          const Properties& config, milliseconds timeout) {
  char why[256];
  rd_kafka_NewTopic_t* wanted =
      rd_kafka_NewTopic_new(topic.c_str(), partitions, replication, why, sizeof why);
  if (wanted == nullptr) return Fail(ErrorCode::kInvalidArgument, "topic " + topic + ": " + why);
  for (const auto& [name, value] : config)
    rd_kafka_NewTopic_set_config(wanted, name.c_str(), value.c_str());
  AdminOptions options = Options(handle_, RD_KAFKA_ADMIN_OP_CREATETOPICS, timeout);
  Queue queue(rd_kafka_queue_new(handle_));
  rd_kafka_CreateTopics(handle_, &wanted, 1, options.get(), queue.get());
  Result<Event> event = Await(queue.get(), RD_KAFKA_EVENT_CREATETOPICS_RESULT, Ms(timeout));
  rd_kafka_NewTopic_destroy(wanted);
  if (!event) return Fail(event.error().code, "topic " + topic + ": " + event.error().message);
  size_t count = 0;
  const rd_kafka_topic_result_t** results =
      rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event->get()), &count);
  return OneTopic(results, count, topic);
}

Status Admin::GrowTopic(const std::string& topic, int32_t partitions, milliseconds timeout) {
  char why[256];
  rd_kafka_NewPartitions_t* wanted =
      rd_kafka_NewPartitions_new(topic.c_str(), static_cast<size_t>(partitions), why, sizeof why);
  if (wanted == nullptr) return Fail(ErrorCode::kInvalidArgument, "topic " + topic + ": " + why);
  AdminOptions options = Options(handle_, RD_KAFKA_ADMIN_OP_CREATEPARTITIONS, timeout);
  Queue queue(rd_kafka_queue_new(handle_));
  rd_kafka_CreatePartitions(handle_, &wanted, 1, options.get(), queue.get());
  Result<Event> event = Await(queue.get(), RD_KAFKA_EVENT_CREATEPARTITIONS_RESULT, Ms(timeout));
  rd_kafka_NewPartitions_destroy(wanted);
  if (!event) return Fail(event.error().code, "topic " + topic + ": " + event.error().message);
  size_t count = 0;
  const rd_kafka_topic_result_t** results = rd_kafka_CreatePartitions_result_topics(
      rd_kafka_event_CreatePartitions_result(event->get()), &count);
  for (size_t i = 0; i < count; ++i) {
    if (rd_kafka_topic_result_error(results[i]) == RD_KAFKA_RESP_ERR_INVALID_PARTITIONS) return {};
  }
  return OneTopic(results, count, topic);
}

}  // namespace aegis::kafka
