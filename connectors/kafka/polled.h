// What one poll brought: the client's messages, which stay until the next poll, and the records
// that look into them. Private to this folder.
#pragma once

#include <librdkafka/rdkafka.h>

#include <span>
#include <vector>

#include "connectors/io.h"
#include "connectors/kafka/partitions.h"

namespace aegis::kafka {

class Polled {
 public:
  ~Polled() { Release(); }

  void Release();
  // Waits until the deadline for the first message, and takes what is there then: records and
  // errors. Negative: the client failed. Callbacks run inside.
  ssize_t Take(rd_kafka_queue_t* queue, size_t max_messages, io::Time deadline,
               const io::Clock& clock);
  std::span<rd_kafka_message_t* const> messages() const { return {messages_.data(), held_}; }

  // Moves the partition behind the record.
  void AddRecord(Partition& partition, const rd_kafka_message_t* message);
  std::span<const Record> records() const { return records_; }

 private:
  std::span<const Header> HeadersOf(const rd_kafka_message_t* message);

  std::vector<rd_kafka_message_t*> messages_;
  size_t held_ = 0;
  std::vector<Record> records_;
  std::vector<std::vector<Header>> headers_;  // inner vectors are kept
  size_t headers_used_ = 0;
};

}  // namespace aegis::kafka
