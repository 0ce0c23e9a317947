// What one route knows of one input partition's past: the entries of its state, what the open
// transaction adds to them, and how far the stream has come. Private to the worker.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "connectors/io.h"
#include "src/dedup/overlay.h"
#include "src/dedup/view.h"
#include "src/plan/plan.h"
#include "topology/clusters.h"
#include "topology/restore.h"

namespace aegis::topology {

class Standby;

// Where states and their changelogs are; null without `dedup` in the configuration.
struct StateAccess {
  io::Store* store = nullptr;
  io::Changelogs* changelogs = nullptr;
  std::string name;                          // the pipeline's, with which changelogs begin
  size_t restore_entries = kRestoreEntries;  // so many of a restore are written together
  Standby* standby = nullptr;                // null: no copies of others' states are kept
};

class Past {
 public:
  // The changelogs outlive it. hold: what lives longer than the state is open; may be null.
  Past(io::TopicPartition input, const DedupPlan& plan, std::string changelog_topic,
       std::unique_ptr<io::State> state, const StateAccess& access,
       std::shared_ptr<const void> hold = nullptr);

  // Before the first record, and after an unknown commit: the entries must be those of exactly the
  // records before `committed` (nothing: none is). kUnavailable: Catch up first; anything else is
  // what somebody has to change.
  Status Prepare(std::optional<int64_t> committed);
  // A step of what Prepare waits for. True: Prepare has something to say again.
  bool CatchUp(const io::Clock& clock, io::Time deadline);
  bool restoring() const { return restore_ != nullptr && !restore_->done(); }
  // The next Prepare may trust nothing but what the changelog says.
  void Distrust() { trusted_ = false; }
  // A reload: other keys, another window.
  void Take(const DedupPlan& plan) { plan_ = plan; }

  // --- In a transaction ---

  dedup::View view() const { return {&added_, time_}; }
  bool failed() const { return state_->failed(); }
  // A decision that was carried out.
  void Add(const Record& record, std::span<const dedup::Entry> adds);
  // It was a duplicate of the record there.
  void AddDuplicate(int64_t first_offset) { duplicates_.push_back(first_offset); }
  // Produces what the transaction adds and takes away, and the progress behind it.
  io::ProduceResult WriteChangelog(int64_t input_next, uint32_t origin, int64_t wall_ms,
                                   io::Transaction& transaction);
  // It was committed.
  Status Apply(int64_t input_next, const io::Transaction& transaction);
  // The transaction is over: forgets what Apply has not taken.
  void Drop();

  const std::string& changelog_topic() const { return changelog_.topic; }
  void SetChangelogHandle(io::TopicHandle handle) { handle_ = handle; }
  const io::TopicPartition& input() const { return input_; }
  const DedupPlan& plan() const { return plan_; }
  io::StateSize Size() const { return state_->Size(); }
  const Clusters& clusters() const { return clusters_; }
  int64_t restore_left() const { return restore_ == nullptr ? 0 : restore_->left(); }

 private:
  // The entries are those that the first record may rely on.
  void Trust();

  const io::TopicPartition input_;
  DedupPlan plan_;
  const io::TopicPartition changelog_;
  io::TopicHandle handle_ = 0;
  const std::shared_ptr<const void> hold_;  // before the state, which is closed first
  std::unique_ptr<io::State> state_;
  io::Changelogs& changelogs_;
  const size_t restore_entries_;

  bool trusted_ = false;
  std::unique_ptr<Restore> restore_;
  bool from_nothing_ = false;  // the restore began with an empty state
  Status restore_failed_;      // what the next Prepare says

  dedup::Overlay added_;
  dedup::StreamTime time_;
  // Past its window, and taken away with the open transaction.
  Arena removed_arena_{4 * 1024};
  ArenaVector<std::string_view> removed_{removed_arena_};
  std::vector<int64_t> duplicates_;  // of the open transaction: their first occurrences
  Clusters clusters_;
  std::string value_;  // scratch
};

}  // namespace aegis::topology
