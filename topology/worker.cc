#include "topology/worker.h"

#include "connectors/failpoint.h"
#include "topology/turn.h"

namespace aegis::topology {

Worker::Worker() = default;
Worker::~Worker() = default;

Result<std::unique_ptr<Worker>> Worker::New(WorkerOptions options, Work work, io::Source& source,
                                            io::Sink& sink, const io::Clock& clock,
                                            WorkerCounters& counters) {
  std::unique_ptr<Worker> worker(new Worker());
  worker->turn_ = std::make_unique<Turn>(options, source, sink, clock, counters);
  if (Status taken = worker->turn_->TakeUp(std::move(work)); !taken)
    return tl::unexpected(taken.error());
  return worker;
}

Status Worker::Step(io::Time now) {
  Turn& t = *turn_;
  // A reload, between two transactions only. After an abort: a new producer where needed, and back
  // to what is committed.
  t.TakeUpOffer();
  if (Status s = t.Recover(now); !s) return s;

  auto records = t.Poll(now, *this);
  if (!records) return tl::unexpected(records.error());
  if (t.recovering()) return {};  // what was polled will be read again
  now = t.Now();  // a poll may take long: a rebalance, or a broker that answers late
  if (!records->empty()) AEGIS_FAILPOINT("after_poll");

  // What dedup knows of a partition, before its first record; then the start position.
  t.RestoreStates();
  if (Status s = t.CommitStarts(); !s) return s;
  for (auto rest = *records; !rest.empty() && !t.recovering();) {
    if (!t.Open()) break;          // the transaction begins at its first record
    auto taken = t.Process(rest);  // decide and send, up to where the transaction is full
    if (!taken) return tl::unexpected(taken.error());
    rest = rest.subspan(*taken);
    if (Status s = t.SealIfDue(t.Now()); !s) return s;
  }
  // Receipts, flush, offsets, commit; then counters. And ends behind the last record, so that lag
  // reaches 0.
  if (Status s = t.SealIfDue(now); !s) return s;
  if (Status s = t.CommitMarkers(now); !s) return s;
  t.Publish(now);
  return {};
}

Status Worker::OnStart(const io::TopicPartition& partition, const io::StartPosition& start) {
  return turn_->OnStart(partition, start);
}

void Worker::OnRevoke(std::span<const io::TopicPartition> partitions, bool lost) {
  turn_->OnRevoke(partitions, lost);
}

Status Worker::Stop(bool leave, io::Time deadline) {
  Status finished = turn_->Finish(deadline);
  Status closed = turn_->Close(leave, *this, deadline);
  return finished ? closed : finished;
}

void Worker::Offer(Work work) { turn_->Offer(std::move(work)); }
bool Worker::OfferTaken() const { return turn_->OfferTaken(); }

}  // namespace aegis::topology
