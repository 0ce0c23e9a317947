// A state brought to where its changelog ends, in short steps, while the partition stands still; or
// kept there, while another instance writes it. Private to the worker and to Standby.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>

#include "connectors/io.h"
#include "src/plan/plan.h"

namespace aegis::topology {

// Large enough for the store's batches to pay, small enough for a step.
inline constexpr size_t kRestoreEntries = 20'000;

class Restore {
 public:
  // From the state's own progress on, or from the beginning where it has none. State, changelogs
  // and plan outlive it. So many entries are written together.
  Restore(io::State& state, io::Changelogs& changelogs, io::TopicPartition changelog,
          const DedupPlan& plan, size_t entries_together = kRestoreEntries);

  // Reads on until the deadline. An error: it cannot go on; kUnavailable: not now.
  Status Step(const io::Clock& clock, io::Time deadline);
  bool done() const { return done_; }

  // Instead of Step, for as long as anybody likes: reads and applies what is committed by now.
  // kNotFound: the changelog does not reach the state's offset. kInvalidArgument: it is foreign,
  // and what was applied may not be kept. Otherwise as Step.
  Status Follow(const io::Clock& clock, io::Time deadline);

  // Once done: nobody has ever committed anything of this state.
  bool is_new() const { return !reached_ && !entries_since_ && !foreign_ && !ahead_; }
  // Once done: every record before it is in the entries; nothing: the changelog does not say.
  std::optional<int64_t> input_next() const;
  // The changelog was written by another configuration.
  bool foreign() const { return foreign_; }

  int64_t position() const { return position_; }
  int64_t from() const { return from_; }
  // How far it is to the end; 0 while that is not known.
  int64_t left() const { return std::max<int64_t>(0, end_.value_or(0) - position_); }

 private:
  Status Open();
  Status Take(std::span<const Record> records);
  Status Apply();

  io::State& state_;
  io::Changelogs& changelogs_;
  const io::TopicPartition changelog_;
  const DedupPlan& plan_;
  const size_t entries_together_;
  std::unique_ptr<io::ChangelogReader> reader_;
  int64_t from_ = 0;
  int64_t position_ = 0;
  int64_t applied_ = 0;  // the state says this position
  std::optional<int64_t> end_;
  bool done_ = false;
  bool foreign_ = false;
  bool ahead_ = false;  // the state has read more than there is

  std::optional<io::StateProgress> reached_;  // of the last progress that was read, or was there
  bool entries_since_ = false;                // entries were read behind that progress
  // Read, and not applied yet.
  Arena arena_;
  ArenaVector<dedup::Entry> changes_{arena_};
};

}  // namespace aegis::topology
