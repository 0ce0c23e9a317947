#include "connectors/kafka/topic_reader.h"

#include <librdkafka/rdkafka.h>

#include <map>
#include <vector>

#include "connectors/kafka/handles.h"

namespace aegis::kafka {
namespace {

using Consumer = std::unique_ptr<rd_kafka_t, Destroyer<rd_kafka_destroy>>;
using Message = std::unique_ptr<rd_kafka_message_t, Destroyer<rd_kafka_message_destroy>>;

constexpr int kPollMs = 200;

Record ViewOf(const rd_kafka_message_t* message, std::string_view topic,
              std::vector<Header>& headers) {
  Record record;
  record.topic = topic;
  record.partition = message->partition;
  record.offset = message->offset;
  rd_kafka_timestamp_type_t type = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE;
  record.timestamp_ms = rd_kafka_message_timestamp(message, &type);
  if (type == RD_KAFKA_TIMESTAMP_CREATE_TIME) record.timestamp_type = TimestampType::kCreateTime;
  if (type == RD_KAFKA_TIMESTAMP_LOG_APPEND_TIME)
    record.timestamp_type = TimestampType::kLogAppendTime;
  if (message->key != nullptr)
    record.key = {static_cast<const char*>(message->key), message->key_len};
  if (message->payload != nullptr)
    record.value = {static_cast<const char*>(message->payload), message->len};
  headers.clear();
  rd_kafka_headers_t* list = nullptr;
  if (rd_kafka_message_headers(message, &list) == RD_KAFKA_RESP_ERR_NO_ERROR) {
    const char* name = nullptr;
    const void* value = nullptr;
    size_t size = 0;
    for (size_t i = 0;
         rd_kafka_header_get_all(list, i, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR;
         ++i) {
      headers.push_back({name, value == nullptr
                                   ? kNull
                                   : std::string_view(static_cast<const char*>(value), size)});
    }
  }
  record.headers = headers;
  return record;
}

}  // namespace

Status ReadRanges(const ClientSettings& settings, std::span<const ReadRange> ranges,
                  std::chrono::milliseconds idle, const std::function<void(const Record&)>& visit) {
  Properties properties = AdminProperties(settings);
  properties.emplace_back("isolation.level", "read_committed");
  properties.emplace_back("enable.partition.eof", "true");
  properties.emplace_back("auto.offset.reset", "error");
  auto conf = MakeConf(properties);
  if (!conf) return tl::unexpected(conf.error());
  auto handle = NewHandle(RD_KAFKA_CONSUMER, std::move(*conf));
  if (!handle) return tl::unexpected(handle.error());
  const Consumer consumer(*handle);
  rd_kafka_poll_set_consumer(consumer.get());

  std::map<io::TopicPartition, int64_t> left;  // and the offset before which to read
  const PartitionList list = NewPartitionList(ranges.size());
  for (const ReadRange& range : ranges) {
    if (range.from >= range.to) continue;
    left[range.partition] = range.to;
    rd_kafka_topic_partition_list_add(list.get(), range.partition.topic.c_str(),
                                      range.partition.partition)
        ->offset = range.from;
  }
  if (left.empty()) return {};
  if (const rd_kafka_resp_err_t error = rd_kafka_assign(consumer.get(), list.get())) {
    return Fail(ErrorCode::kUnavailable, Describe(error));
  }
  std::vector<Header> headers;
  auto last_answer = std::chrono::steady_clock::now();
  while (!left.empty()) {
    const Message message(rd_kafka_consumer_poll(consumer.get(), kPollMs));
    const auto now = std::chrono::steady_clock::now();
    if (message == nullptr || message->rkt == nullptr) {
      if (now - last_answer > idle) {
        const io::TopicPartition& one = left.begin()->first;
        return Fail(ErrorCode::kUnavailable, "the broker gave nothing more of " + one.topic + "/" +
                                                 std::to_string(one.partition) + " in time");
      }
      continue;
    }
    last_answer = now;
    const io::TopicPartition partition{rd_kafka_topic_name(message->rkt), message->partition};
    const auto range = left.find(partition);
    if (range == left.end()) continue;
    if (message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
      // The end of what is committed; markers behind the last record have been passed.
      if (message->offset >= range->second) left.erase(range);
      continue;
    }
    if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
      return Fail(ErrorCode::kUnavailable, partition.topic + "/" +
                                               std::to_string(partition.partition) + ": " +
                                               Describe(message->err));
    }
    if (message->offset < range->second) visit(ViewOf(message.get(), partition.topic, headers));
    if (message->offset + 1 >= range->second) left.erase(range);
  }
  return {};
}

}  // namespace aegis::kafka
