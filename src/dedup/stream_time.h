// How far a partition's stream has come, by its records' own timestamps: what decides when an entry
// is past. It never goes back. One record far ahead does not move it, for one record dated 2099
// must not expire everything; many in a row do, for after a quiet weekend all records are ahead.
#pragma once

#include <cstdint>
#include <limits>

namespace aegis::dedup {

struct StreamTime {
  static constexpr int64_t kNone = std::numeric_limits<int64_t>::min();
  // So many records in a row, each further ahead than one step, are the stream itself.
  static constexpr uint32_t kAgreeing = 100;

  int64_t now_ms = kNone;
  // Of the records in a row that were too far ahead.
  int64_t least_ahead_ms = kNone;
  uint32_t ahead = 0;

  // A record, in the order of the partition. Without a timestamp it says nothing.
  constexpr void Observe(int64_t timestamp_ms, int64_t max_step_ms) {
    if (timestamp_ms < 0) return;
    if (now_ms == kNone) {
      now_ms = timestamp_ms;
      return;
    }
    // Neither side can overflow: a timestamp that is compared here is not negative.
    if (timestamp_ms <= now_ms || timestamp_ms - now_ms <= max_step_ms) {
      if (timestamp_ms > now_ms) now_ms = timestamp_ms;
      ahead = 0;
      least_ahead_ms = kNone;
      return;
    }
    if (ahead == 0 || timestamp_ms < least_ahead_ms) least_ahead_ms = timestamp_ms;
    if (++ahead < kAgreeing) return;
    now_ms = least_ahead_ms;
    ahead = 0;
    least_ahead_ms = kNone;
  }

  // What stands in front of an entry that is written now.
  constexpr int64_t Stamp() const { return now_ms == kNone ? 0 : now_ms; }

  // Whether an entry that was stamped so still counts.
  constexpr bool IsAlive(int64_t stamp_ms, int64_t window_ms) const {
    if (stamp_ms < 0) return false;
    return now_ms <= stamp_ms || now_ms - stamp_ms <= window_ms;
  }

  friend constexpr bool operator==(const StreamTime&, const StreamTime&) = default;
};

}  // namespace aegis::dedup
