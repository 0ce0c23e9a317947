#include "connectors/rocksdb/reading.h"

#include <fcntl.h>
#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/table.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <system_error>
#include <tuple>

#include "connectors/rocksdb/layout.h"

namespace aegis::rocks {
namespace {

namespace fs = std::filesystem;
using ::rocksdb::Slice;

constexpr size_t kCacheBytes = size_t{32} << 20;
constexpr size_t kReadaheadBytes = size_t{2} << 20;
// An owner at work may replace a file between its list and its opening.
constexpr int kMostTries = 5;

class Silence final : public ::rocksdb::Logger {
 public:
  using Logger::Logv;
  void Logv(const char*, va_list) override {}
};

Error ErrorOf(const StoredState& stored, const ::rocksdb::Status& status) {
  const std::string text = status.ToString();
  const bool forbidden = text.find("Permission denied") != std::string::npos;
  return {forbidden ? ErrorCode::kPermission : ErrorCode::kInternal,
          "the dedup state " + stored.dir.string() +
              (forbidden ? " cannot be read: " : " is damaged: ") + text};
}

// What NewStore made of a name. Nothing: it makes no such file.
std::optional<std::string> NameOf(const std::string& file) {
  std::string name;
  for (size_t i = 0; i < file.size(); ++i) {
    if (file[i] != '%') {
      name.push_back(file[i]);
      continue;
    }
    unsigned number = 0;
    const char* const hex = file.data() + i + 1;
    if (file.size() - i < 3 || std::from_chars(hex, hex + 2, number, 16).ptr != hex + 2) {
      return std::nullopt;
    }
    name.push_back(static_cast<char>(number));
    i += 2;
  }
  return name;
}

std::optional<int32_t> PartitionOf(const std::string& file) {
  int32_t partition = 0;
  const char* const end = file.data() + file.size();
  if (std::from_chars(file.data(), end, partition).ptr != end || partition < 0) return std::nullopt;
  if (std::to_string(partition) != file) return std::nullopt;
  return partition;
}

// Folders in a folder; none when it is not there.
Status Folders(const fs::path& dir, std::vector<fs::path>* found) {
  std::error_code error;
  for (fs::directory_iterator at(dir, error), end; !error && at != end; at.increment(error)) {
    if (at->is_directory(error)) found->push_back(at->path());
    error.clear();
  }
  if (error && error != std::errc::no_such_file_or_directory) {
    return Fail(ErrorCode::kPermission, dir.string() + " cannot be read: " + error.message());
  }
  return {};
}

class RocksReading final : public Reading {
 public:
  RocksReading(StoredState stored, std::unique_ptr<::rocksdb::DB> db)
      : stored_(std::move(stored)), db_(std::move(db)) {}

  Status ReadHead() {
    std::string bytes;
    const ::rocksdb::Status found = db_->Get({}, Slice(kMetaKey), &bytes);
    if (found.IsNotFound()) {
      const std::unique_ptr<::rocksdb::Iterator> all(db_->NewIterator(Options()));
      all->SeekToFirst();
      if (all->Valid()) return Damaged("its entries have no head");
      if (!all->status().ok()) return tl::unexpected(ErrorOf(stored_, all->status()));
      return Fail(ErrorCode::kNotFound, "nothing has been written to " + stored_.dir.string());
    }
    if (!found.ok()) return tl::unexpected(ErrorOf(stored_, found));
    const auto version = FormatVersionOf(bytes);
    if (!version) return Damaged("its head is not whole");
    head_.format_version = *version;
    if (head_.format_version != kFormatVersion) return {};
    std::optional<Meta> meta = DecodeMeta(bytes);
    if (!meta) return Damaged("its head is not whole");
    head_.is_readable = true;
    head_.has_this_name = meta->name == StateName(stored_.input, stored_.state);
    head_.form = meta->form;
    head_.progress = meta->progress;
    return {};
  }

  const StoredHead& head() const override { return head_; }

  Status VerifyChecksums() override {
    const ::rocksdb::Status verified = db_->VerifyChecksum();
    if (!verified.ok()) return tl::unexpected(ErrorOf(stored_, verified));
    return {};
  }

  Status ForEach(const std::function<void(const dedup::Entry&)>& visit) override {
    const std::unique_ptr<::rocksdb::Iterator> all(db_->NewIterator(Options()));
    for (all->SeekToFirst(); all->Valid(); all->Next()) {
      const std::string_view key = all->key().ToStringView();
      const std::string_view value = all->value().ToStringView();
      if (key == kMetaKey) continue;
      if (!key.empty() && key[0] == kChapterKind) {
        const std::optional<Chapter> chapter = DecodeChapter(value);
        if (!chapter || CountGroups(chapter->groups) == 0) return Damaged("a chapter is not whole");
        continue;
      }
      const size_t group = key.empty() ? 0 : dedup::GroupBytes(key[0]);
      if (group == 0 || group > key.size()) return Damaged("a key is no entry's");
      visit({key.substr(0, group), key.substr(group), value});
    }
    if (!all->status().ok()) return tl::unexpected(ErrorOf(stored_, all->status()));
    return {};
  }

