// How a state lies in RocksDB, and what RocksDB must know of it. Private to this folder.
//
//   key                                  value
//   group member                         as in src/dedup/entries.h
//   0x01                                 Meta: written with every Apply
//   0x02 time (8) number (8)             a chapter: last time (8), groups of primary entries
//
// Chapters say whose window begins when (see src/dedup/window.h), oldest first, without a scan: 17
// bytes an entry. The time of a chapter's key is its first one, so that what is past is found at
// once; that of a chapter of records that were ahead is its last one, so that it is not looked at
// again and again while one after another of them is past.
#pragma once

#include <rocksdb/compaction_filter.h>
#include <rocksdb/slice_transform.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "connectors/io.h"

namespace aegis::rocks {

// Raised when anything below changes its meaning; a state of another one is rebuilt.
inline constexpr uint32_t kFormatVersion = 3;
inline constexpr std::string_view kMetaKey = "\x01";
inline constexpr char kChapterKind = '\x02';
inline constexpr std::string_view kAfterChapters = "\x03";
// Groups of one chapter: what is looked at again when it was not done in one go.
inline constexpr size_t kChapterGroups = 128;
// From the first to the last time in a chapter of records that were ahead: so much later than it
// might the first of them is taken away.
inline constexpr int64_t kMostOfChapterAheadMs = 60'000;

struct Meta {
  io::StateForm form;
  std::string name;  // whose state this is
  std::optional<io::StateProgress> progress;
  uint64_t next_chapter = 0;
  std::string first_chapter;  // no chapter's key is below
  uint64_t listed = 0;        // groups in chapters
};
std::string EncodeMeta(const Meta& meta);
std::optional<Meta> DecodeMeta(std::string_view bytes);
// Of any format version. Nothing: too short.
std::optional<uint64_t> FormatVersionOf(std::string_view meta);
// Whose state it is.
std::string StateName(const io::TopicPartition& input, std::string_view state);

// Times may be negative; keys sort as they do.
std::string ChapterKey(int64_t time_ms, uint64_t number);
int64_t ChapterTime(std::string_view key);

struct Chapter {
  int64_t last_time_ms = 0;
  std::string_view groups;
};
std::optional<Chapter> DecodeChapter(std::string_view value);
// 0: something in there is no group.
size_t CountGroups(std::string_view groups);
void PutTime(int64_t time_ms, char* to);  // 8 bytes, sorted as numbers

// A group is a prefix: bloom filters hold groups.
std::shared_ptr<const ::rocksdb::SliceTransform> NewGroupTransform();

// Drops what followed from primary entries and no lookup can return any more, by the stream time
// that was applied. Primary entries are never dropped: the changelog needs their tombstones first.
class PastFilter final : public ::rocksdb::CompactionFilter {
 public:
  explicit PastFilter(int64_t window_ms) : window_ms_(window_ms) {}
  const char* Name() const override { return "aegis.past"; }
  bool Filter(int level, const ::rocksdb::Slice& key, const ::rocksdb::Slice& value,
              std::string* new_value, bool* value_changed) const override;
  void SetNow(int64_t now_ms) { now_ms_.store(now_ms, std::memory_order_relaxed); }

 private:
  const int64_t window_ms_;
  std::atomic<int64_t> now_ms_{dedup::StreamTime::kNone};
};

}  // namespace aegis::rocks
