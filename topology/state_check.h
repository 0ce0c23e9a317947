// A state on disk held against its changelog, or made from it once more: for `aegis state`.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "connectors/io.h"
#include "connectors/rocksdb/reading.h"
#include "src/plan/plan.h"

namespace aegis::topology {

// How to get at the changelogs of a pipeline. What it names outlives it.
struct ChangelogAccess {
  std::string pipeline;  // changelogs begin with its name
  io::Changelogs* changelogs = nullptr;
  const io::Clock* clock = nullptr;
  // The broker's id of a topic. kNotFound: there is none of this name.
  std::function<Result<std::string>(const std::string& topic)> topic_id;
  // Without a step forward: longer than a killed process can leave its transaction open.
  std::chrono::seconds idle{30};
  // Now and then; may be empty. of: 0 while it is not known.
  std::function<void(const std::string& what, int64_t done, int64_t of)> progress;
};

inline constexpr size_t kMostDifferencesShown = 20;

struct StateCheck {
  // Why it cannot be compared, or not be read to its end; empty: it was.
  std::string problem;
  bool is_empty = false;  // nothing is on disk, so there is nothing to compare
  bool compared = false;  // with a changelog
  uint64_t live = 0;      // found equal, or, when not compared, found
  uint64_t past = 0;      // not compared: no lookup can return them
  // Entries that the changelog has had more to say of since the state was written.
  uint64_t changed_since = 0;
  int64_t behind = 0;  // records of the changelog that the state has still to read
  uint64_t differences = 0;
  std::vector<std::string> shown;  // the first of them

  bool good() const { return problem.empty() && differences == 0; }
};

// Reads all checksums and all entries; where a route has the state (plan) and with `changelog`,
// folds that and compares what is live at the stored stream time. An error: the cluster could not
// be asked. Takes some 100 bytes for each entry of the changelog.
Result<StateCheck> CheckState(const rocks::StoredState& stored, const DedupPlan* plan,
                              const ChangelogAccess* changelog);

struct RebuiltState {
  int64_t records = 0;  // of the changelog that were read
  uint64_t primary_entries = 0;
  int64_t input_next = -1;  // -1: the changelog does not say
};

// Empties the state and restores it from its changelog to that one's end. Nothing is emptied before
// the changelog was read to its end once. kConflict: a process has the state.
Result<RebuiltState> RebuildState(const rocks::StoredState& stored, const DedupPlan& plan,
                                  io::Store& store, const ChangelogAccess& changelog);

}  // namespace aegis::topology
