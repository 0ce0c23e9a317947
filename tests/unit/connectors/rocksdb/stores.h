// Entries to write, and stores to write them to, for the tests of this folder.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/io.h"

namespace aegis::testing_stores {

// An entry that owns its bytes.
struct Change {
  std::string group;
  std::string member;
  std::string value;
  bool gone = false;
};

inline std::string Stamped(int64_t stream_time_ms, std::string_view rest = {}) {
  std::string value(dedup::kWrittenAtBytes, '\0');
  dedup::PutWrittenAt(stream_time_ms, value.data());
  return value.append(rest);
}

inline std::string ExactGroup(uint64_t number) {
  std::string group(dedup::GroupBytes('E'), '\0');
  group[0] = 'E';
  // Spread as a fingerprint is, and never equal for different numbers.
  uint64_t spread = number * 0x9e3779b97f4a7c15u;
  for (size_t i = 0; i < 8; ++i) {
    group[1 + i] = static_cast<char>(spread >> (8 * i));
    group[9 + i] = static_cast<char>(number >> (8 * i));
  }
  return group;
}

inline std::string ExactValue(int64_t stream_time_ms, int64_t offset) {
  std::string value = Stamped(stream_time_ms, std::string(dedup::kOccurrenceBytes, '\0'));
  dedup::PutOccurrence({7, offset, stream_time_ms}, value.data() + dedup::kWrittenAtBytes);
  return value;
}

inline Change Exact(uint64_t number, int64_t stream_time_ms, int64_t offset = 1) {
  return {ExactGroup(number), "", ExactValue(stream_time_ms, offset)};
}
inline Change Gone(std::string group) { return {std::move(group), "", "", true}; }
inline Change Band(char band, std::string_view hash, std::string_view id, int64_t stream_time_ms) {
  std::string group = {'B', band};
  group.append(hash);
  group.resize(dedup::GroupBytes('B'), '.');
  std::string member(id);
  member.resize(8, '.');
  return {group, member, Stamped(stream_time_ms)};
}

inline io::StateProgress ProgressAt(int64_t input_next, int64_t stream_time_ms) {
  io::StateProgress progress;
  progress.input_next = input_next;
  progress.changelog_next = input_next * 3;
  progress.time.now_ms = stream_time_ms;
  return progress;
}

inline Status Apply(io::State& state, std::span<const Change> changes,
                    const io::StateProgress& progress) {
  std::vector<dedup::Entry> entries;
  for (const Change& change : changes) {
    entries.push_back({change.group, change.member,
                       change.gone ? std::string_view() : std::string_view(change.value)});
  }
  return state.Apply(entries, progress);
}
inline Status Apply(io::State& state, std::initializer_list<Change> changes,
                    const io::StateProgress& progress) {
  return Apply(state, std::span<const Change>(changes.begin(), changes.size()), progress);
}

}  // namespace aegis::testing_stores
