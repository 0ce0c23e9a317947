// One worker: polls, decides, sends, commits. Owns no thread and reads no clock but the one it is
// given; the Runner has the threads. Everything but Offer is called from one thread.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>

#include "connectors/io.h"
#include "src/base/result.h"
#include "src/pipeline.h"
#include "topology/counters.h"
#include "topology/past.h"
#include "topology/router.h"

namespace aegis::topology {

struct WorkerOptions {
  io::Duration interval = std::chrono::milliseconds(100);  // transaction.interval
  size_t max_records = 10'000;
  size_t max_bytes = size_t{8} << 20;
  io::Duration timeout = std::chrono::seconds(10);  // transaction.timeout: no call waits longer
  size_t poll_records = 1000;
  io::Duration idle_wait =
      std::chrono::milliseconds(20);       // how long one poll waits for the first record
  int number = 0;                          // for the log
  StateAccess states = {};                 // outlive the worker
  std::optional<ReuseOptions> reuse = {};  // without it no route reuses anything
};

class Worker final : private io::AssignmentListener {
 public:
  // Source, sink, clock and counters outlive the worker.
  static Result<std::unique_ptr<Worker>> New(WorkerOptions options, Work work, io::Source& source,
                                             io::Sink& sink, const io::Clock& clock,
                                             WorkerCounters& counters);
  ~Worker() override;

  // One turn: a poll, the engine, what is due of the transaction. An error is of the process's
  // level: stop loudly.
  Status Step(io::Time now);
  // Finishes the transaction and closes the source (leave: leaves the group). An error when that
  // was not possible before the deadline; the broker aborts what was open.
  Status Stop(bool leave, io::Time deadline);
  // Thread-safe: the work to take up between two transactions. Its subscription must equal the
  // current one.
  void Offer(Work work);
  // Thread-safe: the work was taken up.
  bool OfferTaken() const;

 private:
  class Turn;  // topology/turn.h
  Worker();
  Status OnStart(const io::TopicPartition& partition, const io::StartPosition& start) override;
  void OnRevoke(std::span<const io::TopicPartition> partitions, bool lost) override;
  std::unique_ptr<Turn> turn_;
};

}  // namespace aegis::topology
