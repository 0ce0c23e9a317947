// From the transaction to the commit.
#include <algorithm>
#include <chrono>

#include "connectors/delivery.h"
#include "connectors/mutation.h"
#include "topology/turn.h"

namespace aegis::topology {

Status Worker::Turn::SealIfDue(io::Time now) {
  if (!open_) return {};
  io::Filling filling{
      .begun = open_.begun, .records = open_.records, .bytes = open_.bytes, .receipt_bytes = 0};
  for (const auto& [id, partition] : owned_) {
    if (partition->in_transaction)
      filling.receipt_bytes = std::max(filling.receipt_bytes, partition->receipt.size_estimate());
  }
  io::SealLimits seal_limits{.interval = options_.interval,
                             .max_records = max_records(),
                             .max_bytes = options_.max_bytes,
                             .max_receipt_bytes = receipt_limit_};
  if (!io::ShouldSeal(filling, seal_limits, now)) return {};
  return Seal(clock_.Now() + options_.timeout);
}

Status Worker::Turn::Seal(io::Time deadline) {
  if (!io::MayCommit(open_.progress.epoch, source_.epoch()) && !AEGIS_MUTATION(ignore_epoch))
    return Settle(open_->Abort(deadline));
  Result<Written> written = WriteReceipts();
  if (!written) {
    open_->Abort(deadline);
    Drop();
    return tl::unexpected(written.error());
  }
  if (*written == Written::kAbort) return Settle(open_->Abort(deadline));
  // Ends behind the last record go along; the metadata carries the chain of receipts.
  PassEnds();
  for (auto& [id, partition] : owned_) {
    if (!partition->in_transaction && partition->next_offset <= partition->committed) continue;
    open_.progress.partitions.push_back(
        {id, partition->next_offset, partition->leader_epoch, ChainMetadata(partition->chain)});
    io::PartitionProgress& progress = open_.progress.partitions.back();
    if (AEGIS_MUTATION(offset_too_low) && progress.next_offset > 0) --progress.next_offset;
    if (AEGIS_MUTATION(offset_too_high)) ++progress.next_offset;
    if (AEGIS_MUTATION(metadata_without_chain)) progress.metadata.clear();
  }
  for (const io::PartitionProgress& progress : open_.progress.partitions) {
    if (WriteChangelogs(progress) == Written::kAbort) return Settle(open_->Abort(deadline));
  }
  if (AEGIS_MUTATION(count_before_commit))
    open_.staged.Apply(clock_.WallMs(), *plan_counters_, counters_);
  return Settle(open_.progress.partitions.empty() ? open_->Abort(deadline)
                                                  : open_->Commit(open_.progress, deadline));
}

Result<Worker::Turn::Written> Worker::Turn::WriteReceipts() {
  for (auto& [id, partition] : owned_) {
    if (!partition->in_transaction || !partition->to.has_receipts || partition->receipt.empty())
      continue;
    if (AEGIS_MUTATION(lose_receipt)) continue;
    std::string text =
        partition->receipt.Write(id, partition->topic_id, partition->next_offset,
                                 partition->to.targets, *work_.plan, partition->chain);
    std::string key = ReceiptKey(id);
    const Origin origin{partition.get(), partition->next_offset - 1, 0,
                        partition->receipt.records()};
    io::OutputRecord record{.topic = partition->to.receipts,
                            .partition = partition->to.receipts_partition,
                            .timestamp_ms = clock_.WallMs(),
                            .key = key,
                            .value = text,
                            .headers = {},
                            .origin = open_.AddOrigin(origin)};
    switch (open_->Produce(record)) {
      case io::ProduceResult::kAccepted:
        break;
      case io::ProduceResult::kRefused:
        if (origin.receipt_records <= 1) {
          return tl::unexpected(StoppedAt({id, origin.offset},
                                          "the receipt of this record cannot be produced: the "
                                          "client refuses it as too large")
                                    .error());
        }
        SplitFrom(*partition);
        return Written::kAbort;
      case io::ProduceResult::kAbort:
        return Written::kAbort;
    }
    partition->chain = ReceiptHash(text);
  }
  return Written::kDone;
}

Status Worker::Turn::Settle(io::CommitOutcome outcome) {
  if (AEGIS_MUTATION(take_unknown_for_committed) && outcome == io::CommitOutcome::kUnknown)
    outcome = io::CommitOutcome::kCommitted;
  if (AEGIS_MUTATION(take_abort_for_committed) && outcome == io::CommitOutcome::kAborted)
    outcome = io::CommitOutcome::kCommitted;
  switch (outcome) {
    case io::CommitOutcome::kCommitted:
      return Committed();
    case io::CommitOutcome::kAborted:
      counters_.transactions[static_cast<size_t>(TransactionResult::kAborted)].Add(1);
      return AfterAbort();
    case io::CommitOutcome::kUnknown:
      counters_.transactions[static_cast<size_t>(TransactionResult::kUnknown)].Add(1);
      for (auto& [id, past] : pasts_) past->Distrust();
      return AfterAbort();
    case io::CommitOutcome::kFatal: {
      Status fatal = tl::unexpected(open_->error());
      Drop();
      return fatal;
    }
  }
  return {};
}

Status Worker::Turn::Committed() {
  counters_.transactions[static_cast<size_t>(TransactionResult::kCommitted)].Add(1);
  counters_.transaction_seconds.Observe(
      std::chrono::duration<double>(clock_.Now() - open_.begun).count());
  source_.NoteCommitted(open_.progress);
  for (const io::PartitionProgress& partition : open_.progress.partitions) {
    refusals_.Committed(partition.partition, partition.next_offset);
    Owned* owned = owned_.Find(partition.partition);
    if (owned == nullptr) continue;
    owned->committed = partition.next_offset;
    owned->start_committed = true;
  }
  Status applied = ApplyStates();
  open_.staged.Apply(clock_.WallMs(), *plan_counters_, counters_);
  aborts_in_a_row_ = 0;
  if (receipt_limit_ < limits::kReceiptBytes && ++commits_since_split_ >= kCommitsBeforeLarger) {
    commits_since_split_ = 0;
    receipt_limit_ = std::min(2 * receipt_limit_, limits::kReceiptBytes);
  }
  Drop();
  return applied;
}

void Worker::Turn::Drop() {
  open_.Drop();
  for (auto& [id, partition] : owned_) partition->in_transaction = false;
  for (auto& [id, past] : pasts_) past->Drop();
}

// --- Offsets alone ---

Status Worker::Turn::CommitAlone(std::vector<io::PartitionProgress> partitions) {
  if (!Open()) return {};
  const io::Time deadline = open_.begun + options_.timeout;
  open_.progress.partitions = std::move(partitions);
  if (!io::MayCommit(open_.progress.epoch, source_.epoch()) && !AEGIS_MUTATION(ignore_epoch))
    return Settle(open_->Abort(deadline));
  for (const io::PartitionProgress& progress : open_.progress.partitions) {
    if (WriteChangelogs(progress) == Written::kAbort) return Settle(open_->Abort(deadline));
  }
  return Settle(open_->Commit(open_.progress, deadline));
}

Status Worker::Turn::CommitStarts() {
  auto is_new = [](const auto& entry) { return !entry.second->start_committed; };
  if (std::none_of(owned_.begin(), owned_.end(), is_new) || AEGIS_MUTATION(start_not_committed))
    return {};
  // What is open belongs to other partitions, and ends first. It may take the starts along, and
  // what lies behind them.
  if (open_) {
    if (Status sealed = Seal(clock_.Now() + options_.timeout); !sealed) return sealed;
    if (recovering_) return {};
  }
  std::vector<io::PartitionProgress> starts;
  for (const auto& [id, partition] : owned_) {
    if (!partition->start_committed)
      starts.push_back({id, partition->next_offset, partition->leader_epoch, {}});
  }
  return starts.empty() ? Status() : CommitAlone(std::move(starts));
}

Status Worker::Turn::CommitMarkers(io::Time now) {
  if (open_ || recovering_ || now < markers_due_ || AEGIS_MUTATION(markers_not_committed))
    return {};
  PassEnds();
  std::vector<io::PartitionProgress> passed;
  for (const auto& [id, partition] : owned_) {
    if (partition->next_offset <= partition->committed) continue;
    passed.push_back(
        {id, partition->next_offset, partition->leader_epoch, ChainMetadata(partition->chain)});
  }
  if (passed.empty()) return {};
  markers_due_ = now + options_.interval;
  return CommitAlone(std::move(passed));
}

// Moves positions over what lies behind the last record; never over a record that is not processed
// yet.
void Worker::Turn::PassEnds() {
  for (const io::EndPosition& end : source_.Ends()) {
    Owned* partition = owned_.Find(end.partition);
    if (partition == nullptr || partition->halted) continue;
    if (partition->next_offset < end.after_records && !AEGIS_MUTATION(pass_ends_early)) continue;
    partition->next_offset = std::max(partition->next_offset, end.end);
  }
}

}  // namespace aegis::topology
