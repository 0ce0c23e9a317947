// Whether what was seen still counts for a record: the one rule for all kinds of entries.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "src/dedup/entries.h"
#include "src/dedup/stream_time.h"

namespace aegis::dedup {

// A record that is further ahead of its stream has a wrong time.
inline constexpr int64_t kMostAheadMs = int64_t{7} * 24 * 3600 * 1000;

// Where the window of a primary entry begins: by the stream's time when it was written, or by the
// record's own where exact content came ahead of that. Similar content counts by the stream alone,
// for what follows from it has no other time.
inline int64_t WindowBegins(std::string_view group, std::string_view value) {
  const int64_t written_ms = WrittenAt(value);
  if (written_ms < 0 || group.empty() || group.front() != static_cast<char>(Kind::kExact))
    return written_ms;
  const std::optional<Occurrence> by = OccurrenceOf(value);
  const bool ahead =
      by && by->timestamp_ms > written_ms && by->timestamp_ms - written_ms <= kMostAheadMs;
  return ahead ? by->timestamp_ms : written_ms;
}

struct Window {
  StreamTime time;  // with the record observed
  int64_t window_ms = 0;
  int64_t timestamp_ms = -1;  // the record's own; negative: it has none

  // Whether the entry counts for any record that may still come. Once it does not, by the stream,
  // which never goes back, it never will: when it is taken away changes nothing.
  bool IsLive(std::string_view group, std::string_view value) const {
    return OccurrenceOf(value) && time.IsAlive(WindowBegins(group, value), window_ms);
  }

  // Who wrote this exact entry, if it counts for the record.
  std::optional<Occurrence> Counts(std::string_view group, std::string_view value) const {
    if (!IsLive(group, value)) return std::nullopt;
    const std::optional<Occurrence> by = OccurrenceOf(value);
    if (timestamp_ms < 0 || by->timestamp_ms < 0) return by;
    if (timestamp_ms > by->timestamp_ms) {
      return timestamp_ms - by->timestamp_ms > window_ms ? std::nullopt : by;
    }
    // What counts only for its own time, which is ahead, counts for records around that.
    const bool only_ahead = !time.IsAlive(WrittenAt(value), window_ms);
    return only_ahead && by->timestamp_ms - timestamp_ms > window_ms ? std::nullopt : by;
  }
};

}  // namespace aegis::dedup
