// What all states of a process share: one block cache that memtables are charged to, one set of
// background threads, one bound on memory whatever the number of partitions.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "src/base/result.h"

namespace aegis::rocks {

struct DiskOptions {
  std::filesystem::path dir;  // states lie in <dir>/dedup/<topic>/<partition>/<state>/
  // Of blocks, indexes, filters and memtables together. What lookups hold at one moment and an
  // Apply in progress come on top.
  size_t memory_bytes = size_t{256} << 20;
  size_t memtable_bytes = size_t{64} << 20;  // a part of it
  bool direct_io = false;  // past the page cache: for states much larger than memory
  int background_threads = 2;
  int open_files = 256;  // of one state
  // A state up to this size has all of its checksums verified when it is opened; a larger one when
  // it is read.
  uint64_t verify_on_open_bytes = uint64_t{8} << 20;
  uint64_t file_bytes = uint64_t{32} << 20;
};

// Of all states that are open, for metrics. From any thread.
struct DiskUsage {
  uint64_t states = 0;
  uint64_t memory_bytes = 0;  // of memory_bytes above
  uint64_t memtable_bytes = 0;
  uint64_t bytes_on_disk = 0;
  uint64_t compaction_debt_bytes = 0;
  // Since the process began.
  uint64_t block_cache_hits = 0;
  uint64_t block_cache_misses = 0;
  uint64_t absences_told_by_filters = 0;  // lookups that read no block
  uint64_t bytes_written = 0;             // by flushes and compactions
  uint64_t bytes_read = 0;
  uint64_t states_wiped = 0;  // damaged, foreign, or of another form
  // Lookups of exact entries that the memory in front of it answered, and those it did not.
  uint64_t front_hits = 0;
  uint64_t front_misses = 0;
};

class Shared;  // private to this folder

class Disk {
 public:
  // The directory is made when it is missing. An error when it cannot be written.
  static Result<std::shared_ptr<Disk>> Open(const DiskOptions& options);
  ~Disk();
  DiskUsage Usage() const;
  Shared& shared() { return *shared_; }

 private:
  explicit Disk(std::unique_ptr<Shared> shared);
  std::unique_ptr<Shared> shared_;
};

}  // namespace aegis::rocks
