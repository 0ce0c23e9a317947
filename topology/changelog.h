// The records of a changelog: topic `<name>.<input topic>.<state>`, compacted, with as many
// partitions as the input. Part of the format that docs/dedup.md describes.
//
//   key              value
//   an entry's group version (1), form (8), the entry's value      or no value: the entry is gone
//   'P'              version (1), form (8), input_next (8), stream time (8), least ahead (8), ahead
//                    (4): the progress, behind the entries of each transaction
//
// Numbers are big-endian.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "connectors/io.h"
#include "src/base/record.h"

namespace aegis::topology {

inline constexpr uint8_t kChangelogVersion = 1;

std::string ChangelogTopic(std::string_view name, std::string_view input, std::string_view state);

// Of one changelog under one form: what is on disk is a copy of it, or nothing. By the topic's id,
// for one that was deleted and made again is another.
uint64_t ChangelogIdentity(uint64_t form, std::string_view topic, std::string_view topic_id);

// Replace what `value` held.
void WriteChangelogEntry(uint64_t form, std::string_view entry_value, std::string* value);
void WriteChangelogProgress(uint64_t form, int64_t input_next, const dedup::StreamTime& time,
                            std::string* value);
inline constexpr std::string_view kChangelogProgressKey = "P";

// What a record of a changelog says. Views are of the record.
struct ChangelogEntry {
  std::string_view group;
  std::string_view value;  // kNull: it is gone
};
struct ChangelogProgress {
  int64_t input_next = -1;
  dedup::StreamTime time;
};
enum class ChangelogStranger : uint8_t {
  kOtherForm,  // written by another configuration, or another version
  kUnknown,    // by nobody here
};
using ChangelogLine = std::variant<ChangelogEntry, ChangelogProgress, ChangelogStranger>;
ChangelogLine ReadChangelog(const Record& record, uint64_t form);

}  // namespace aegis::topology
