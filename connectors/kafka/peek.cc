#include "connectors/kafka/peek.h"

#include <librdkafka/rdkafka.h>

#include <algorithm>

#include "connectors/kafka/handles.h"

namespace aegis::kafka {
namespace {

using Consumer = std::unique_ptr<rd_kafka_t, Destroyer<rd_kafka_destroy>>;
using Message = std::unique_ptr<rd_kafka_message_t, Destroyer<rd_kafka_message_destroy>>;

}  // namespace

Result<std::map<io::TopicPartition, int64_t>> FirstTimestamps(
    const ClientSettings& settings, const std::map<io::TopicPartition, int64_t>& offsets,
    std::chrono::milliseconds timeout) {
  Properties properties = AdminProperties(settings);
  properties.emplace_back("isolation.level", "read_committed");
  properties.emplace_back("enable.partition.eof", "true");
  properties.emplace_back("auto.offset.reset",
                          "earliest");  // what retention took away is not waiting any more
  auto conf = MakeConf(properties);
  if (!conf) return tl::unexpected(conf.error());
  auto handle = NewHandle(RD_KAFKA_CONSUMER, std::move(*conf));
  if (!handle) return tl::unexpected(handle.error());
  const Consumer consumer(*handle);
  rd_kafka_poll_set_consumer(consumer.get());

  const PartitionList list = NewPartitionList(offsets.size());
  for (const auto& [partition, offset] : offsets) {
    rd_kafka_topic_partition_list_add(list.get(), partition.topic.c_str(), partition.partition)
        ->offset = offset;
  }
  if (const rd_kafka_resp_err_t error = rd_kafka_assign(consumer.get(), list.get())) {
    return Fail(ErrorCode::kUnavailable, Describe(error));
  }
  std::map<io::TopicPartition, int64_t> waiting = offsets;
  std::map<io::TopicPartition, int64_t> timestamps;
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  while (!waiting.empty()) {
    const int left = MillisecondsUntil(deadline, std::chrono::steady_clock::now());
    if (left == 0) break;
    const Message message(rd_kafka_consumer_poll(consumer.get(), std::min(left, 200)));
    if (message == nullptr || message->rkt == nullptr) continue;
    const io::TopicPartition partition{rd_kafka_topic_name(message->rkt), message->partition};
    if (waiting.erase(partition) == 0 || message->err != RD_KAFKA_RESP_ERR_NO_ERROR) continue;
    const int64_t timestamp = rd_kafka_message_timestamp(message.get(), nullptr);
    if (timestamp >= 0) timestamps[partition] = timestamp;
    const PartitionList done = NewPartitionList(1);
    rd_kafka_topic_partition_list_add(done.get(), partition.topic.c_str(), partition.partition);
    rd_kafka_pause_partitions(consumer.get(), done.get());
  }
  return timestamps;
}

}  // namespace aegis::kafka
