#include "connectors/kafka/handles.h"

#include <vector>

#include "connectors/kafka/client_log.h"

namespace aegis::kafka {

Result<rd_kafka_t*> NewHandle(rd_kafka_type_t type, Conf conf) {
  SendLogs(conf.get());
  char why[512];
  rd_kafka_t* handle = rd_kafka_new(type, conf.get(), why, sizeof why);
  if (handle == nullptr) {
    return Fail(ErrorCode::kInvalidArgument, std::string("the Kafka client cannot start: ") + why);
  }
  conf.release();  // rd_kafka_new took it
  return handle;
}

Result<Event> Await(rd_kafka_queue_t* queue, rd_kafka_event_type_t type, int timeout_ms) {
  Event event(rd_kafka_queue_poll(queue, timeout_ms));
  if (!event) return Fail(ErrorCode::kUnavailable, "the cluster did not answer in time");
  if (rd_kafka_event_type(event.get()) != type) {
    return Fail(ErrorCode::kInternal, "the cluster answered something else");
  }
  if (rd_kafka_event_error(event.get()) != RD_KAFKA_RESP_ERR_NO_ERROR) {
    rd_kafka_resp_err_t code = rd_kafka_event_error(event.get());
    ErrorCode kind = code == RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED ||
                             code == RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED ||
                             code == RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED
                         ? ErrorCode::kPermission
                         : ErrorCode::kUnavailable;
    return Fail(kind, std::string(rd_kafka_err2name(code)) + ": " +
                          rd_kafka_event_error_string(event.get()));
  }
  return event;
}

Result<Event> AskDescribeTopics(rd_kafka_t* handle, const std::vector<std::string>& topics,
                                bool with_rights, int timeout_ms) {
  std::vector<const char*> names;
  for (const std::string& topic : topics) names.push_back(topic.c_str());
  rd_kafka_TopicCollection_t* collection =
      rd_kafka_TopicCollection_of_topic_names(names.data(), names.size());
  AdminOptions options(rd_kafka_AdminOptions_new(handle, RD_KAFKA_ADMIN_OP_DESCRIBETOPICS));
  char ignored[128];
  rd_kafka_AdminOptions_set_request_timeout(options.get(), std::max(timeout_ms, 1), ignored,
                                            sizeof ignored);
  KafkaError(rd_kafka_AdminOptions_set_include_authorized_operations(options.get(), with_rights));
  Queue queue(rd_kafka_queue_new(handle));
  rd_kafka_DescribeTopics(handle, collection, options.get(), queue.get());
  rd_kafka_TopicCollection_destroy(collection);
  return Await(queue.get(), RD_KAFKA_EVENT_DESCRIBETOPICS_RESULT, timeout_ms);
}

std::string UuidText(const rd_kafka_Uuid_t* uuid) {
  if (uuid == nullptr) return {};
  const char* text = rd_kafka_Uuid_base64str(uuid);
  return text ? text : "";
}

}  // namespace aegis::kafka
