#include "connectors/rocksdb/disk.h"

#include <rocksdb/cache.h>
#include <rocksdb/convenience.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>
#include <rocksdb/utilities/table_properties_collectors.h>

#include <algorithm>
#include <system_error>

#include "connectors/rocksdb/layout.h"
#include "connectors/rocksdb/shared.h"

namespace aegis::rocks {
namespace {

constexpr double kBloomBits = 10;
// Of a memtable, which takes some 100 bytes an entry: 8 bits of each.
constexpr double kMemtableFilter = 0.01;
constexpr size_t kBlockBytes = 4096;
// A state that is hardly used takes one such block of memtable, so many of them must be affordable.
constexpr size_t kArenaBytes = size_t{32} << 10;
constexpr size_t kLargestMemtable = size_t{32} << 20;
// Of one call: what is still held then is held by somebody's iterator.
constexpr int kMostFlushes = 4;
// A file half of whose last so many keys are deletions is compacted by itself.
constexpr size_t kDeletionWindow = 4096;

// Of RocksDB's own log nothing is kept: errors come with the calls.
class Silence final : public ::rocksdb::Logger {
 public:
  Silence() : Logger(::rocksdb::InfoLogLevel::FATAL_LEVEL) {}
  using Logger::Logv;
  void Logv(const char*, va_list) override {}
};

}  // namespace

// --- What is shared ---

Shared::Shared(const DiskOptions& options)
    : disk_(options),
      // Not strict: a lookup that finds the cache full of pinned blocks would fail, and a failed
      // lookup costs a restore. What is pinned is a block or two a thread.
      cache_(::rocksdb::NewLRUCache(options.memory_bytes, -1, false, 0.5)),
      memtables_(std::make_shared<::rocksdb::WriteBufferManager>(options.memtable_bytes, cache_)),
      statistics_(::rocksdb::CreateDBStatistics()),
      groups_(NewGroupTransform()),
      silence_(std::make_shared<Silence>()) {
  statistics_->set_stats_level(::rocksdb::StatsLevel::kExceptHistogramOrTimers);
  ::rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache_;
  table.block_size = kBlockBytes;
  table.format_version = 5;
  table.checksum = ::rocksdb::kXXH3;
  table.filter_policy.reset(::rocksdb::NewBloomFilterPolicy(kBloomBits));
  // All that is looked up is a group.
  table.whole_key_filtering = false;
  table.data_block_index_type = ::rocksdb::BlockBasedTableOptions::kDataBlockBinaryAndHash;
  // In the cache, so that they are under its bound.
  table.cache_index_and_filter_blocks = true;
  table.cache_index_and_filter_blocks_with_high_priority = true;
  tables_.reset(::rocksdb::NewBlockBasedTableFactory(table));
  ::rocksdb::Env* env = ::rocksdb::Env::Default();
  const int threads = std::max(options.background_threads, 2);
  env->SetBackgroundThreads(1, ::rocksdb::Env::HIGH);
  env->SetBackgroundThreads(threads - 1, ::rocksdb::Env::LOW);
  sweeper_ = std::thread([this] { Run(); });
}

Shared::~Shared() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  changed_.notify_all();
  sweeper_.join();
}

::rocksdb::Options Shared::DatabaseOptions() const {
  ::rocksdb::Options options;
  options.create_if_missing = true;
  options.table_factory = tables_;
  options.prefix_extractor = groups_;
  options.write_buffer_manager = memtables_;
  options.statistics = statistics_;
  options.info_log = silence_;
  options.write_buffer_size =
      std::clamp<size_t>(disk_.memtable_bytes / 4, size_t{64} << 10, kLargestMemtable);
  options.max_write_buffer_number = 3;
  options.arena_block_size = std::min(kArenaBytes, options.write_buffer_size / 4);
  // One owner writes.
  options.allow_concurrent_memtable_write = false;
  options.enable_write_thread_adaptive_yield = false;
  // An Apply writes in the order of keys: each is looked for from the one before, kind by kind.
  options.memtable_insert_with_hint_prefix_extractor.reset(::rocksdb::NewFixedPrefixTransform(1));
  // Most that is looked up is new, and would be looked for in each memtable otherwise.
  options.memtable_prefix_bloom_size_ratio = kMemtableFilter;
  // Keys are hashes, and every lookup would pay for it.
  options.compression = ::rocksdb::kNoCompression;
  options.bottommost_compression = ::rocksdb::kNoCompression;
  options.level_compaction_dynamic_level_bytes = true;
  options.target_file_size_base = disk_.file_bytes;
  options.max_bytes_for_level_base = 4 * disk_.file_bytes;
  options.max_background_jobs = std::max(disk_.background_threads, 2);
  options.max_open_files = disk_.open_files;
  options.max_file_opening_threads = 1;
  options.use_direct_reads = disk_.direct_io;
  options.use_direct_io_for_flush_and_compaction = disk_.direct_io;
  options.bytes_per_sync = size_t{1} << 20;
  options.max_manifest_file_size = size_t{1} << 20;
  options.keep_log_file_num = 1;
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  options.skip_stats_update_on_db_open = true;
  options.paranoid_checks = true;
  options.periodic_compaction_seconds = 0;  // wall clock; Sweep goes by the stream's
  options.ttl = 0;
  options.table_properties_collector_factories.push_back(
      ::rocksdb::NewCompactOnDeletionCollectorFactory(kDeletionWindow, kDeletionWindow / 2));
  return options;
}

