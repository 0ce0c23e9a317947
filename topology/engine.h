// The parts of a worker's turn, in the order in which Worker::Step calls them. Private to
// worker.cc.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "src/base/arena.h"
#include "src/base/limits.h"
#include "topology/receipts.h"
#include "topology/refusals.h"
#include "topology/router.h"
#include "topology/staged.h"
#include "topology/worker.h"

namespace aegis::topology {

// An input partition that is ours.
struct Owned {
  io::TopicPartition id;
  std::string topic_id;
  PartitionTargets to;
  std::string chain;  // hash of the last receipt that is committed
  int64_t committed = -1;
  int64_t next_offset = -1;  // after the last record that was processed
  int32_t leader_epoch = -1;
  bool start_committed = true;
  bool halted = false;  // stopped by us at next_offset
  bool in_transaction = false;
  int64_t first_timestamp_ms = -1;  // of its first record in the open transaction
  int64_t last_timestamp_ms = -1;
  Receipt receipt;
};

class Worker::Engine {
 public:
  Engine(const WorkerOptions& options, io::Source& from, io::Sink& to, const io::Clock& clock,
         WorkerCounters& counters);

  // Work.
  Status TakeUp(Work work);
  void Offer(Work work);
  bool OfferTaken() const { return !offered_.load(std::memory_order_acquire); }
  void TakeUpOffer();

  // One turn.
  io::Time Now() const { return clock_.Now(); }
  Status Recover(io::Time now);
  bool recovering() const { return recovering_; }
  io::PollLimits PollLimits(io::Time now) const;
  Status CommitStarts(io::Time now);
  bool Open(io::Time now);
  size_t Process(std::span<const Record> records);
  Status SealIfDue(io::Time now);
  Status CommitMarkers(io::Time now);
  void Publish(io::Time now);
  Status failure() const { return failure_; }
  Status Finish(io::Time deadline);

  // Assignment.
  Status OnStart(const io::TopicPartition& partition, const io::StartPosition& start);
  void OnRevoke(std::span<const io::TopicPartition> partitions, bool lost);

  io::Source& source;

 private:
  // What a produced record came from; for a receipt, the last record that it tells of.
  struct Origin {
    Owned* partition;
    int64_t offset;
    uint64_t receipt_records;  // 0: not a receipt
  };

  Owned* Find(const Record& record);
  SendStatus Send(const Record& record, Owned& partition, std::span<const Decision> decisions);
  bool NeedsMissingDeadLetter(const Owned& partition, std::span<const Decision> decisions,
                              bool marked) const;
  void Halt(Owned& partition, const char* why);
  Status Seal(io::Time deadline);
  Status CommitAlone(std::vector<io::PartitionProgress> partitions, io::Time now);
  SendStatus WriteReceipts();
  void SplitFrom(const Owned& partition);
  void StopProcess(const Place& at, const std::string& why);
  void PassEnds();
  void Settle(io::CommitOutcome outcome);
  void AfterAbort();
  void Drop();
  void StartRecovery(const std::string& why);

  const WorkerOptions options_;
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
  dedup::EmptyView view_;
  std::map<io::TopicPartition, std::unique_ptr<Owned>> owned_;
  const char* last_topic_ = nullptr;
  int32_t last_partition_ = -1;
  Owned* last_found_ = nullptr;

  // The open transaction.
  std::unique_ptr<io::Transaction> transaction_;
  io::Progress progress_;
  io::Time begun_{};
  size_t records_ = 0;
  size_t bytes_ = 0;
  std::vector<Origin> origins_;
  std::vector<Place> held_marked_;
  Staged staged_;

  // Scratch of one batch.
  std::vector<Input> inputs_;
  struct InputSource {
    Owned* partition;
    size_t records_until;  // of the batch, up to and with this one
  };
  std::vector<InputSource> sources_;

  Refusals refusals_;
  std::map<io::TopicPartition, int64_t> halts_;  // stop before this record on the replay
  bool one_by_one_ = false;                      // how the sink was renewed last
  bool recovering_ = true;                       // the first producer has to be made
  io::Time not_before_{};
  std::string said_;  // why the sink cannot be renewed, once
  int aborts_in_a_row_ = 0;
  // A transaction is sealed at the record with which a receipt gets this large; less once one was
  // refused.
  size_t receipt_limit_ = limits::kReceiptBytes;
  io::Time markers_due_{};
  io::Time publish_due_{};
  uint64_t last_epoch_ = 0;
  Status failure_;
};

}  // namespace aegis::topology
