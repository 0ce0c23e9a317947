// The parts of a worker's turn, in the order in which Worker::Step calls them; a file for each leg
// of a record's way: turn.cc (work, assignment, polling), process.cc (from the poll into the
// transaction), seal.cc (from the transaction to the commit), replay.cc (back to what is
// committed), states.cc (what dedup knows of the past). Private to the worker.
#pragma once

#include <algorithm>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "src/base/arena.h"
#include "src/base/limits.h"
#include "topology/open_transaction.h"
#include "topology/owned.h"
#include "topology/refusals.h"
#include "topology/router.h"
#include "topology/worker.h"

namespace aegis::topology {

class Worker::Turn {
 public:
  Turn(const WorkerOptions& options, io::Source& source, io::Sink& sink, const io::Clock& clock,
       WorkerCounters& counters);

  // An error is of the process's level, here and below.
  Status TakeUp(Work work);
  void Offer(Work work);
  bool OfferTaken() const { return !offered_.load(std::memory_order_acquire); }

  // --- One turn ---

  void TakeUpOffer();
  Status Recover(io::Time now);
  // True: what was polled will be read again, and nothing of it may be processed.
  bool recovering() const { return recovering_; }
  Result<std::span<const Record>> Poll(io::Time now, io::AssignmentListener& listener);
  io::Time Now() const { return clock_.Now(); }
  void RestoreStates();
  Status CommitStarts();
  // A transaction is open; or false, and recovering.
  bool Open();
  // How many of the records were taken: up to where the transaction is full.
  Result<size_t> Process(std::span<const Record> records);
  Status SealIfDue(io::Time now);
  Status CommitMarkers(io::Time now);
  void Publish(io::Time now);

  // --- The end ---

  Status Finish(io::Time deadline);
  Status Close(bool leave, io::AssignmentListener& listener, io::Time deadline);

  // --- Called from inside Poll and Close ---

  Status OnStart(const io::TopicPartition& partition, const io::StartPosition& start);
  void OnRevoke(std::span<const io::TopicPartition> partitions, bool lost);

 private:
  enum class Written : uint8_t { kDone, kAbort };

  // process.cc
  struct SentCopies {
    SendStatus status = SendStatus::kDone;
    // It was decided as one to remember, and is not remembered: what follows was decided after it.
    bool forgotten = false;
  };
  SentCopies Send(const Record& record, Owned& partition, std::span<const Decision> decisions);
  bool IsMarked(const Record& record, const Owned& partition, const Decision& decision) const;
  bool NeedsMissingDeadLetter(const Record& record, const Owned& partition,
                              std::span<const Decision> decisions) const;
  void Halt(Owned& partition, const char* why);

  // seal.cc
  Status Seal(io::Time deadline);
  Status CommitAlone(std::vector<io::PartitionProgress> partitions);
  Result<Written> WriteReceipts();
  bool PastsFailed();
  void PassEnds();
  Status Settle(io::CommitOutcome outcome);
  Status Committed();
  void Drop();

  // states.cc
  Status OpenPasts(Owned& partition, const io::StartPosition& start);
  Result<Past*> OpenPast(const Owned& partition, const DedupPlan& plan, int32_t partitions);
  Written WriteChangelogs(const io::PartitionProgress& progress);
  Status ApplyStates();

  // replay.cc
  Status AfterAbort();
  void SplitFrom(const Owned& partition);
  void StartRecovery(const std::string& why);

  const WorkerOptions options_;
  io::Source& source_;
  io::Sink& sink_;
  const io::Clock& clock_;
  WorkerCounters& counters_;

  Work work_;
  std::unique_ptr<Pipeline> pipeline_;
  std::shared_ptr<PlanCounters> plan_counters_;
  std::mutex offer_mutex_;
  Work offer_;
  std::atomic<bool> offered_{false};

  Router router_;
  Arena arena_;
  OwnedPartitions owned_;
  // By partition and state; they stay over aborts and replays, until anything is revoked.
  using PastId = std::pair<io::TopicPartition, std::string>;
  std::map<PastId, std::unique_ptr<Past>> pasts_;
  std::set<PastId> waiting_for_copies_;               // that Standby was asked to close
  std::map<std::string, std::string> changelog_ids_;  // of those that were looked at
  PastId restored_last_;
  OpenTransaction open_;
  // The next poll comes behind the records of this one, and max.poll.interval.ms (5 min) waits for
  // it: the costliest pictures that are let through take more than half a second each.
  static constexpr size_t kPolledPictures = 100;
  size_t poll_records_ = 0;

  // Scratch of one batch.
  struct InputSource {
    Owned* partition;
    size_t records_until;  // of the batch, up to and with this one
  };
  std::vector<Input> inputs_;
  std::vector<InputSource> input_sources_;

  // Over aborts and replays.
  Refusals refusals_;
  std::map<io::TopicPartition, int64_t> halts_;  // stop before this record on the replay
  // A transaction is sealed at the record with which a receipt gets this large; less once one was
  // refused.
  size_t receipt_limit_ = limits::kReceiptBytes;
  // What refused it may have been set right: a larger one is tried after so many commits.
  static constexpr int kCommitsBeforeLarger = 100;
  int commits_since_split_ = 0;
  bool one_by_one_ = false;  // how the sink was renewed last
  // Of a transaction. One record a batch is slow, and all of it must be in before it times out:
  // what is suspected is replayed in small ones.
  static constexpr size_t kSuspects = 100;
  size_t max_records() const {
    return one_by_one_ ? std::min(options_.max_records, kSuspects) : options_.max_records;
  }
  bool recovering_ = true;  // the first producer has to be made
  io::Time recover_at_{};
  int aborts_in_a_row_ = 0;
  std::string renewal_problem_;  // the last that the log was told

  Status revoked_;  // what went wrong in a revocation, until its Poll or Close returns it
  io::Time markers_due_{};
  io::Time publish_due_{};
  uint64_t last_epoch_ = 0;
};

// "topic [partition] offset n: why", for what stops the process at a record.
Status StoppedAt(const Place& at, const std::string& why);

}  // namespace aegis::topology
