#include "topology/engine.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>

#include "connectors/kafka/commit_policy.h"
#include "src/base/limits.h"

namespace aegis::topology {
namespace {

using std::chrono::milliseconds;

constexpr auto kPublishEvery = milliseconds(250);
// A call that makes a producer must not keep a rebalance or a stop waiting.
constexpr auto kRenewSlice = std::chrono::seconds(2);
constexpr auto kLongestPause = std::chrono::seconds(5);

double Seconds(io::Duration duration) { return std::chrono::duration<double>(duration).count(); }

size_t BytesOf(const Record& record) { return record.key.size() + record.value.size(); }

}  // namespace

Worker::Engine::Engine(const WorkerOptions& options, io::Source& from, io::Sink& to,
                       const io::Clock& clock, WorkerCounters& counters)
    : source(from),
      options_(options),
      sink_(to),
      clock_(clock),
      counters_(counters),
      router_(to, clock) {}

// --- Work ---

Status Worker::Engine::TakeUp(Work work) {
  Result<std::unique_ptr<Pipeline>> pipeline = Pipeline::New(work.plan);
  if (!pipeline) return tl::unexpected(pipeline.error());
  pipeline_ = std::move(*pipeline);
  plan_counters_ = counters_.AddPlan(work.plan);
  staged_.Fit(*work.plan);
  work_ = std::move(work);
  return {};
}

void Worker::Engine::Offer(Work work) {
  std::lock_guard lock(offer_mutex_);
  offer_ = std::move(work);
  offered_.store(true, std::memory_order_release);
}

void Worker::Engine::TakeUpOffer() {
  if (transaction_ || !offered_.load(std::memory_order_acquire)) return;
  std::lock_guard lock(offer_mutex_);
  if (Status taken = TakeUp(std::move(offer_)); !taken) {
    spdlog::error("worker {}: the new configuration cannot be used: {}", options_.number,
                  taken.error().message);
  } else {
    // Every partition finds its outputs anew.
    router_.Forget();
    StartRecovery({});
  }
  offered_.store(false, std::memory_order_release);
}

// --- Assignment ---

Status Worker::Engine::OnStart(const io::TopicPartition& id, const io::StartPosition& start) {
  Result<PartitionTargets> to = router_.Open(
      *work_.routes, id, clock_.Now() + std::min(options_.timeout, io::Duration(kRenewSlice)));
  if (!to) return tl::unexpected(to.error());
  auto partition = std::make_unique<Owned>();
  partition->id = id;
  partition->topic_id = start.topic_id;
  partition->to = std::move(*to);
  partition->chain = ChainOf(start.metadata);
  partition->committed = start.committed ? start.offset : -1;
  partition->next_offset = start.offset;
  partition->leader_epoch = start.leader_epoch;
  partition->start_committed = start.committed;
  owned_[id] = std::move(partition);
  last_found_ = nullptr;
  return {};
}

void Worker::Engine::OnRevoke(std::span<const io::TopicPartition> partitions, bool lost) {
  if (transaction_) {
    if (lost) {
      transaction_->Abort(clock_.Now() + options_.timeout);
      counters_.transactions[static_cast<size_t>(TransactionResult::kAborted)].Add(1);
      Drop();
    } else if (Status sealed = Seal(clock_.Now() + options_.timeout); !sealed) {
      failure_ = sealed;
    }
  }
  for (const io::TopicPartition& partition : partitions) {
    refusals_.Revoked(partition);
    halts_.erase(partition);
  }
  owned_.clear();
  last_found_ = nullptr;
  router_.Forget();
}

Owned* Worker::Engine::Find(const Record& record) {
  if (last_found_ != nullptr && record.topic.data() == last_topic_ &&
      record.partition == last_partition_) {
    return last_found_;
  }
  auto at = owned_.find({std::string(record.topic), record.partition});
  last_topic_ = record.topic.data();
  last_partition_ = record.partition;
  last_found_ = at == owned_.end() ? nullptr : at->second.get();
  return last_found_;
}

// --- Recovery ---

void Worker::Engine::StartRecovery(const std::string& why) {
  recovering_ = true;
  if (why.empty()) return;
  ++aborts_in_a_row_;
  io::Duration pause = milliseconds(10) * (1 << std::min(aborts_in_a_row_ - 1, 9));
  not_before_ = clock_.Now() + std::min(pause, io::Duration(kLongestPause));
  spdlog::warn("worker {}: transaction not committed, will be replayed: {}", options_.number, why);
}

Status Worker::Engine::Recover(io::Time now) {
  // A commit may have left a request without an answer; and one record a batch is for suspects
  // only.
  if (!transaction_ && (sink_.needs_renewal() || one_by_one_ != refusals_.one_by_one()))
    recovering_ = true;
  if (!recovering_ || now < not_before_) return {};
  if (sink_.needs_renewal() || one_by_one_ != refusals_.one_by_one()) {
    Status renewed = sink_.Renew(refusals_.one_by_one(),
                                 now + std::min(options_.timeout, io::Duration(kRenewSlice)));
    if (!renewed) {
      if (renewed.error().code != ErrorCode::kUnavailable) return renewed;
      not_before_ = now + milliseconds(200);
      if (renewed.error().message != said_) {
        said_ = renewed.error().message;
        spdlog::warn("worker {}: {}", options_.number, said_);
      }
      return {};
    }
    one_by_one_ = refusals_.one_by_one();
    said_.clear();
  }
  owned_.clear();
  last_found_ = nullptr;
  // What went wrong may be an output that is not what it was.
  router_.Forget();
  recovering_ = false;
  return source.Rewind();
}

io::PollLimits Worker::Engine::PollLimits(io::Time now) const {
  io::Time until = now + options_.idle_wait;
  if (transaction_) until = std::min(until, begun_ + options_.interval);
  return {.max_records = options_.poll_records, .now = now, .deadline = until};
}

// --- A transaction ---

bool Worker::Engine::Open(io::Time now) {
  if (transaction_) return true;
  if (sink_.needs_renewal()) {
    recovering_ = true;  // an output that was just met takes smaller batches
    return false;
  }
  progress_ = {.epoch = source.epoch(), .membership = source.membership(), .partitions = {}};
  if (!progress_.membership) {
    // Nothing may be committed as nobody; what was polled is read again.
    recovering_ = true;
    not_before_ = now + milliseconds(50);
    return false;
  }
  Result<std::unique_ptr<io::Transaction>> begun = sink_.Begin(now + options_.timeout);
  if (!begun) {
    StartRecovery(begun.error().message);
    return false;
  }
  transaction_ = std::move(*begun);
  begun_ = now;
  return true;
}

size_t Worker::Engine::Process(std::span<const Record> records) {
  // Up to where the transaction is full: between any two records it may be sealed.
  size_t taken = 0;
  size_t bytes = bytes_;
  inputs_.clear();
  sources_.clear();
  while (taken < records.size() && records_ + taken < options_.max_records &&
         bytes < options_.max_bytes) {
    const Record& record = records[taken++];
    Owned* partition = Find(record);
    if (partition == nullptr || partition->halted || record.offset < partition->next_offset)
      continue;
    if (auto halt = halts_.find(partition->id);
        halt != halts_.end() && halt->second == record.offset) {
      Halt(*partition, "the record cannot be forwarded and its route has no dead letter");
      continue;
    }
    bytes += BytesOf(record);
    inputs_.push_back({record, partition->to.routes});
    sources_.push_back({partition, taken});
  }
  if (inputs_.empty()) return taken;

  arena_.Reset();
  io::Time before = clock_.Now();
  std::span<const Decision> decisions = pipeline_->Process(inputs_, view_, arena_);
  counters_.process_seconds.Observe(Seconds(clock_.Now() - before));

  size_t next = 0;
  for (size_t i = 0; i < inputs_.size(); ++i) {
    size_t first = next;
    while (next < decisions.size() && decisions[next].record == i) ++next;
    const auto& [partition, records_until] = sources_[i];
    if (partition->halted) continue;
    switch (Send(inputs_[i].record, *partition, decisions.subspan(first, next - first))) {
      case SendStatus::kDone:
        // The rest is for the next transaction.
        if (partition->receipt.size_estimate() >= receipt_limit_) return records_until;
        continue;
      case SendStatus::kDeadLetterRefused:
        StopProcess({partition->id, inputs_[i].record.offset},
                    "the record must be quarantined, and its dead letter cannot be produced: the "
                    "client refuses it as too large");
        break;
      case SendStatus::kNoDeadLetter:
        halts_[partition->id] = inputs_[i].record.offset;
        break;
      case SendStatus::kAbort:
        break;
    }
    Settle(transaction_->Abort(clock_.Now() + options_.timeout));
    return taken;
  }
  return taken;
}

bool Worker::Engine::NeedsMissingDeadLetter(const Owned& partition,
                                            std::span<const Decision> decisions,
                                            bool marked) const {
  for (size_t i = 0; i < decisions.size(); ++i) {
    bool quarantined = marked || std::holds_alternative<Quarantine>(decisions[i].outcome);
    if (quarantined && !partition.to.targets[i].has_dead_letter) return true;
  }
  return false;
}

void Worker::Engine::Halt(Owned& partition, const char* why) {
  partition.halted = true;
  source.Stop(partition.id,
              {ErrorCode::kInvalidArgument,
               std::string(why) + " (offset " + std::to_string(partition.next_offset) + ")"});
}

SendStatus Worker::Engine::Send(const Record& record, Owned& partition,
                                std::span<const Decision> decisions) {
  bool marked = refusals_.IsMarked(partition.id, record.offset);
  if (NeedsMissingDeadLetter(partition, decisions, marked)) {
    partition.next_offset = std::max(partition.next_offset, record.offset);
    Halt(partition, "a record must be quarantined, and its route has no dead letter");
    return SendStatus::kDone;
  }
  if (!partition.in_transaction) {
    partition.in_transaction = true;
    partition.first_timestamp_ms = record.timestamp_ms;
    partition.receipt.Begin(partition.next_offset, partition.to.targets.size());
  }
  auto origin = static_cast<uint32_t>(origins_.size());
  origins_.push_back({&partition, record.offset, 0});
  if (marked) held_marked_.push_back({partition.id, record.offset});
  for (size_t i = 0; i < decisions.size(); ++i) {
    const Decision& decision = decisions[i];
    static const Outcome kRefused = Quarantine{{RecordErrorCode::kBrokerRefused, 0}};
    Sent sent = router_.Send(record, partition.to.targets[i], marked ? kRefused : decision.outcome,
                             origin, *transaction_);
    if (sent.status != SendStatus::kDone) return sent.status;
    bool forwarded = std::holds_alternative<Forward>(sent.outcome);
    std::span<const FindingCount> counts =
        forwarded ? decision.counts : std::span<const FindingCount>();
    staged_.Add(decision.route, BytesOf(record), sent.bytes_out, sent.outcome, counts);
    if (partition.to.has_receipts) partition.receipt.Add(i, record.offset, sent.outcome, counts);
  }
  partition.receipt.CountRecord();
  partition.next_offset = record.offset + 1;
  partition.leader_epoch = record.leader_epoch;
  partition.last_timestamp_ms = record.timestamp_ms;
  staged_.AddRecord(record.timestamp_ms);
  ++records_;
  bytes_ += BytesOf(record);
  return SendStatus::kDone;
}

Status Worker::Engine::SealIfDue(io::Time now) {
  if (!transaction_) return failure_;
  kafka::OpenTransaction open{.begun = begun_, .records = records_, .bytes = bytes_};
  size_t receipts = 0;
  for (const auto& [id, partition] : owned_) {
    if (partition->in_transaction)
      receipts = std::max(receipts, partition->receipt.size_estimate());
  }
  kafka::SealLimits seal_limits{.interval = options_.interval,
                                .max_records = options_.max_records,
                                .max_bytes = options_.max_bytes};
  if (!kafka::ShouldSeal(open, seal_limits, now) && receipts < receipt_limit_) return {};
  return Seal(clock_.Now() + options_.timeout);
}

SendStatus Worker::Engine::WriteReceipts() {
  for (auto& [id, partition] : owned_) {
    if (!partition->in_transaction || !partition->to.has_receipts || partition->receipt.empty())
      continue;
    std::string text =
        partition->receipt.Write(id, partition->topic_id, partition->next_offset,
                                 partition->to.targets, *work_.plan, partition->chain);
    std::string key = ReceiptKey(id);
    auto origin = static_cast<uint32_t>(origins_.size());
    origins_.push_back({partition.get(), partition->next_offset - 1, partition->receipt.records()});
    io::OutputRecord record{.topic = partition->to.receipts,
                            .partition = partition->to.receipts_partition,
                            .timestamp_ms = clock_.WallMs(),
                            .key = key,
                            .value = text,
                            .headers = {},
                            .origin = origin};
    switch (transaction_->Produce(record)) {
      case io::ProduceResult::kAccepted:
        break;
      case io::ProduceResult::kRefused:
        if (partition->receipt.records() > 1) {
          SplitFrom(*partition);
        } else {
          StopProcess({id, partition->next_offset - 1},
                      "the receipt of this record cannot be produced: the client refuses it as too "
                      "large");
        }
        return SendStatus::kAbort;
      case io::ProduceResult::kAbort:
        return SendStatus::kAbort;
    }
    partition->chain = ReceiptHash(text);
  }
  return SendStatus::kDone;
}

// The same records again, in transactions whose receipts are half as large.
void Worker::Engine::SplitFrom(const Owned& partition) {
  receipt_limit_ = std::min(receipt_limit_, partition.receipt.size_estimate()) / 2;
  spdlog::warn(
      "worker {}: the receipt of {} records of {} [{}] was refused: transactions get smaller; see "
      "max.message.bytes of topic {}",
      options_.number, partition.receipt.records(), partition.id.topic, partition.id.partition,
      work_.routes->receipts_topic());
}

void Worker::Engine::StopProcess(const Place& at, const std::string& why) {
  failure_ = Fail(ErrorCode::kInternal, at.partition.topic + " [" +
                                            std::to_string(at.partition.partition) + "] offset " +
                                            std::to_string(at.offset) + ": " + why);
}

Status Worker::Engine::Seal(io::Time deadline) {
  if (!kafka::MayCommit(progress_.epoch, source.epoch()) || WriteReceipts() != SendStatus::kDone) {
    Settle(transaction_->Abort(deadline));
    return failure_;
  }
  // Ends behind the last record go along; the metadata carries the chain of receipts.
  PassEnds();
  for (auto& [id, partition] : owned_) {
    if (!partition->in_transaction && partition->next_offset <= partition->committed) continue;
    progress_.partitions.push_back(
        {id, partition->next_offset, partition->leader_epoch, ChainMetadata(partition->chain)});
  }
  Settle(progress_.partitions.empty() ? transaction_->Abort(deadline)
                                      : transaction_->Commit(progress_, deadline));
  return failure_;
}

void Worker::Engine::Settle(io::CommitOutcome outcome) {
  switch (outcome) {
    case io::CommitOutcome::kCommitted:
      counters_.transactions[static_cast<size_t>(TransactionResult::kCommitted)].Add(1);
      counters_.transaction_seconds.Observe(Seconds(clock_.Now() - begun_));
      source.NoteCommitted(progress_);
      for (const io::PartitionProgress& partition : progress_.partitions) {
        refusals_.Committed(partition.partition, partition.next_offset);
        auto at = owned_.find(partition.partition);
        if (at == owned_.end()) continue;
        at->second->committed = partition.next_offset;
        at->second->start_committed = true;
      }
      staged_.Apply(clock_.WallMs(), *plan_counters_, counters_);
      aborts_in_a_row_ = 0;
      Drop();
      return;
    case io::CommitOutcome::kAborted:
      counters_.transactions[static_cast<size_t>(TransactionResult::kAborted)].Add(1);
      AfterAbort();
      return;
    case io::CommitOutcome::kUnknown:
      counters_.transactions[static_cast<size_t>(TransactionResult::kUnknown)].Add(1);
      AfterAbort();
      return;
    case io::CommitOutcome::kFatal:
      failure_ = tl::unexpected(transaction_->error());
      Drop();
      return;
  }
}

void Worker::Engine::AfterAbort() {
  std::vector<Accused> accused;
  for (uint32_t index : transaction_->refusal().origins) {
    if (index >= origins_.size()) continue;
    const Origin& origin = origins_[index];
    accused.push_back({{origin.partition->id, origin.offset}, origin.receipt_records});
  }
  // Up to and with the record at which it was noticed, which is not counted as processed yet.
  std::map<io::TopicPartition, int64_t> reached;
  for (const Origin& origin : origins_) {
    int64_t& end = reached.try_emplace(origin.partition->id, -1).first->second;
    end = std::max(end, origin.offset + 1);
  }
  std::vector<Place> ends;
  for (const auto& [id, end] : reached) ends.push_back({id, end});
  std::string why = transaction_->error().message;
  switch (refusals_.Aborted(accused, transaction_->refusal().alone, ends, held_marked_)) {
    case kafka::RefusalMove::kReplay:
    case kafka::RefusalMove::kReplayOneByOne:
    case kafka::RefusalMove::kMark:
      break;
    case kafka::RefusalMove::kSplit:
      SplitFrom(*owned_.at(accused.front().place.partition));
      break;
    case kafka::RefusalMove::kStop: {
      bool is_receipt = !accused.empty() && accused.front().receipt_records > 0;
      StopProcess(accused.empty() ? held_marked_.front() : accused.front().place,
                  (is_receipt ? "the receipt of this record is not taken by the broker: "
                              : "neither the record nor its dead letter is taken by the broker: ") +
                      why);
      break;
    }
  }
  Drop();
  StartRecovery(why.empty() ? "the assignment changed" : why);
}

void Worker::Engine::Drop() {
  transaction_.reset();
  progress_ = {};
  records_ = 0;
  bytes_ = 0;
  origins_.clear();
  held_marked_.clear();
  staged_.Clear();
  for (auto& [id, partition] : owned_) partition->in_transaction = false;
}

// --- Offsets alone ---

Status Worker::Engine::CommitAlone(std::vector<io::PartitionProgress> partitions, io::Time now) {
  if (!Open(now)) return failure_;
  progress_.partitions = std::move(partitions);
  Settle(kafka::MayCommit(progress_.epoch, source.epoch())
             ? transaction_->Commit(progress_, now + options_.timeout)
             : transaction_->Abort(now + options_.timeout));
  return failure_;
}

Status Worker::Engine::CommitStarts(io::Time now) {
  std::vector<io::PartitionProgress> starts;
  for (const auto& [id, partition] : owned_) {
    if (!partition->start_committed)
      starts.push_back({id, partition->next_offset, partition->leader_epoch, {}});
  }
  if (starts.empty()) return {};
  // What is open belongs to other partitions, and ends first.
  if (transaction_) {
    if (Status sealed = Seal(now + options_.timeout); !sealed) return sealed;
    if (recovering_) return {};
  }
  return CommitAlone(std::move(starts), now);
}

Status Worker::Engine::CommitMarkers(io::Time now) {
  if (transaction_ || recovering_ || now < markers_due_) return failure_;
  PassEnds();
  std::vector<io::PartitionProgress> passed;
  for (const auto& [id, partition] : owned_) {
    if (partition->next_offset <= partition->committed) continue;
    passed.push_back(
        {id, partition->next_offset, partition->leader_epoch, ChainMetadata(partition->chain)});
  }
  if (passed.empty()) return failure_;
  markers_due_ = now + options_.interval;
  return CommitAlone(std::move(passed), now);
}

// Moves positions over what lies behind the last record; never over a record that is not processed
// yet.
void Worker::Engine::PassEnds() {
  for (const io::EndPosition& end : source.Ends()) {
    auto at = owned_.find(end.partition);
    if (at == owned_.end() || at->second->halted || at->second->next_offset < end.after_records)
      continue;
    at->second->next_offset = std::max(at->second->next_offset, end.end);
  }
}

Status Worker::Engine::Finish(io::Time deadline) {
  if (transaction_) {
    if (Status sealed = Seal(deadline); !sealed) return sealed;
    if (recovering_)
      return Fail(ErrorCode::kUnavailable, "the last transaction could not be committed");
  }
  counters_.PublishPartitions({});
  return failure_;
}

// --- What others see ---

void Worker::Engine::Publish(io::Time now) {
  if (uint64_t epoch = source.epoch(); epoch != last_epoch_) {
    counters_.rebalances.Add(epoch - last_epoch_);
    last_epoch_ = epoch;
    publish_due_ = now;
  }
  if (now < publish_due_) return;
  publish_due_ = now + kPublishEvery;
  std::vector<PartitionState> states;
  for (io::PartitionLag& lag : source.Lag()) {
    PartitionState state;
    auto at = owned_.find(lag.partition);
    if (at != owned_.end() && kafka::LagRecords(lag.end_offset, lag.committed) > 0) {
      // Nothing read yet behind the committed position: the last committed one is as old at least.
      state.oldest_uncommitted_ms = at->second->in_transaction ? at->second->first_timestamp_ms
                                                               : at->second->last_timestamp_ms;
    }
    state.lag = std::move(lag);
    states.push_back(std::move(state));
  }
  counters_.PublishPartitions(std::move(states));
}

}  // namespace aegis::topology
