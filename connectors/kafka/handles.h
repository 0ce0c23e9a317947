// librdkafka's objects with owners. Private to this folder.
#pragma once

#include <librdkafka/rdkafka.h>

#include <memory>
#include <string>

#include "connectors/io.h"
#include "connectors/kafka/client_config.h"
#include "connectors/kafka/commit_policy.h"

namespace aegis::kafka {

template <auto Destroy>
struct Destroyer {
  template <typename T>
  void operator()(T* object) const {
    Destroy(object);
  }
};

using Queue = std::unique_ptr<rd_kafka_queue_t, Destroyer<rd_kafka_queue_destroy>>;
using Event = std::unique_ptr<rd_kafka_event_t, Destroyer<rd_kafka_event_destroy>>;
using KafkaError = std::unique_ptr<rd_kafka_error_t, Destroyer<rd_kafka_error_destroy>>;
using TopicObject = std::unique_ptr<rd_kafka_topic_t, Destroyer<rd_kafka_topic_destroy>>;
using AdminOptions =
    std::unique_ptr<rd_kafka_AdminOptions_t, Destroyer<rd_kafka_AdminOptions_destroy>>;
using GroupMetadata = std::unique_ptr<rd_kafka_consumer_group_metadata_t,
                                      Destroyer<rd_kafka_consumer_group_metadata_destroy>>;
struct GroupListDestroyer {
  void operator()(const rd_kafka_group_list* list) const { rd_kafka_group_list_destroy(list); }
};
using GroupList = std::unique_ptr<const rd_kafka_group_list, GroupListDestroyer>;
using PartitionList = std::unique_ptr<rd_kafka_topic_partition_list_t,
                                      Destroyer<rd_kafka_topic_partition_list_destroy>>;

inline PartitionList NewPartitionList(size_t size) {
  return PartitionList(rd_kafka_topic_partition_list_new(static_cast<int>(size)));
}

inline ErrorClass Classify(const rd_kafka_error_t* error) {
  if (error == nullptr) return ErrorClass::kNone;
  return Classify(ErrorFacts{.code = rd_kafka_error_code(error),
                             .fatal = rd_kafka_error_is_fatal(error) != 0,
                             .retriable = rd_kafka_error_is_retriable(error) != 0,
                             .requires_abort = rd_kafka_error_txn_requires_abort(error) != 0});
}

// "NAME: text", which has no record content.
inline std::string Describe(rd_kafka_resp_err_t code) {
  return std::string(rd_kafka_err2name(code)) + ": " + rd_kafka_err2str(code);
}
inline std::string Describe(const rd_kafka_error_t* error) {
  return std::string(rd_kafka_error_name(error)) + ": " + rd_kafka_error_string(error);
}

// The coordinator is being made, loaded or moved.
inline bool IsMoving(rd_kafka_resp_err_t code) {
  return code == RD_KAFKA_RESP_ERR_COORDINATOR_NOT_AVAILABLE ||
         code == RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS ||
         code == RD_KAFKA_RESP_ERR_NOT_COORDINATOR;
}

inline int MillisecondsUntil(io::Time deadline, io::Time now) {
  auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - now).count();
  return left <= 0 ? 0 : static_cast<int>(left > 3'600'000 ? 3'600'000 : left);
}

// Makes a client; takes the conf.
Result<rd_kafka_t*> NewHandle(rd_kafka_type_t type, Conf conf);

// One admin request and its answer, or the error in words.
Result<Event> Await(rd_kafka_queue_t* queue, rd_kafka_event_type_t type, int timeout_ms);

// Topic descriptions as librdkafka gives them.
Result<Event> AskDescribeTopics(rd_kafka_t* handle, const std::vector<std::string>& topics,
                                bool with_rights, int timeout_ms);
std::string UuidText(const rd_kafka_Uuid_t* uuid);

}  // namespace aegis::kafka
