#include <map>

#include "connectors/failpoint.h"
#include "connectors/memory/cluster.h"
#include "connectors/memory/membership.h"

namespace aegis::memory {

class MemorySink;

class MemoryTransaction final : public io::Transaction {
 public:
  MemoryTransaction(MemorySink& sink, uint64_t number) : sink_(sink), number_(number) {}
  ~MemoryTransaction() override {
    if (open_) Abort({});
  }
  io::ProduceResult Produce(const io::OutputRecord& record) override;
  io::CommitOutcome Commit(const io::Progress& progress, io::Time deadline) override;
  io::CommitOutcome Abort(io::Time deadline) override;
  const io::Refusal& refusal() const override { return refusal_; }
  const Error& error() const override { return error_; }

 private:
  struct Produced {
    io::TopicPartition partition;
    size_t batch;
    uint32_t origin;
    bool refused;
  };
  io::CommitOutcome Broken(const char* why);
  void FindAccused();

  MemorySink& sink_;
  uint64_t number_;
  bool open_ = true;
  std::vector<Produced> produced_;
  std::map<io::TopicPartition, size_t> counts_;
  io::Refusal refusal_;
  Error error_;
};

class MemorySink final : public io::Sink {
 public:
  MemorySink(Cluster& cluster, SinkOptions options)
      : cluster_(cluster), options_(std::move(options)) {}

  Result<std::unique_ptr<io::Transaction>> Begin(io::Time) override {
    if (needs_renewal())
      return Fail(ErrorCode::kInternal, "a transaction was begun on a spent producer");
    uint64_t number = ++cluster_.last_transaction_;
    cluster_.transactions_[number] = {Cluster::Fate::kOpen, options_.transactional_id, epoch_, {}};
    return std::make_unique<MemoryTransaction>(*this, number);
  }

  bool needs_renewal() const override { return epoch_ == 0 || broken_; }

  Status Renew(bool one_by_one, io::Time) override {
    cluster_.FenceAndAbort(options_.transactional_id);
    epoch_ = cluster_.epochs_[options_.transactional_id];
    one_by_one_ = one_by_one;
    broken_ = false;
    return {};
  }

  Result<io::TopicInfo> Describe(std::string_view topic, io::Time) override {
    std::string name(topic);
    if (cluster_.partitions(name) == 0)
      return Fail(ErrorCode::kNotFound, "topic " + name + " does not exist");
    auto [at, is_new] = handles_.try_emplace(name, static_cast<io::TopicHandle>(names_.size()));
    if (is_new) names_.push_back(name);
    return io::TopicInfo{at->second, cluster_.partitions(name), cluster_.topics_[name].id};
  }

  Status GrowTopic(std::string_view topic, int32_t partitions, io::Time) override {
    cluster_.GrowTopic(std::string(topic), partitions);
    return {};
  }

 private:
  friend class MemoryTransaction;
  bool fenced() const { return cluster_.epochs_[options_.transactional_id] != epoch_; }

  Cluster& cluster_;
  SinkOptions options_;
  int epoch_ = 0;
  bool broken_ = false;
  bool one_by_one_ = false;
  std::map<std::string, io::TopicHandle> handles_;
  std::vector<std::string> names_;
};

io::ProduceResult MemoryTransaction::Produce(const io::OutputRecord& record) {
  io::TopicPartition partition{sink_.names_[record.topic], record.partition};
  Cluster::Log* log = sink_.cluster_.FindLog(partition);
  if (log == nullptr) {
    error_ = {ErrorCode::kNotFound, "output " + partition.topic + " has no such partition"};
    return io::ProduceResult::kAbort;
  }
  if (record.value.size() > sink_.cluster_.client_limit_) return io::ProduceResult::kRefused;
  auto bytes = [](std::string_view view) {
    return IsNull(view) ? OptionalBytes() : OptionalBytes(std::string(view));
  };
  Message message{bytes(record.key), bytes(record.value), {}, record.timestamp_ms};
  for (const Header& header : record.headers) {
    message.headers.emplace_back(std::string(header.name), bytes(header.value));
  }
  auto refuses = sink_.cluster_.refused_.find(partition.topic);
  bool refused = refuses != sink_.cluster_.refused_.end() && refuses->second(message.value);
  size_t batch = counts_[partition]++ / (sink_.one_by_one_ ? 1 : sink_.options_.batch);
  produced_.push_back({partition, batch, record.origin, refused});
  // A fenced producer's records do not reach the log.
  if (sink_.fenced()) return io::ProduceResult::kAccepted;
  log->stored.push_back({std::move(message), false, number_});
  sink_.cluster_.transactions_[number_].touched.insert(partition);
  return io::ProduceResult::kAccepted;
}

// The broker's error comes for every record of the batch.
void MemoryTransaction::FindAccused() {
  refusal_.alone = sink_.one_by_one_;
  for (const Produced& guilty : produced_) {
    if (!guilty.refused) continue;
    for (const Produced& accused : produced_) {
      if (accused.partition == guilty.partition && accused.batch == guilty.batch) {
        refusal_.origins.push_back(accused.origin);
      }
    }
    return;
  }
}

io::CommitOutcome MemoryTransaction::Broken(const char* why) {
  error_ = {ErrorCode::kUnavailable, why};
  open_ = false;
  sink_.broken_ = true;
  return io::CommitOutcome::kUnknown;
}

io::CommitOutcome MemoryTransaction::Commit(const io::Progress& progress, io::Time deadline) {
  Cluster& cluster = sink_.cluster_;
  if (sink_.fenced()) return Broken("PRODUCER_FENCED");
  FindAccused();
  if (!refusal_.origins.empty()) {
    error_ = {ErrorCode::kUnavailable, "a record was not taken"};
    sink_.broken_ = true;
    return Abort(deadline);
  }
  const auto& membership = static_cast<const MemoryMembership&>(*progress.membership);
  Cluster::Group& group = cluster.groups_[membership.group];
  bool known =
      group.members.contains(membership.member) && membership.generation == group.generation;
  if (!known) {
    error_ = {ErrorCode::kUnavailable, "ILLEGAL_GENERATION"};
    return Abort(deadline);
  }
  for (const io::PartitionProgress& partition : progress.partitions) {
    group.pending[number_][partition.partition] = {partition.next_offset, partition.leader_epoch,
                                                   partition.metadata};
  }
  Failure failure = std::exchange(cluster.next_failure_, Failure::kNone);
  switch (failure) {
    case Failure::kNone:
      cluster.End(number_, true);
      open_ = false;
      return io::CommitOutcome::kCommitted;
    case Failure::kAbortable:
      error_ = {ErrorCode::kUnavailable, "the broker says no"};
      return Abort(deadline);
    case Failure::kLostRequest:
      return Broken("the commit got no answer");
    case Failure::kLostResponse:
      cluster.End(number_, true);
      return Broken("the commit got no answer");
  }
  return io::CommitOutcome::kFatal;
}

io::CommitOutcome MemoryTransaction::Abort(io::Time) {
  open_ = false;
  if (sink_.fenced()) return Broken("PRODUCER_FENCED");
  sink_.cluster_.End(number_, false);
  return io::CommitOutcome::kAborted;
}

std::unique_ptr<io::Sink> NewSink(Cluster& cluster, SinkOptions options) {
  return std::make_unique<MemorySink>(cluster, std::move(options));
}

}  // namespace aegis::memory
