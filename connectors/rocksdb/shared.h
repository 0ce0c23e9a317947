// The inside of Disk. Private to this folder.
#pragma once

#include <rocksdb/db.h>
#include <rocksdb/options.h>
#include <rocksdb/statistics.h>
#include <rocksdb/write_buffer_manager.h>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "connectors/rocksdb/disk.h"
#include "connectors/rocksdb/front.h"

namespace aegis::rocks {

// A database that is open, as the background thread sees it.
struct OpenDatabase {
  ::rocksdb::DB* db = nullptr;
  std::atomic<bool> leave{false};  // its owner wants to close it
  bool wants_sweep = false;        // the rest under Shared's mutex
  bool busy = false;
};

// From any thread.
class Shared {
 public:
  explicit Shared(const DiskOptions& options);
  ~Shared();

  const DiskOptions& options() const { return disk_; }
  // Of one state's database.
  ::rocksdb::Options DatabaseOptions() const;

  void Add(std::shared_ptr<OpenDatabase> database);
  // Returns when nobody else uses it any more.
  void Remove(const std::shared_ptr<OpenDatabase>& database);
  // Soon, in the background: all of it is compacted, so that what is deleted or past leaves the
  // disk.
  void Sweep(OpenDatabase& database);
  // After a write: flushes the largest memtable of all while there are too many; waits for it only
  // when they are beyond their bound. Databases that nobody writes to would keep theirs for ever.
  void MakeRoom();

  // Whose hits and misses are part of the usage while it lives.
  void Watch(std::weak_ptr<const Front> front);
  void CountWipe() { wiped_.fetch_add(1, std::memory_order_relaxed); }
  DiskUsage Usage();

 private:
  void Run();
  std::shared_ptr<OpenDatabase> Largest();

  const DiskOptions disk_;
  std::shared_ptr<::rocksdb::Cache> cache_;
  std::shared_ptr<::rocksdb::WriteBufferManager> memtables_;
  std::shared_ptr<::rocksdb::Statistics> statistics_;
  std::shared_ptr<const ::rocksdb::SliceTransform> groups_;
  std::shared_ptr<::rocksdb::TableFactory> tables_;
  std::shared_ptr<::rocksdb::Logger> silence_;
  std::atomic<uint64_t> wiped_{0};

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::shared_ptr<OpenDatabase>> open_;
  std::vector<std::weak_ptr<const Front>> fronts_;
  bool stop_ = false;
  std::thread sweeper_;
};

}  // namespace aegis::rocks
