// The dedup store on disk: one RocksDB for each input partition and state, with a memory of exact
// entries in front that all states of a worker share. README.md says how it survives a crash.
#pragma once

#include <memory>
#include <optional>

#include "connectors/io.h"
#include "connectors/rocksdb/disk.h"
#include "connectors/rocksdb/front.h"

namespace aegis::rocks {

class Store : public io::Store {
 public:
  // Lookups of exact entries: hits of the memory in front, and what the disk was asked. From any
  // thread.
  virtual FrontCounts front() const = 0;
};

// For one worker. Its states may outlive it, but not the worker's thread. open_files: of one state,
// where that is to be less than what the disk says.
std::unique_ptr<Store> NewStore(std::shared_ptr<Disk> disk, size_t front_bytes,
                                std::optional<int> open_files = {});

}  // namespace aegis::rocks
