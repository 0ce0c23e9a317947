#include "topology/changelog.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "src/base/big_endian.h"

namespace aegis::topology {
namespace {

constexpr size_t kHeadBytes = 1 + 8;
constexpr size_t kProgressBytes = kHeadBytes + 8 + 8 + 8 + 4;

void Append(uint64_t number, size_t bytes, std::string* to) {
  to->resize(to->size() + bytes);
  PutBigEndian(number, bytes, to->data() + to->size() - bytes);
}

uint64_t Take(size_t bytes, std::string_view* from) {
  const uint64_t number = BigEndian(from->substr(0, bytes));
  from->remove_prefix(bytes);
  return number;
}

void WriteHead(uint64_t form, std::string* value) {
  value->clear();
  Append(kChangelogVersion, 1, value);
  Append(form, 8, value);
}

}  // namespace

std::string ChangelogTopic(std::string_view name, std::string_view input, std::string_view state) {
  return std::string(name) + '.' + std::string(input) + '.' + std::string(state);
}

uint64_t ChangelogIdentity(uint64_t form, std::string_view topic, std::string_view topic_id) {
  const std::string text =
      std::to_string(form) + '/' + std::string(topic) + '/' + std::string(topic_id);
  return XXH3_64bits(text.data(), text.size());
}

void WriteChangelogEntry(uint64_t form, std::string_view entry_value, std::string* value) {
  WriteHead(form, value);
  value->append(entry_value);
}

void WriteChangelogProgress(uint64_t form, int64_t input_next, const dedup::StreamTime& time,
                            std::string* value) {
  WriteHead(form, value);
  Append(static_cast<uint64_t>(input_next), 8, value);
  Append(static_cast<uint64_t>(time.now_ms), 8, value);
  Append(static_cast<uint64_t>(time.least_ahead_ms), 8, value);
  Append(time.ahead, 4, value);
}

ChangelogLine ReadChangelog(const Record& record, uint64_t form) {
  const bool is_progress = record.key == kChangelogProgressKey;
  const bool is_entry = !record.key.empty() && dedup::IsPrimary(record.key.front()) &&
                        record.key.size() == dedup::GroupBytes(record.key.front());
  if (!is_progress && !is_entry) return ChangelogStranger::kUnknown;
  if (IsNull(record.value)) {
    if (is_progress) return ChangelogStranger::kUnknown;
    return ChangelogEntry{record.key, kNull};
  }
  std::string_view value = record.value;
  if (value.size() < kHeadBytes) return ChangelogStranger::kUnknown;
  if (Take(1, &value) != kChangelogVersion) return ChangelogStranger::kOtherForm;
  if (Take(8, &value) != form) return ChangelogStranger::kOtherForm;
  if (is_entry) return ChangelogEntry{record.key, value};
  if (record.value.size() != kProgressBytes) return ChangelogStranger::kUnknown;
  ChangelogProgress progress;
  progress.input_next = static_cast<int64_t>(Take(8, &value));
  progress.time.now_ms = static_cast<int64_t>(Take(8, &value));
  progress.time.least_ahead_ms = static_cast<int64_t>(Take(8, &value));
  progress.time.ahead = static_cast<uint32_t>(Take(4, &value));
  return progress;
}

}  // namespace aegis::topology