void Shared::Add(std::shared_ptr<OpenDatabase> database) {
  const std::lock_guard lock(mutex_);
  open_.push_back(std::move(database));
}

void Shared::Watch(std::weak_ptr<const Front> front) {
  const std::lock_guard lock(mutex_);
  fronts_.push_back(std::move(front));
}

void Shared::Remove(const std::shared_ptr<OpenDatabase>& database) {
  database->leave = true;
  std::unique_lock lock(mutex_);
  std::erase(open_, database);
  changed_.wait(lock, [&] { return !database->busy; });
}

void Shared::Sweep(OpenDatabase& database) {
  {
    const std::lock_guard lock(mutex_);
    database.wants_sweep = true;
  }
  changed_.notify_all();
}

void Shared::Run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    const auto wanted = [&] {
      return std::find_if(open_.begin(), open_.end(), [](const auto& database) {
        return database->wants_sweep && !database->busy;
      });
    };
    changed_.wait(lock, [&] { return stop_ || wanted() != open_.end(); });
    if (stop_) return;
    const std::shared_ptr<OpenDatabase> database = *wanted();
    database->wants_sweep = false;
    database->busy = true;
    lock.unlock();
    ::rocksdb::CompactRangeOptions options;
    options.exclusive_manual_compaction = false;
    options.bottommost_level_compaction = ::rocksdb::BottommostLevelCompaction::kForceOptimized;
    options.canceled = &database->leave;
    // What fails here fails the next Apply as well, which says so.
    database->db->CompactRange(options, nullptr, nullptr).PermitUncheckedError();
    lock.lock();
    database->busy = false;
    changed_.notify_all();
  }
}

std::shared_ptr<OpenDatabase> Shared::Largest() {
  std::shared_ptr<OpenDatabase> largest;
  uint64_t most = 0;
  for (const auto& database : open_) {
    uint64_t bytes = 0;
    if (database->busy ||
        !database->db->GetIntProperty(::rocksdb::DB::Properties::kCurSizeActiveMemTable, &bytes)) {
      continue;
    }
    if (bytes > most) {
      most = bytes;
      largest = database;
    }
  }
  return largest;
}

void Shared::MakeRoom() {
  const size_t bound = memtables_->buffer_size();
  // RocksDB begins to flush whoever writes, however little that has, at 7/8.
  for (int flushes = 0; flushes < kMostFlushes; ++flushes) {
    if (memtables_->mutable_memtable_memory_usage() <= bound / 4 * 3 &&
        memtables_->memory_usage() <= bound) {
      return;
    }
    const bool wait = memtables_->memory_usage() > bound;
    std::shared_ptr<OpenDatabase> database;
    {
      const std::lock_guard lock(mutex_);
      database = Largest();
      if (database == nullptr) return;
      database->busy = true;
    }
    ::rocksdb::FlushOptions options;
    options.wait = wait;
    options.allow_write_stall = true;
    const ::rocksdb::Status flushed = database->db->Flush(options);
    {
      const std::lock_guard lock(mutex_);
      database->busy = false;
    }
    changed_.notify_all();
    if (!flushed.ok() || !wait) return;
  }
}

DiskUsage Shared::Usage() {
  DiskUsage usage;
  usage.memory_bytes = cache_->GetUsage();
  usage.memtable_bytes = memtables_->memory_usage();
  usage.block_cache_hits = statistics_->getTickerCount(::rocksdb::BLOCK_CACHE_HIT);
  usage.block_cache_misses = statistics_->getTickerCount(::rocksdb::BLOCK_CACHE_MISS);
  usage.absences_told_by_filters = statistics_->getTickerCount(::rocksdb::BLOOM_FILTER_USEFUL);
  usage.bytes_written = statistics_->getTickerCount(::rocksdb::FLUSH_WRITE_BYTES) +
                        statistics_->getTickerCount(::rocksdb::COMPACT_WRITE_BYTES);
  usage.bytes_read = statistics_->getTickerCount(::rocksdb::BYTES_READ);
  usage.states_wiped = wiped_.load(std::memory_order_relaxed);
  const std::lock_guard lock(mutex_);
  usage.states = open_.size();
  for (const auto& watched : fronts_) {
    const std::shared_ptr<const Front> front = watched.lock();
    if (front == nullptr) continue;
    const FrontCounts counts = front->counts();
    usage.front_hits += counts.hits;
    usage.front_misses += counts.misses;
  }
  for (const auto& database : open_) {
    uint64_t bytes = 0;
    if (database->db->GetIntProperty(::rocksdb::DB::Properties::kTotalSstFilesSize, &bytes)) {
      usage.bytes_on_disk += bytes;
    }
    if (database->db->GetIntProperty(::rocksdb::DB::Properties::kEstimatePendingCompactionBytes,
                                     &bytes)) {
      usage.compaction_debt_bytes += bytes;
    }
  }
  return usage;
}

// --- Disk ---

Disk::Disk(std::unique_ptr<Shared> shared) : shared_(std::move(shared)) {}
Disk::~Disk() = default;

Result<std::shared_ptr<Disk>> Disk::Open(const DiskOptions& options) {
  std::error_code error;
  const std::filesystem::path root = options.dir / "dedup";
  std::filesystem::create_directories(root, error);
  if (error) {
    return Fail(ErrorCode::kPermission,
                "state directory " + root.string() + " cannot be made: " + error.message());
  }
  return std::shared_ptr<Disk>(new Disk(std::make_unique<Shared>(options)));
}

DiskUsage Disk::Usage() const { return shared_->Usage(); }

}  // namespace aegis::rocks
