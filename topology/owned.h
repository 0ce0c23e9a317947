// The input partitions that are a worker's own now, and how far each has been processed. Private to
// the worker.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "connectors/io.h"
#include "src/base/record.h"
#include "topology/past.h"
#include "topology/receipts.h"
#include "topology/router.h"

namespace aegis::topology {

struct Owned {
  io::TopicPartition id;
  std::string topic_id;
  PartitionTargets to;
  std::string chain;  // hash of the last receipt that is committed
  int64_t committed = -1;
  int64_t next_offset = -1;  // after the last record that was processed
  int32_t leader_epoch = -1;
  bool start_committed = true;
  bool halted = false;  // stopped by us at next_offset
  bool in_transaction = false;
  int64_t first_timestamp_ms = -1;  // of its first record in the open transaction
  int64_t last_timestamp_ms = -1;
  Receipt receipt;
  // In the order of its routes, null for those without dedup; empty: none has it.
  std::vector<Past*> pasts;
  std::vector<dedup::View> views;  // of these, while a batch is decided
};

class OwnedPartitions {
 public:
  using Map = std::map<io::TopicPartition, std::unique_ptr<Owned>>;  // addresses stay

  Map::iterator begin() { return all_.begin(); }
  Map::iterator end() { return all_.end(); }
  void Set(std::unique_ptr<Owned> partition) {
    last_found_ = nullptr;
    all_[partition->id] = std::move(partition);
  }
  void Clear() {
    all_.clear();
    last_found_ = nullptr;
  }
  Owned* Find(const io::TopicPartition& id) {
    auto at = all_.find(id);
    return at == all_.end() ? nullptr : at->second.get();
  }
  // Of each record: a source gives the records of a partition the same topic, by address.
  Owned* Find(const Record& record) {
    if (last_found_ != nullptr && record.topic.data() == last_topic_ &&
        record.partition == last_partition_) {
      return last_found_;
    }
    last_topic_ = record.topic.data();
    last_partition_ = record.partition;
    return last_found_ = Find(io::TopicPartition{std::string(record.topic), record.partition});
  }

 private:
  Map all_;
  const char* last_topic_ = nullptr;
  int32_t last_partition_ = -1;
  Owned* last_found_ = nullptr;
};

}  // namespace aegis::topology
