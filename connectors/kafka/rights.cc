#include "connectors/kafka/rights.h"

#include <algorithm>
#include <vector>

#include "connectors/kafka/handles.h"

namespace aegis::kafka {
namespace {

using Client = std::unique_ptr<rd_kafka_t, Destroyer<rd_kafka_destroy>>;

struct Operations {
  const rd_kafka_AclOperation_t* list = nullptr;
  size_t count = 0;

  Right Has(rd_kafka_AclOperation_t wanted) const {
    if (list == nullptr || count == 0) return Right::kUnknown;
    return std::find(list, list + count, wanted) != list + count ? Right::kYes : Right::kNo;
  }
};

AdminOptions WithRights(rd_kafka_t* handle, rd_kafka_admin_op_t operation, int timeout_ms) {
  AdminOptions options(rd_kafka_AdminOptions_new(handle, operation));
  char ignored[128];
  rd_kafka_AdminOptions_set_request_timeout(options.get(), timeout_ms, ignored, sizeof ignored);
  KafkaError(rd_kafka_AdminOptions_set_include_authorized_operations(options.get(), 1));
  return options;
}

TopicRights RightsOf(const rd_kafka_TopicDescription_t* topic) {
  TopicRights rights;
  const rd_kafka_resp_err_t code = rd_kafka_error_code(rd_kafka_TopicDescription_error(topic));
  if (code == RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED) rights.describe = Right::kNo;
  if (code != RD_KAFKA_RESP_ERR_NO_ERROR) return rights;
  Operations allowed;
  allowed.list = rd_kafka_TopicDescription_authorized_operations(topic, &allowed.count);
  rights.describe = Right::kYes;
  rights.read = allowed.Has(RD_KAFKA_ACL_OPERATION_READ);
  rights.write = allowed.Has(RD_KAFKA_ACL_OPERATION_WRITE);
  rights.alter = allowed.Has(RD_KAFKA_ACL_OPERATION_ALTER);
  rights.describe_configs = allowed.Has(RD_KAFKA_ACL_OPERATION_DESCRIBE_CONFIGS);
  size_t count = 0;
  const rd_kafka_TopicPartitionInfo_t** partitions =
      rd_kafka_TopicDescription_partitions(topic, &count);
  for (size_t i = 0; i < count; ++i) {
    size_t replicas = 0;
    size_t in_sync = 0;
    rd_kafka_TopicPartitionInfo_replicas(partitions[i], &replicas);
    rd_kafka_TopicPartitionInfo_isr(partitions[i], &in_sync);
    const auto least = [i](int before, size_t now) {
      return i == 0 ? static_cast<int>(now) : std::min(before, static_cast<int>(now));
    };
    rights.replicas = least(rights.replicas, replicas);
    rights.in_sync = least(rights.in_sync, in_sync);
  }
  return rights;
}

Status AskTopics(rd_kafka_t* handle, std::span<const std::string> topics, int timeout_ms,
                 Rights& rights) {
  if (topics.empty()) return {};
  Result<Event> event = AskDescribeTopics(handle, {topics.begin(), topics.end()}, true, timeout_ms);
  if (!event) return tl::unexpected(event.error());
  size_t count = 0;
  const rd_kafka_TopicDescription_t** results = rd_kafka_DescribeTopics_result_topics(
      rd_kafka_event_DescribeTopics_result(event->get()), &count);
  for (size_t i = 0; i < count; ++i) {
    rights.topics[rd_kafka_TopicDescription_name(results[i])] = RightsOf(results[i]);
  }
  return {};
}

Status AskCluster(rd_kafka_t* handle, int timeout_ms, Rights& rights) {
  AdminOptions options = WithRights(handle, RD_KAFKA_ADMIN_OP_DESCRIBECLUSTER, timeout_ms);
  Queue queue(rd_kafka_queue_new(handle));
  rd_kafka_DescribeCluster(handle, options.get(), queue.get());
  Result<Event> event = Await(queue.get(), RD_KAFKA_EVENT_DESCRIBECLUSTER_RESULT, timeout_ms);
  if (!event) return tl::unexpected(event.error());
  const rd_kafka_DescribeCluster_result_t* result =
      rd_kafka_event_DescribeCluster_result(event->get());
  if (const char* id = rd_kafka_DescribeCluster_result_cluster_id(result)) rights.cluster_id = id;
  size_t count = 0;
  rd_kafka_DescribeCluster_result_nodes(result, &count);
  rights.brokers = static_cast<int>(count);
  return {};
}

// Once. The broker's answer, or why there is none.
rd_kafka_resp_err_t AskGroupOnce(rd_kafka_t* handle, const std::string& group, int timeout_ms,
                                 Rights& rights) {
  AdminOptions options = WithRights(handle, RD_KAFKA_ADMIN_OP_DESCRIBECONSUMERGROUPS, timeout_ms);
  Queue queue(rd_kafka_queue_new(handle));
  const char* names[] = {group.c_str()};
  rd_kafka_DescribeConsumerGroups(handle, names, 1, options.get(), queue.get());
  const Event event(rd_kafka_queue_poll(queue.get(), timeout_ms));
  if (event == nullptr) return RD_KAFKA_RESP_ERR__TIMED_OUT;
  if (const auto code = rd_kafka_event_error(event.get()); code != RD_KAFKA_RESP_ERR_NO_ERROR)
    return code;
  size_t count = 0;
  const rd_kafka_ConsumerGroupDescription_t** groups =
      rd_kafka_DescribeConsumerGroups_result_groups(
          rd_kafka_event_DescribeConsumerGroups_result(event.get()), &count);
  if (count == 0) return RD_KAFKA_RESP_ERR_GROUP_ID_NOT_FOUND;
  const rd_kafka_resp_err_t code =
      rd_kafka_error_code(rd_kafka_ConsumerGroupDescription_error(groups[0]));
  if (code != RD_KAFKA_RESP_ERR_NO_ERROR) return code;
  Operations allowed;
  allowed.list = rd_kafka_ConsumerGroupDescription_authorized_operations(groups[0], &allowed.count);
  rights.read_group = allowed.Has(RD_KAFKA_ACL_OPERATION_READ);
  return code;
}

// Read on a group that nobody has joined yet is told, too.
void AskGroup(rd_kafka_t* handle, const std::string& group, int timeout_ms, Rights& rights) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(timeout_ms);
  const Queue nothing(rd_kafka_queue_new(handle));
  for (;;) {
    const rd_kafka_resp_err_t code = AskGroupOnce(handle, group, timeout_ms, rights);
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) return;
    if (code == RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED) {
      rights.read_group = Right::kNo;
      return;
    }
    if (!IsMoving(code) || std::chrono::steady_clock::now() >= deadline) {
      rights.group_error = Describe(code);
      return;
    }
    Event(rd_kafka_queue_poll(nothing.get(), 100));  // waits without a busy loop
  }
}

