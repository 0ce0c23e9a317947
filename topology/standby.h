// Warm copies of the dedup states that other instances work with, so that a takeover reads only the
// tail of a changelog. One thread a process follows the changelogs of all states that no worker of
// this process has; few are open at a time, and where there are more they take turns.
//
// A copy lies where the worker's own state would: who takes a partition over takes the directory
// over, and trusts it no more than any other that it finds there (Past::Prepare). So what goes
// wrong here costs a restore, never a decision.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "connectors/io.h"
#include "src/base/result.h"
#include "src/plan/plan.h"
#include "topology/counters.h"
#include "topology/restore.h"

namespace aegis::topology {

// A state that somebody keeps, or could: its changelog is there.
struct StandbyState {
  io::TopicPartition input;
  std::shared_ptr<const DedupPlan> plan;
  std::string changelog;     // a topic, with a partition of the input's number
  std::string changelog_id;  // the broker's
};

// Used by the standby's thread alone.
struct StandbyAccess {
  std::unique_ptr<io::Store> store;
  std::unique_ptr<io::Changelogs> changelogs;
  // All that there are now.
  std::function<Result<std::vector<StandbyState>>(io::Time deadline)> states;
  // Where these changelogs end, as far as they are committed.
  std::function<Result<std::map<io::TopicPartition, int64_t>>(
      std::span<const io::TopicPartition> changelogs, io::Time deadline)>
      ends;
};

struct StandbyOptions {
  // What a worker has given up may come back to it at once: a rebalance is not worth two openings.
  io::Duration settle = std::chrono::seconds(5);
  io::Duration states_every = std::chrono::seconds(10);
  io::Duration ends_every = std::chrono::seconds(2);
  io::Duration idle = std::chrono::milliseconds(200);
  // At a time: each has files, a piece of memtable, and a fetch in memory.
  size_t most_open = 16;
  // Of one copy, while others wait; the least of one that has read all there is, for opening and
  // closing cost more than a few records.
  io::Duration turn = std::chrono::seconds(15);
  io::Duration least_turn = std::chrono::seconds(3);
};

class Standby {
 public:
  // The clock outlives it.
  Standby(const StandbyOptions& options, StandbyAccess access, const io::Clock& clock);
  ~Standby();  // closes all copies
  Standby(const Standby&) = delete;
  Standby& operator=(const Standby&) = delete;

  // Follows in a thread of its own, which yields to the workers'.
  void Start();
  // Returns at once; the destructor waits for the thread.
  void AskStop();
  // One round, for tests without a thread. How long the next one need not come.
  io::Duration Step();

  // --- From any thread; none of it waits for a disk or a broker ---

  // For a worker that is about to open this state: nobody here has it open, or opens it, until what
  // is returned is gone. Null: a copy is open, and will be closed soon.
  std::shared_ptr<const void> Take(const io::TopicPartition& input, std::string_view state);
  // Take would not return null now.
  bool IsFree(const io::TopicPartition& input, std::string_view state) const;
  // Of states that no worker here has.
  std::vector<StandbyCopy> Copies() const;

 private:
  using Id = std::pair<io::TopicPartition, std::string>;
  struct Copy {
    StandbyState of;
    std::unique_ptr<io::State> state;  // null: not open
    std::unique_ptr<Restore> reading;
    io::TopicPartition changelog() const { return {of.changelog, of.input.partition}; }
    bool was_open = false;
    int64_t position = 0;  // in the changelog
    int64_t end = -1;      // of the changelog; -1: not known
    io::StateSize size;
    io::Time opened_at{};
    io::Time closed_at{};
    io::Time past_due{};
    io::Time not_before{};  // after a failure
    int failures = 0;       // in a row
    std::string said;       // the last of them
    bool reads_all() const { return end >= 0 && position >= end; }
  };
  // Who may open a state. Not of the thread alone: under the mutex.
  struct Claim {
    int holds = 0;      // of workers
    bool open = false;  // by us
    bool wanted = false;
    bool was_held = false;  // by a worker, since ForgetWhatWorkersHad
    io::Time not_before{};
  };
  class Hold;
  enum class Reading : uint8_t { kNearTheEnd, kFarBehind, kThereIsMore };

  void Run();
  void AskStates();
  void AskEnds();
  void Merge(std::vector<StandbyState> states);
  void LetGo();
  bool Stops() const;
  void ForgetWhatWorkersHad();
  bool OpenNext();
  bool MakeRoom();
  void Open(const Id& id, Copy& copy);
  void Close(const Id& id, Copy& copy);
  Reading Follow(const Id& id, Copy& copy);
  void MakeAgain(const Id& id, Copy& copy, const std::string& why);
  void Failed(const Id& id, Copy& copy, const Error& why);
  void Publish();
  bool MayOpen(const Id& id, io::Time now) const;
  void Released(const Id& id);

  const StandbyOptions options_;
  const StandbyAccess access_;
  const io::Clock& clock_;
  const io::Time begun_;

  std::map<Id, Copy> copies_;
  io::Time states_due_{};
  io::Time ends_due_{};
  std::string asking_failed_;  // what was said of it
  std::string ends_failed_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::map<Id, Claim> claims_;
  std::vector<StandbyCopy> published_;
  bool stop_ = false;
  bool call_ = false;  // a worker waits for a copy to be closed
  std::thread thread_;
};

}  // namespace aegis::topology
