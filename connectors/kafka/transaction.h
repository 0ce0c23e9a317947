// One Kafka transaction: produce …, flush, send offsets, commit; or abort. Private to this folder.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "connectors/io.h"
#include "connectors/kafka/producer.h"

namespace aegis::kafka {

// An output topic, for one producer.
struct Output {
  std::string name;
  io::TopicInfo info;
  size_t max_message_bytes = 0;
  TopicObject topic;  // of the current producer; made at first use
};

class KafkaTransaction final : public io::Transaction {
 public:
  // Begun already. Producer and outputs outlive it.
  KafkaTransaction(Producer& producer, std::vector<Output>& outputs, const io::Clock& clock,
                   io::Time deadline)
      : producer_(producer), outputs_(outputs), clock_(clock), deadline_(deadline) {}
  ~KafkaTransaction() override;

  io::ProduceResult Produce(const io::OutputRecord& record) override;
  io::CommitOutcome Commit(const io::Progress& progress, io::Time deadline) override;
  io::CommitOutcome Abort(io::Time deadline) override;
  const io::Refusal& refusal() const override { return producer_.reports().refusal; }
  int64_t NotedEnd(io::TopicHandle topic, int32_t partition) const override;
  const Error& error() const override { return error_; }

 private:
  Error NotTaken();
  NextMove Flush(io::Time deadline);
  NextMove SendOffsets(const io::Progress& progress, io::Time deadline);
  NextMove CommitTransaction(io::Time deadline);
  NextMove Judge(TransactionCall call, const char* what, const rd_kafka_error_t* error,
                 io::Time deadline);
  io::CommitOutcome Finish(NextMove move, io::Time deadline);

  Producer& producer_;
  std::vector<Output>& outputs_;
  const io::Clock& clock_;
  io::Time deadline_;
  Error error_;
  bool open_ = true;
  bool is_not_taken_ = false;  // the reason is what the reports say
  size_t produced_ = 0;
};

}  // namespace aegis::kafka
