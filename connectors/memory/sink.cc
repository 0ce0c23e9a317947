#include <algorithm>
#include <deque>
#include <map>
#include <optional>

#include "connectors/memory/cluster.h"
#include "connectors/mutation.h"

namespace aegis::memory {
namespace {

constexpr auto kRetryBackoff = std::chrono::milliseconds(20);
// As long as a delivery is asked for together.
constexpr size_t kRecordsOfARequest = 8;

}  // namespace

// A transactional producer.
class MemorySink final : public io::Sink {
 public:
  using Answer = Cluster::Answer;

  MemorySink(Cluster& cluster, SinkOptions options)
      : cluster_(cluster), options_(std::move(options)) {}

  Result<std::unique_ptr<io::Transaction>> Begin(io::Time deadline) override;

  bool needs_renewal() const override {
    return epoch_ == 0 || broken_ || (unanswered_ && !AEGIS_MUTATION(reuse_unanswered_producer));
  }

  Status Renew(bool one_by_one, io::Time deadline) override {
    if (options_.fenced && *options_.fenced)
      return Fail(ErrorCode::kUnavailable, "fenced: waiting until it is known who has the ids");
    int epoch = 0;
    Answer answer =
        Call(Request::kInitProducer, deadline,
             [&cluster = cluster_, &options = options_, renewed = &epoch] {
               return cluster.InitProducer(options.transactional_id, options.timeout, renewed);
             });
    if (answer != Answer::kDone)
      return Fail(ErrorCode::kUnavailable, "the transactional producer cannot start");
    epoch_ = epoch;
    one_by_one_ = one_by_one;
    broken_ = false;
    unanswered_ = false;
    cluster_.network_->Reach(Point::kAfterRenew, options_.client);
    return {};
  }

  Result<io::TopicInfo> Describe(std::string_view topic, io::Time) override {
    std::string name(topic);
    if (cluster_.network_->Send(Request::kDescribe, options_.client) != Delivery::kAnswered)
      return Fail(ErrorCode::kUnavailable, "topic " + name + ": no answer");
    if (cluster_.partitions(name) == 0)
      return Fail(ErrorCode::kNotFound, "topic " + name + " does not exist");
    auto [at, is_new] = handles_.try_emplace(name, static_cast<io::TopicHandle>(names_.size()));
    if (is_new) names_.push_back(name);
    return io::TopicInfo{at->second, cluster_.partitions(name), cluster_.TopicId(name)};
  }

  Status GrowTopic(std::string_view topic, int32_t partitions, io::Time) override {
    cluster_.GrowTopic(std::string(topic), partitions);
    return {};
  }

 private:
  friend class MemoryTransaction;

  // Asks until there is an answer or the time is over. `ask` may be called after this has returned:
  // a request that was delayed arrives then.
  template <class Ask>
  Answer Call(Request request, io::Time deadline, const Ask& ask) {
    Network& network = *cluster_.network_;
    for (;;) {
      io::Duration wait = kRetryBackoff;
      switch (network.Send(request, options_.client)) {
        case Delivery::kAnswered:
          if (const Answer answer = ask(); answer != Answer::kRetriable) return answer;
          break;
        case Delivery::kRetriable:
          break;
        case Delivery::kAnswerLost:
          ask();
          [[fallthrough]];
        case Delivery::kLost:
          NoteUnanswered(request);
          wait = options_.request_timeout;
          break;
        case Delivery::kDelayed:
          Delay(request, ask);
          NoteUnanswered(request);
          wait = options_.request_timeout;
          break;
      }
      if (cluster_.clock_ == nullptr || cluster_.Now() >= deadline) return Answer::kTimedOut;
      network.Wait(options_.client, std::min(wait, deadline - cluster_.Now()));
    }
  }
  void NoteUnanswered(Request request) {
    unanswered_ |= request == Request::kSendOffsets || request == Request::kEndTransaction;
  }
  template <class Ask>
  void Delay(Request request, const Ask& ask) {
    switch (request) {
      case Request::kInitProducer:
        // Its answer goes nowhere.
        cluster_.Later(Slow::kDelivery, [&cluster = cluster_, options = options_] {
          int ignored = 0;
          cluster.InitProducer(options.transactional_id, options.timeout, &ignored);
        });
        break;
      case Request::kSendOffsets:
      case Request::kEndTransaction:
        cluster_.Later(Slow::kDelivery, [ask] { ask(); });
        break;
      default:  // records that come twice or late are not taken: their numbers are known
        break;
    }
  }

  Cluster& cluster_;
  const SinkOptions options_;
  int epoch_ = 0;
  bool broken_ = false;
  bool unanswered_ = false;
  bool one_by_one_ = false;
  std::map<std::string, io::TopicHandle> handles_;
  std::vector<std::string> names_;
};

class MemoryTransaction final : public io::Transaction {
 public:
  using Answer = Cluster::Answer;

