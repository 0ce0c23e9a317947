// The transaction that a worker has open, and all that ends with it: nothing here outlives a commit
// or an abort. Private to the worker.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "connectors/io.h"
#include "topology/owned.h"
#include "topology/refusals.h"
#include "topology/staged.h"

namespace aegis::topology {

// What a produced record came from; for a receipt, the last record that it tells of.
struct Origin {
  Owned* partition;
  int64_t offset;
  uint16_t route;            // nothing for a receipt
  uint64_t receipt_records;  // 0: not a receipt
};

struct OpenTransaction {
  std::unique_ptr<io::Transaction> transaction;  // null: none is open
  io::Progress progress;                         // as it was when it began
  io::Time begun{};
  size_t records = 0;
  size_t bytes = 0;
  std::vector<Origin> origins;  // by OutputRecord::origin
  std::vector<Copy> held_marked;
  Staged staged;

  explicit operator bool() const { return transaction != nullptr; }
  io::Transaction* operator->() const { return transaction.get(); }
  uint32_t AddOrigin(const Origin& origin) {
    origins.push_back(origin);
    return static_cast<uint32_t>(origins.size() - 1);
  }
  void Drop() {
    transaction.reset();
    progress = {};
    records = 0;
    bytes = 0;
    origins.clear();
    held_marked.clear();
    staged.Clear();
  }
};

}  // namespace aegis::topology
