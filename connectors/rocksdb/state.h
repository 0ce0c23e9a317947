// One state on disk. Private to this folder.
#pragma once

#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "connectors/io.h"
#include "connectors/rocksdb/disk.h"
#include "connectors/rocksdb/front.h"
#include "connectors/rocksdb/layout.h"
#include "connectors/rocksdb/shared.h"

namespace aegis::rocks {

class RocksState;

// What the states of one worker share.
struct Worker {
  explicit Worker(size_t front_bytes, std::optional<int> files = {})
      : front(front_bytes), open_files(files) {}
  Front front;
  const std::optional<int> open_files;
  std::vector<RocksState*> states;
};

// Held by one at a time, of this process or of another.
class OwnerLock {
 public:
  static Result<OwnerLock> Take(const std::filesystem::path& file);
  OwnerLock(OwnerLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  OwnerLock& operator=(OwnerLock&&) = delete;
  ~OwnerLock();

 private:
  explicit OwnerLock(int file) : file_(file) {}
  int file_;
};

class RocksState final : public io::State {
 public:
  // name: whose state it is, so that another's database is not taken for it.
  static Result<std::unique_ptr<io::State>> Open(std::shared_ptr<Disk> disk,
                                                 std::shared_ptr<Worker> worker,
                                                 const std::filesystem::path& dir, std::string name,
                                                 const io::StateForm& form);
  ~RocksState() override;

  std::optional<std::string_view> Get(std::string_view group) const override;
  void Members(std::string_view group, size_t most,
               ArenaVector<dedup::Member>& found) const override;
  bool failed() const override { return failed_; }
  std::optional<io::StateProgress> progress() const override {
    return failed_ ? std::nullopt : meta_.progress;
  }
  Status Apply(std::span<const dedup::Entry> changes, const io::StateProgress& progress) override;
  void Past(int64_t before_ms, size_t most, ArenaVector<std::string_view>& groups) override;
  Status Wipe() override;
  io::StateSize Size() const override;

  // Lets go of memtables and files that are no longer current.
  void DropIterator() { members_.reset(); }

 private:
  RocksState(std::shared_ptr<Disk> disk, std::shared_ptr<Worker> worker, std::filesystem::path dir,
             OwnerLock lock, Meta fresh);
  // Empty: what is there may be trusted. Otherwise why it may not.
  Result<std::string> TryOpen();
  Status OpenOrStartAnew();
  std::string CheckContents();
  Status RemoveDatabase();
  void Close();
  // Notes that something could not be read, and says so once.
  void Failed(const ::rocksdb::Status& status, const char* doing) const;
  Error Unwritable(const std::string& why) const;
  // Of one chapter: adds the groups that are past. How many of it are left.
  size_t ReadChapter(const Chapter& chapter, int64_t before_ms, size_t most,
                     ArenaVector<std::string_view>& groups);
  Status PutEntries(std::span<const dedup::Entry> changes);
  void ListChapters(std::span<const dedup::Entry> changes, Meta& meta);

  std::shared_ptr<Disk> disk_;
  std::shared_ptr<Worker> worker_;
  const std::filesystem::path dir_;
  OwnerLock lock_;
  const Meta fresh_;
  Meta meta_;
  uint32_t owner_;  // in the front
  std::unique_ptr<PastFilter> filter_;
  std::unique_ptr<::rocksdb::DB> db_;
  std::shared_ptr<OpenDatabase> open_;
  struct Ordered {
    uint64_t start;
    uint32_t change;
  };
  ::rocksdb::WriteBatch batch_;
  std::vector<Ordered> order_;               // of batch_
  uint64_t gone_ = 0;                        // of the first chapter
  std::set<std::string> finished_chapters_;  // to be deleted with the next Apply
  int64_t swept_at_ms_ = dedup::StreamTime::kNone;
  mutable std::unique_ptr<::rocksdb::Iterator> members_;
  mutable ::rocksdb::PinnableSlice value_;
  mutable bool failed_ = false;
};

}  // namespace aegis::rocks