Status TryTransactionalId(const ClientSettings& settings, const std::string& transactional_id,
                          int timeout_ms, Rights& rights) {
  ClientSettings own = settings;
  own.member_id = transactional_id;
  Result<Conf> conf = MakeConf(ProducerProperties(own, settings.record_limit, false));
  if (!conf) return tl::unexpected(conf.error());
  Result<rd_kafka_t*> handle = NewHandle(RD_KAFKA_PRODUCER, std::move(*conf));
  if (!handle) return tl::unexpected(handle.error());
  const Client producer(*handle);
  const KafkaError error(rd_kafka_init_transactions(producer.get(), timeout_ms));
  if (error == nullptr) {
    rights.transactional_id = Right::kYes;
  } else if (rd_kafka_error_code(error.get()) ==
             RD_KAFKA_RESP_ERR_TRANSACTIONAL_ID_AUTHORIZATION_FAILED) {
    rights.transactional_id = Right::kNo;
  } else {
    rights.transactional_error = Describe(error.get());
  }
  return {};
}

}  // namespace

Result<Rights> AskRights(const ClientSettings& settings, std::span<const std::string> topics,
                         const std::string& transactional_id, std::chrono::milliseconds timeout) {
  const int timeout_ms = static_cast<int>(std::clamp<int64_t>(timeout.count(), 1, 3'600'000));
  Result<Conf> conf = MakeConf(AdminProperties(settings));
  if (!conf) return tl::unexpected(conf.error());
  Result<rd_kafka_t*> handle = NewHandle(RD_KAFKA_CONSUMER, std::move(*conf));
  if (!handle) return tl::unexpected(handle.error());
  const Client client(*handle);
  Rights rights;
  Status asked = AskCluster(client.get(), timeout_ms, rights);
  if (asked) asked = AskTopics(client.get(), topics, timeout_ms, rights);
  if (!asked) return tl::unexpected(asked.error());
  AskGroup(client.get(), settings.group, timeout_ms, rights);
  asked = TryTransactionalId(settings, transactional_id, timeout_ms, rights);
  if (!asked) return tl::unexpected(asked.error());
  return rights;
}

}  // namespace aegis::kafka
