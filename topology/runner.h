// The threads. One a worker, each with its own source, sink and pipeline; nothing is shared between
// them but what is immutable and the counters that a scrape reads. Whoever owns the Runner watches
// it: a worker that fails does not stop the others by itself.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "connectors/io.h"
#include "src/base/result.h"
#include "topology/counters.h"
#include "topology/router.h"
#include "topology/worker.h"

namespace aegis::topology {

class Runner {
 public:
  struct Options {
    int workers = 1;
    std::vector<int> cpus;  // worker i is pinned to cpus[i % size]; empty: not pinned
    WorkerOptions worker;   // its number is set here
    bool leave = false;     // the group, when stopping
    io::Duration stuck_after =
        std::chrono::seconds(60);  // a turn that takes longer is a sick worker
  };
  // Called for each worker, before any thread begins, so that what they start floats freely over
  // the CPUs.
  struct Connect {
    std::function<Result<std::unique_ptr<io::Source>>(int worker)> source;
    std::function<Result<std::unique_ptr<io::Sink>>(int worker)> sink;
    // Of dedup; null where no route has it.
    std::function<Result<std::unique_ptr<io::Store>>(int worker)> store = nullptr;
    std::function<Result<std::unique_ptr<io::Changelogs>>(int worker)> changelogs = nullptr;
  };

  // The clock outlives the runner.
  static Result<std::unique_ptr<Runner>> Start(const Options& options, const Work& work,
                                               const Connect& connect, const io::Clock& clock);
  ~Runner();  // stops, without a deadline, what Stop has not

  // The first failure of the process's level, with the worker's number. Stays.
  std::optional<Error> failure() const;
  // Why not to be sent traffic, respectively why to be restarted; empty: fine.
  std::string NotReady() const;
  std::string Sick() const;

  void Offer(const Work& work);
  bool OfferTaken() const;

  // Finishes transactions and closes. Fine: all threads have ended. kUnavailable: the deadline
  // passed with a thread still inside a call, and the process must end without unwinding: the
  // broker aborts what is open. Otherwise a worker could not finish.
  Status Stop(io::Time deadline);

  std::vector<const WorkerCounters*> counters() const;

 private:
  Runner();
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace aegis::topology
