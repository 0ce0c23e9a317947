#include "connectors/kafka/polled.h"

#include "connectors/kafka/handles.h"

namespace aegis::kafka {

void Polled::Release() {
  for (size_t i = 0; i < held_; ++i) rd_kafka_message_destroy(messages_[i]);
  held_ = 0;
  records_.clear();
  headers_used_ = 0;
}

// A batch call waits until its array is full: so wait for one, then take what is there.
ssize_t Polled::Take(rd_kafka_queue_t* queue, size_t max_messages, io::Time deadline,
                     const io::Clock& clock) {
  Release();
  if (messages_.size() < max_messages) messages_.resize(max_messages);
  ssize_t count = rd_kafka_consume_batch_queue(queue, 0, messages_.data(), max_messages);
  if (count == 0) {
    int wait = MillisecondsUntil(deadline, clock.Now());
    if (wait > 0) count = rd_kafka_consume_batch_queue(queue, wait, messages_.data(), 1);
    if (count == 1 && max_messages > 1) {
      held_ = 1;
      ssize_t more = rd_kafka_consume_batch_queue(queue, 0, messages_.data() + 1, max_messages - 1);
      if (more > 0) count += more;
    }
  }
  if (count >= 0) held_ = static_cast<size_t>(count);
  return count;
}

void Polled::AddRecord(Partition& partition, const rd_kafka_message_t* message) {
  partition.next_offset = message->offset + 1;
  partition.leader_epoch = partition.record_epoch = rd_kafka_message_leader_epoch(message);
  partition.end_reached = -1;
  Record& record = records_.emplace_back();
  record.topic = partition.id.topic;
  record.partition = message->partition;
  record.offset = message->offset;
  record.leader_epoch = partition.leader_epoch;
  rd_kafka_timestamp_type_t type = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE;
  record.timestamp_ms = rd_kafka_message_timestamp(message, &type);
  record.timestamp_type = type == RD_KAFKA_TIMESTAMP_CREATE_TIME ? TimestampType::kCreateTime
                          : type == RD_KAFKA_TIMESTAMP_LOG_APPEND_TIME
                              ? TimestampType::kLogAppendTime
                              : TimestampType::kNotAvailable;
  if (message->key != nullptr)
    record.key = {static_cast<const char*>(message->key), message->key_len};
  if (message->payload != nullptr)
    record.value = {static_cast<const char*>(message->payload), message->len};
  record.headers = HeadersOf(message);
}

std::span<const Header> Polled::HeadersOf(const rd_kafka_message_t* message) {
  rd_kafka_headers_t* list = nullptr;
  if (rd_kafka_message_headers(message, &list) != RD_KAFKA_RESP_ERR_NO_ERROR) return {};
  if (headers_used_ == headers_.size()) headers_.emplace_back();
  std::vector<Header>& headers = headers_[headers_used_++];
  headers.clear();
  const char* name = nullptr;
  const void* value = nullptr;
  size_t size = 0;
  for (size_t i = 0;
       rd_kafka_header_get_all(list, i, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR; ++i) {
    headers.push_back(
        {name, value == nullptr ? kNull : std::string_view(static_cast<const char*>(value), size)});
  }
  return headers;
}

}  // namespace aegis::kafka