  explicit MemoryTransaction(MemorySink& sink) : sink_(sink) {}
  ~MemoryTransaction() override {
    if (open_ && !sink_.cluster_.network_->IsDead(sink_.options_.client))
      Abort(sink_.cluster_.Now() + std::chrono::seconds(1));
  }
  io::ProduceResult Produce(const io::OutputRecord& record) override;
  io::CommitOutcome Commit(const io::Progress& progress, io::Time deadline) override;
  io::CommitOutcome Abort(io::Time deadline) override;
  const io::Refusal& refusal() const override { return refusal_; }
  int64_t NotedEnd(io::TopicHandle topic, int32_t partition) const override;
  const Error& error() const override { return error_; }

 private:
  struct Produced {
    io::TopicPartition partition;
    size_t batch;
    uint32_t origin;
    bool refused;
  };
  struct Queued {
    io::TopicPartition partition;
    Message message;
    bool note_offset;
  };
  io::CommitOutcome Broken(const char* why);
  void FindAccused();
  Answer Append(Queued& queued);
  Answer Flush(io::Time deadline);
  Answer SendOffsets(const io::Progress& progress, io::Time deadline);
  Answer End(bool commit, io::Time deadline);

  MemorySink& sink_;
  bool open_ = true;
  bool failed_ = false;     // the broker did not take a record
  bool at_broker_ = false;  // it knows of this transaction, or may
  std::deque<Queued> queued_;
  std::vector<Produced> produced_;
  std::map<io::TopicPartition, size_t> counts_;
  io::Refusal refusal_;
  Error error_;
  std::map<io::TopicPartition, int64_t> noted_ends_;
};

Result<std::unique_ptr<io::Transaction>> MemorySink::Begin(io::Time) {
  if (needs_renewal())
    return Fail(ErrorCode::kInternal, "a transaction was begun on a spent producer");
  return std::make_unique<MemoryTransaction>(*this);
}

io::ProduceResult MemoryTransaction::Produce(const io::OutputRecord& record) {
  Cluster& cluster = sink_.cluster_;
  io::TopicPartition partition{sink_.names_[record.topic], record.partition};
  if (cluster.FindLog(partition) == nullptr) {
    error_ = {ErrorCode::kNotFound, "output " + partition.topic + " has no such partition"};
    return io::ProduceResult::kAbort;
  }
  if (record.value.size() > cluster.client_limit_) return io::ProduceResult::kRefused;
  const Delivery delivery = cluster.network_->Send(Request::kProduce, sink_.options_.client);
  if (failed_ || delivery == Delivery::kLost) {
    error_ = {ErrorCode::kUnavailable, "produce() failed"};
    return io::ProduceResult::kAbort;
  }
  auto bytes = [](std::string_view view) {
    return IsNull(view) ? OptionalBytes() : OptionalBytes(std::string(view));
  };
  Message message{bytes(record.key), bytes(record.value), {}, record.timestamp_ms};
  for (const Header& header : record.headers) {
    message.headers.emplace_back(std::string(header.name), bytes(header.value));
  }
  auto refuses = cluster.refused_.find(partition.topic);
  bool refused = refuses != cluster.refused_.end() && refuses->second(message.value);
  size_t batch = counts_[partition]++ / (sink_.one_by_one_ ? 1 : sink_.options_.batch);
  produced_.push_back({partition, batch, record.origin, refused});
  if (refused) return io::ProduceResult::kAccepted;  // the report comes with the flush
  queued_.push_back({std::move(partition), std::move(message), record.note_offset});
  // Or it stays in the client's queue, and what follows too.
  if (delivery == Delivery::kAnswered && queued_.size() == 1) {
    const Answer answer = Append(queued_.front());
    if (answer == Answer::kDone) queued_.pop_front();
    failed_ = answer == Answer::kFenced;
    if (failed_) sink_.broken_ = true;
  }
  cluster.network_->Reach(Point::kAfterProduce, sink_.options_.client);
  return io::ProduceResult::kAccepted;
}

Cluster::Answer MemoryTransaction::Append(Queued& queued) {
  uint64_t transaction = 0;
  const Answer open =
      sink_.cluster_.OpenOf(sink_.options_.transactional_id, sink_.epoch_, &transaction);
  if (open != Answer::kDone) return open;
  at_broker_ = true;
  const Answer answer = sink_.cluster_.Produce(sink_.options_.transactional_id, sink_.epoch_,
                                               queued.partition, std::move(queued.message));
  if (queued.note_offset) noted_ends_[queued.partition] = sink_.cluster_.End(queued.partition);
  return answer;
}

int64_t MemoryTransaction::NotedEnd(io::TopicHandle topic, int32_t partition) const {
  const auto end = noted_ends_.find({sink_.names_[topic], partition});
  return end == noted_ends_.end() ? -1 : end->second;
}

// An idempotent producer: what is sent again is taken once, in order.
Cluster::Answer MemoryTransaction::Flush(io::Time deadline) {
  while (!queued_.empty()) {
    const Answer answer = sink_.Call(Request::kProduce, deadline, [this] {
      for (size_t i = 0; i < kRecordsOfARequest && !queued_.empty(); ++i) {
        const Answer appended = Append(queued_.front());
        if (appended != Answer::kDone) return appended;
        queued_.pop_front();
      }
      return Answer::kDone;
    });
    if (answer != Answer::kDone) return answer;
  }
  return Answer::kDone;
}

// The broker's error comes for every record of the batch, and for the first such batch of each
// partition: the others are on their way.
void MemoryTransaction::FindAccused() {
  std::set<io::TopicPartition> failed;
  for (const Produced& refused : produced_) {
    if (!refused.refused || !failed.insert(refused.partition).second) continue;
    for (const Produced& accused : produced_) {
      if (accused.partition == refused.partition && accused.batch == refused.batch) {
        refusal_.accused.push_back(accused.origin);
        if (sink_.one_by_one_) refusal_.guilty.push_back(accused.origin);
      }
    }
  }
}

io::CommitOutcome MemoryTransaction::Broken(const char* why) {
  error_ = {ErrorCode::kUnavailable, why};
  open_ = false;
  sink_.broken_ = true;
  return io::CommitOutcome::kUnknown;
}

Cluster::Answer MemoryTransaction::SendOffsets(const io::Progress& progress, io::Time deadline) {
  const auto& membership = static_cast<const MemoryMembership&>(*progress.membership);
  Cluster::Offsets offsets;
  for (const io::PartitionProgress& partition : progress.partitions) {
    offsets[partition.partition] = {partition.next_offset, partition.leader_epoch,
                                    partition.metadata};
  }
  at_broker_ = true;
  return sink_.Call(Request::kSendOffsets, deadline,
                    [&cluster = sink_.cluster_, id = sink_.options_.transactional_id,
                     epoch = sink_.epoch_, membership, offsets = std::move(offsets)] {
                      return cluster.SendOffsets(id, epoch, membership, offsets);
                    });
}

Cluster::Answer MemoryTransaction::End(bool commit, io::Time deadline) {
  return sink_.Call(Request::kEndTransaction, deadline,
                    [&cluster = sink_.cluster_, id = sink_.options_.transactional_id,
                     epoch = sink_.epoch_, commit] { return cluster.EndOf(id, epoch, commit); });
}

io::CommitOutcome MemoryTransaction::Commit(const io::Progress& progress, io::Time deadline) {
  Cluster& cluster = sink_.cluster_;
  cluster.network_->Reach(Point::kBeforeFlush, sink_.options_.client);
  FindAccused();
  if (!refusal_.accused.empty()) {
    error_ = {ErrorCode::kUnavailable, "a record was not taken"};
    sink_.broken_ = true;
    return Abort(deadline);
  }
  switch (failed_ ? Answer::kFenced : Flush(deadline)) {
    case Answer::kDone:
      break;
    case Answer::kFenced:
      return Broken("PRODUCER_FENCED");
    default:
      error_ = {ErrorCode::kUnavailable, "the outputs did not take the records in time"};
      sink_.broken_ = true;
      return Abort(std::max(deadline, cluster.Now() + std::chrono::seconds(1)));
  }
  cluster.network_->Reach(Point::kAfterFlush, sink_.options_.client);
  switch (SendOffsets(progress, deadline)) {
    case Answer::kDone:
      break;
    case Answer::kFenced:
      return Broken("PRODUCER_FENCED");
    default:
      error_ = {ErrorCode::kUnavailable, "the offsets were not taken"};
      return Abort(std::max(deadline, cluster.Now() + std::chrono::seconds(1)));
  }
  cluster.network_->Reach(Point::kAfterSendOffsets, sink_.options_.client);
  switch (std::exchange(cluster.next_failure_, Failure::kNone)) {
    case Failure::kNone:
      break;
    case Failure::kAbortable:
      error_ = {ErrorCode::kUnavailable, "the broker says no"};
      return Abort(deadline);
    case Failure::kLostRequest:
      return Broken("the commit got no answer");
    case Failure::kLostResponse:
      cluster.EndOf(sink_.options_.transactional_id, sink_.epoch_, true);
      return Broken("the commit got no answer");
  }
  if (End(true, deadline) != Answer::kDone) return Broken("the commit got no answer, or a bad one");
  open_ = false;
  cluster.network_->Reach(Point::kAfterCommit, sink_.options_.client);
  return io::CommitOutcome::kCommitted;
}

io::CommitOutcome MemoryTransaction::Abort(io::Time deadline) {
  open_ = false;
  if (AEGIS_MUTATION(skip_abort)) return io::CommitOutcome::kAborted;
  if (failed_) return Broken("PRODUCER_FENCED");
  // Records and offsets that never left the client need no abort at the broker.
  if (!at_broker_) return io::CommitOutcome::kAborted;
  const Error reason = error_;
  if (End(false, deadline) == Answer::kDone) {
    sink_.cluster_.network_->Reach(Point::kAfterAbort, sink_.options_.client);
    return io::CommitOutcome::kAborted;
  }
  Broken("the abort got no answer, or a bad one");
  if (!reason.message.empty()) error_ = reason;
  return io::CommitOutcome::kUnknown;
}

std::unique_ptr<io::Sink> NewSink(Cluster& cluster, SinkOptions options) {
  return std::make_unique<MemorySink>(cluster, std::move(options));
}

}  // namespace aegis::memory
