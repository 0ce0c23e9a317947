// From the poll into the transaction.
#include <algorithm>
#include <chrono>

#include "connectors/mutation.h"
#include "topology/turn.h"

namespace aegis::topology {
namespace {

double Seconds(io::Duration duration) { return std::chrono::duration<double>(duration).count(); }

// One picture may take as long as ten thousand records: a batch ends behind each record that may
// have one, so that the transaction can be sealed before it times out.
bool MayDecodeImages(const Owned& partition) {
  return std::any_of(partition.pasts.begin(), partition.pasts.end(), [](const Past* past) {
    return past != nullptr && past->plan().images.has_value();
  });
}

size_t BytesOf(const Record& record) { return record.key.size() + record.value.size(); }

}  // namespace

bool Worker::Turn::Open() {
  if (open_) return true;
  // Not the turn's: the transaction before may have been committed within it.
  const io::Time now = clock_.Now();
  if (sink_.needs_renewal()) {
    recovering_ = true;  // an output that was just met takes smaller batches
    return false;
  }
  open_.progress = {.epoch = source_.epoch(), .membership = source_.membership(), .partitions = {}};
  if (!open_.progress.membership) {
    // Nothing may be committed as nobody; what was polled is read again.
    recovering_ = true;
    recover_at_ = now + std::chrono::milliseconds(50);
    return false;
  }
  Result<std::unique_ptr<io::Transaction>> begun = sink_.Begin(now + options_.timeout);
  if (!begun) {
    StartRecovery(begun.error().message);
    return false;
  }
  open_.transaction = std::move(*begun);
  open_.begun = now;
  return true;
}

Result<size_t> Worker::Turn::Process(std::span<const Record> records) {
  // Up to where the transaction is full: between any two records it may be sealed.
  size_t taken = 0;
  size_t bytes = open_.bytes;
  inputs_.clear();
  input_sources_.clear();
  for (auto& [id, partition] : owned_) {
    for (size_t i = 0; i < partition->pasts.size(); ++i) {
      if (partition->pasts[i] != nullptr) partition->views[i] = partition->pasts[i]->view();
    }
  }
  while (taken < records.size() && open_.records + taken < max_records() &&
         bytes < options_.max_bytes) {
    const Record& record = records[taken++];
    Owned* partition = owned_.Find(record);
    if (partition == nullptr || partition->halted || record.offset < partition->next_offset)
      continue;
    if (auto halt = halts_.find(partition->id);
        halt != halts_.end() && halt->second == record.offset) {
      Halt(*partition, "the record cannot be forwarded and its route has no dead letter");
      continue;
    }
    bytes += BytesOf(record);
    inputs_.push_back({record, partition->to.routes, partition->views});
    input_sources_.push_back({partition, taken});
    if (MayDecodeImages(*partition)) break;
  }
  if (inputs_.empty()) return taken;
  if (AEGIS_MUTATION(send_batch_backwards)) {
    std::reverse(inputs_.begin(), inputs_.end());
    std::reverse(input_sources_.begin(), input_sources_.end());
  }
  if (AEGIS_MUTATION(commit_before_produce)) {
    for (size_t i = 0; i < inputs_.size(); ++i)
      open_.progress.partitions.push_back(
          {input_sources_[i].partition->id, inputs_[i].record.offset + 1, 0, {}});
    if (Status settled = Settle(open_->Commit(open_.progress, clock_.Now() + options_.timeout));
        !settled)
      return tl::unexpected(settled.error());
    if (recovering_ || !Open()) return taken;
  }

  arena_.Reset();
  io::Time before = clock_.Now();
  std::span<const Decision> decisions = pipeline_->Process(inputs_, arena_);
  counters_.process_seconds.Observe(Seconds(clock_.Now() - before));
  if (PastsFailed()) {
    // What was decided from it is worth nothing: it is restored before the replay.
    if (Status settled = Settle(open_->Abort(clock_.Now() + options_.timeout)); !settled)
      return tl::unexpected(settled.error());
    return taken;
  }

  size_t next = 0;
  for (size_t i = 0; i < inputs_.size(); ++i) {
    size_t first = next;
    while (next < decisions.size() && decisions[next].record == i) ++next;
    const auto& [partition, records_until] = input_sources_[i];
    if (partition->halted) continue;
    Status settled;
    const SentCopies sent =
        Send(inputs_[i].record, *partition, decisions.subspan(first, next - first));
    switch (sent.status) {
      case SendStatus::kDone:
        // The rest is for the next transaction, or to be decided anew.
        if (partition->receipt.size_estimate() >= receipt_limit_ ||
            (sent.forgotten && !AEGIS_MUTATION(decide_after_forgotten)))
          return records_until;
        continue;
      case SendStatus::kAbort:
        settled = Settle(open_->Abort(clock_.Now() + options_.timeout));
        break;
      case SendStatus::kNoDeadLetter:
        halts_[partition->id] = inputs_[i].record.offset;
        settled = Settle(open_->Abort(clock_.Now() + options_.timeout));
        break;
      case SendStatus::kDeadLetterRefused:
        open_->Abort(clock_.Now() + options_.timeout);
        settled = StoppedAt({partition->id, inputs_[i].record.offset},
                            "the record must be quarantined, and its dead letter cannot be "
                            "produced: the client refuses it as too large");
        Drop();
        break;
    }
    if (!settled) return tl::unexpected(settled.error());
    return taken;
  }
  return taken;
}

Worker::Turn::SentCopies Worker::Turn::Send(const Record& record, Owned& partition,
                                            std::span<const Decision> decisions) {
  if (NeedsMissingDeadLetter(record, partition, decisions)) {
    partition.next_offset = std::max(partition.next_offset, record.offset);
    Halt(partition, "a record must be quarantined, and its route has no dead letter");
    return {};
  }
  SentCopies all;
  if (!partition.in_transaction) {
    partition.in_transaction = true;
    partition.first_timestamp_ms = record.timestamp_ms;
    partition.receipt.Begin(partition.next_offset, partition.to.targets.size());
  }
  for (size_t i = 0; i < decisions.size(); ++i) {
    const Decision& decision = decisions[i];
    const bool marked = IsMarked(record, partition, decision);
    if (marked && AEGIS_MUTATION(skip_accused)) continue;
    if (marked) open_.held_marked.push_back({{partition.id, record.offset}, decision.route});
    const uint32_t origin =
        open_.AddOrigin({&partition, record.offset, decision.route, /*receipt_records=*/0});
    static const Outcome kRefused = Quarantine{{RecordErrorCode::kBrokerRefused, 0}};
    Sent sent = router_.Send(record, partition.to.targets[i], marked ? kRefused : decision.outcome,
                             origin, *open_.transaction);
    if (sent.status == SendStatus::kAbort && AEGIS_MUTATION(ignore_produce_error))
      sent = {SendStatus::kDone, decision.outcome, 0};
    if (sent.status != SendStatus::kDone) return {sent.status, false};
    bool forwarded = std::holds_alternative<Forward>(sent.outcome);
    std::span<const FindingCount> counts =
        forwarded ? decision.counts : std::span<const FindingCount>();
    open_.staged.Add(decision, BytesOf(record), sent.bytes_out, sent.outcome, counts);
    if (!partition.pasts.empty() && partition.pasts[i] != nullptr) {
      const bool refused = !forwarded && std::holds_alternative<Forward>(decision.outcome) &&
                           !AEGIS_MUTATION(remember_refused);
      const auto adds = refused ? decision.adds.first(decision.adds_anyway) : decision.adds;
      all.forgotten |= adds.size() < decision.adds.size();
      partition.pasts[i]->Add(record, adds);
      if (IsDuplicate(decision.seen)) partition.pasts[i]->AddDuplicate(decision.first.offset);
    }
    if (AEGIS_MUTATION(receipt_without_quarantine) && !forwarded) continue;
    if (partition.to.has_receipts) partition.receipt.Add(i, record.offset, sent.outcome, counts);
  }
  partition.receipt.CountRecord();
  partition.next_offset = std::max(partition.next_offset, record.offset + 1);
  partition.leader_epoch = record.leader_epoch;
  partition.last_timestamp_ms = record.timestamp_ms;
  open_.staged.AddRecord(record.timestamp_ms);
  ++open_.records;
  open_.bytes += BytesOf(record);
  return all;
}

// What is dropped asks nothing of the broker: it may have become a duplicate since, of one that
// follows on another refused record.
bool Worker::Turn::IsMarked(const Record& record, const Owned& partition,
                            const Decision& decision) const {
  return !std::holds_alternative<aegis::Drop>(decision.outcome) &&
         refusals_.IsMarked(partition.id, record.offset, decision.route);
}

bool Worker::Turn::NeedsMissingDeadLetter(const Record& record, const Owned& partition,
                                          std::span<const Decision> decisions) const {
  for (size_t i = 0; i < decisions.size(); ++i) {
    const bool quarantined = std::holds_alternative<Quarantine>(decisions[i].outcome) ||
                             IsMarked(record, partition, decisions[i]);
    if (quarantined && !partition.to.targets[i].has_dead_letter) return true;
  }
  return false;
}

void Worker::Turn::Halt(Owned& partition, const char* why) {
  partition.halted = true;
  // Nothing of it will be committed, which would clear what is suspected of its records.
  refusals_.Revoked(partition.id);
  source_.Stop(partition.id,
               {ErrorCode::kInvalidArgument,
                std::string(why) + " (offset " + std::to_string(partition.next_offset) + ")"});
}

}  // namespace aegis::topology
