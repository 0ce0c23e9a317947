// What lies in a pipeline's state directory, looked at without a cluster and without disturbing
// whoever works with it: for `aegis state`.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/rocksdb/reading.h"
#include "src/dedup/window.h"
#include "topology/config.h"

namespace aegis::topology {

// Empty: any.
struct StateFilter {
  std::string topic;
  std::optional<int32_t> partition;
  std::string state;
};
// By topic, partition and state.
Result<std::vector<rocks::StoredState>> FindStates(const Config& config, const StateFilter& filter);

// The dedup of the route that has this state. Null: none has.
const DedupPlan* PlanOf(const Config& config, const rocks::StoredState& stored);

// "orders of orders.raw [3]"
std::string StateText(const rocks::StoredState& stored);

enum class StateCondition : uint8_t {
  kComplete,
  kEmpty,      // nothing is on disk yet
  kRestoring,  // a restore is under way, or was interrupted
  kForeign,    // of another format version or partition, or of a shorter window
  kDamaged,
  kUnreadable,  // by this user
};
std::string_view ConditionName(StateCondition condition);

inline constexpr dedup::Kind kEntryKinds[] = {dedup::Kind::kExact, dedup::Kind::kNear,
                                              dedup::Kind::kNearBand, dedup::Kind::kImage,
                                              dedup::Kind::kImageChunk};
std::string_view KindName(dedup::Kind kind);

struct StateInfo {
  rocks::StoredState stored;
  StateCondition condition = StateCondition::kEmpty;
  std::string why;      // of what is not complete
  bool in_use = false;  // then all of this is as it was last written to disk
  bool has_route = false;
  rocks::StoredHead head;
  std::array<uint64_t, std::size(kEntryKinds)> entries{};  // as kEntryKinds
  uint64_t bytes_on_disk = 0;
};
// Reads all entries.
StateInfo Examine(const Config& config, const rocks::StoredState& stored);

// Why it is not an entry as the engine writes them; empty: it is one.
std::string WhyNoEntry(const dedup::Entry& entry);
// "exact 5f0c…" (the fingerprint, which is keyed), "near 81723" (the offset that brought it).
std::string EntryName(std::string_view group);

// What counts at the stream time that the state has come to.
dedup::Window WindowOf(const rocks::StoredHead& head);

// One line of JSON for each entry that a record made, in the order of the keys' bytes; what follows
// from those is left out. Its end-of-line is the caller's.
Status ExportState(const rocks::StoredState& stored,
                   const std::function<void(std::string_view line)>& write);

}  // namespace aegis::topology