  Result<std::optional<std::string_view>> Get(std::string_view group,
                                              std::string_view member) override {
    key_.assign(group).append(member);
    value_.Reset();
    const ::rocksdb::Status found = db_->Get({}, db_->DefaultColumnFamily(), Slice(key_), &value_);
    if (found.IsNotFound()) return std::optional<std::string_view>();
    if (!found.ok()) return tl::unexpected(ErrorOf(stored_, found));
    return std::optional(value_.ToStringView());
  }

 private:
  static ::rocksdb::ReadOptions Options() {
    ::rocksdb::ReadOptions options;
    options.ignore_range_deletions = true;  // there are none; see state.cc
    options.fill_cache = false;
    options.readahead_size = kReadaheadBytes;
    options.total_order_seek = true;
    return options;
  }

  Status Damaged(const std::string& how) const {
    return Fail(ErrorCode::kInternal,
                "the dedup state " + stored_.dir.string() + " is damaged: " + how);
  }

  const StoredState stored_;
  std::unique_ptr<::rocksdb::DB> db_;
  StoredHead head_;
  std::string key_;
  ::rocksdb::PinnableSlice value_;
};

// Who opens it would make a new database, and lose nothing by that.
bool IsMissing(const fs::path& db) {
  std::error_code error;
  if (fs::exists(db / "CURRENT", error) || error) return false;
  for (fs::directory_iterator at(db, error), end; !error && at != end; at.increment(error)) {
    if (at->path().extension() == ".sst") return false;
  }
  return !error || error == std::errc::no_such_file_or_directory;
}

::rocksdb::Options DatabaseOptions() {
  ::rocksdb::BlockBasedTableOptions table;
  table.block_cache = ::rocksdb::NewLRUCache(kCacheBytes);
  table.cache_index_and_filter_blocks = true;
  ::rocksdb::Options options;
  options.table_factory.reset(::rocksdb::NewBlockBasedTableFactory(table));
  options.prefix_extractor = NewGroupTransform();
  options.info_log = std::make_shared<Silence>();
  // All files at once: an owner may delete them while they are read.
  options.max_open_files = -1;
  options.skip_stats_update_on_db_open = true;
  options.paranoid_checks = true;
  return options;
}

}  // namespace

Result<std::vector<StoredState>> ListStates(const fs::path& state_dir) {
  std::vector<StoredState> states;
  std::vector<fs::path> topics;
  if (Status read = Folders(state_dir / "dedup", &topics); !read)
    return tl::unexpected(read.error());
  for (const fs::path& topic : topics) {
    std::vector<fs::path> partitions;
    if (Status read = Folders(topic, &partitions); !read) return tl::unexpected(read.error());
    for (const fs::path& partition : partitions) {
      std::vector<fs::path> names;
      if (Status read = Folders(partition, &names); !read) return tl::unexpected(read.error());
      for (const fs::path& name : names) {
        const auto topic_name = NameOf(topic.filename());
        const auto number = PartitionOf(partition.filename());
        const auto state_name = NameOf(name.filename());
        if (!topic_name || !number || !state_name) continue;
        states.push_back({{*topic_name, *number}, *state_name, name});
      }
    }
  }
  std::sort(states.begin(), states.end(), [](const StoredState& a, const StoredState& b) {
    return std::tie(a.input, a.state) < std::tie(b.input, b.state);
  });
  return states;
}

bool IsOwned(const StoredState& stored) {
  const int file = ::open((stored.dir / "owner").c_str(), O_RDONLY | O_CLOEXEC);
  // Who may not ask cannot tell, and must not call a state that is being written damaged.
  if (file < 0) return errno == EACCES;
  // Held for no longer than it takes to ask: an owner that comes in between asks again.
  const bool owned = ::flock(file, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  ::close(file);
  return owned;
}

uint64_t BytesOnDisk(const StoredState& stored) {
  uint64_t bytes = 0;
  std::error_code error;
  for (fs::directory_iterator at(stored.dir / "db", error), end; !error && at != end;
       at.increment(error)) {
    std::error_code gone;
    const uint64_t size = at->file_size(gone);
    if (!gone) bytes += size;
  }
  return bytes;
}

Result<std::unique_ptr<Reading>> Reading::Open(const StoredState& stored) {
  const fs::path db = stored.dir / "db";
  if (IsMissing(db)) {
    return Fail(ErrorCode::kNotFound, "nothing has been written to " + stored.dir.string());
  }
  ::rocksdb::Status opened;
  for (int tries = 0; tries < kMostTries; ++tries) {
    ::rocksdb::DB* handle = nullptr;
    opened = ::rocksdb::DB::OpenForReadOnly(DatabaseOptions(), db.string(), &handle);
    if (!opened.ok()) continue;
    auto reading = std::make_unique<RocksReading>(stored, std::unique_ptr<::rocksdb::DB>(handle));
    if (Status head = reading->ReadHead(); !head) return tl::unexpected(head.error());
    return reading;
  }
  return tl::unexpected(ErrorOf(stored, opened));
}

}  // namespace aegis::rocks
