#include "connectors/kafka/partitions.h"

#include <spdlog/spdlog.h>

#include "connectors/kafka/handles.h"

namespace aegis::kafka {
namespace {

PartitionList ListOf(std::span<Partition* const> partitions) {
  PartitionList list = NewPartitionList(partitions.size());
  for (const Partition* partition : partitions) {
    rd_kafka_topic_partition_list_add(list.get(), partition->id.topic.c_str(),
                                      partition->id.partition);
  }
  return list;
}

}  // namespace

void Partitions::Pause(std::span<Partition* const> partitions) {
  if (!partitions.empty()) rd_kafka_pause_partitions(handle_, ListOf(partitions).get());
}

void Partitions::Resume(std::span<Partition* const> partitions) {
  if (!partitions.empty()) rd_kafka_resume_partitions(handle_, ListOf(partitions).get());
}

void Partitions::Hold(Partition& partition, int64_t at, std::string why) {
  if (partition.state == State::kStopped) return;
  Partition* held[] = {&partition};
  Pause(held);
  partition.end_reached = -1;
  Say(partition, at, why);
  partition.state = State::kStopped;
  partition.stopped = std::move(why);
}

void Partitions::Say(Partition& partition, int64_t at, const std::string& why) {
  if (partition.said == why) return;
  partition.said = why;
  std::string where = at < 0 ? std::string() : " at offset " + std::to_string(at);
  spdlog::error("{} [{}] stopped{}: {}; see docs/operating.md, \"AegisPartitionStopped\"",
                partition.id.topic, partition.id.partition, where, why);
}

}  // namespace aegis::kafka
