// What a worker counts. One writer each, read by the scrape from another thread: a count costs a
// plain load and store. Counters are added after a commit only, so that a replay is never counted
// twice.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "connectors/io.h"
#include "src/base/result.h"
#include "src/pipeline.h"
#include "src/plan/plan.h"
#include "src/redact/action.h"
#include "topology/clusters.h"

namespace aegis::topology {

class Counter {
 public:
  void Add(uint64_t n) {
    value_.store(value_.load(std::memory_order_relaxed) + n, std::memory_order_relaxed);
  }
  uint64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<uint64_t> value_{0};
};

class Gauge {
 public:
  void Set(uint64_t value) { value_.store(value, std::memory_order_relaxed); }
  uint64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<uint64_t> value_{0};
};

// Upper bounds in seconds; one more bucket has no bound. Wide enough for a restart, fine enough for
// a transaction.
inline constexpr std::array<double, 14> kSecondsBounds = {
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60};

class SecondsHistogram {
 public:
  void Observe(double seconds, uint64_t times = 1) {
    size_t i = 0;
    while (i < kSecondsBounds.size() && seconds > kSecondsBounds[i]) ++i;
    buckets_[i].Add(times);
    nanoseconds_.Add(seconds > 0 ? static_cast<uint64_t>(seconds * 1e9) * times : 0);
  }
  uint64_t bucket(size_t i) const { return buckets_[i].value(); }  // not cumulative
  double sum() const { return static_cast<double>(nanoseconds_.value()) * 1e-9; }
  static constexpr size_t kBuckets = kSecondsBounds.size() + 1;

 private:
  std::array<Counter, kBuckets> buckets_;
  Counter nanoseconds_;
};

inline constexpr size_t kActions = std::variant_size_v<Action>;

struct RouteCounters {
  Counter forwarded;
  Counter routed;                                                 // to the topic for duplicates
  std::array<Counter, kSeenCount> seen;                           // by Seen
  std::array<Counter, dedup::kImageProblemCount> image_problems;  // by ImageProblem
  std::array<Counter, kReusedCount> reused;                       // by Reused
  std::array<Counter, kDropReasonCount> dropped;                  // by DropReason
  std::array<Counter, kRecordErrorCount> quarantined;             // by RecordErrorCode
  Counter bytes_in;                                               // key + value of matched records
  Counter bytes_out;                    // key + value of forwarded records
  std::unique_ptr<Counter[]> findings;  // [entity * kActions + action], see PlanCounters::entities
};

// The counters of one plan. A reload makes new ones; the old stay, and a scrape adds up those with
// the same labels.
struct PlanCounters {
  explicit PlanCounters(std::shared_ptr<const Plan> of)
      : plan(std::move(of)), routes(std::make_unique<RouteCounters[]>(plan->routes.size())) {
    for (size_t i = 0; i < plan->routes.size(); ++i) {
      routes[i].findings = std::make_unique<Counter[]>(plan->rules.entity_count() * kActions);
    }
  }
  std::shared_ptr<const Plan> plan;         // names: routes[i].name, rules.EntityName
  std::unique_ptr<RouteCounters[]> routes;  // as many as plan->routes
};

enum class TransactionResult : uint8_t { kCommitted, kAborted, kUnknown };
inline constexpr size_t kTransactionResults = 3;

// Of a route's dedup.
struct DedupState {
  std::string name;
  io::StateSize size;
  int64_t restore_left = 0;       // records of its changelog that are still to be read, about
  std::vector<Cluster> clusters;  // the largest
};

// A copy of a state that another instance works with.
struct StandbyCopy {
  io::TopicPartition input;
  std::string state;
  uint64_t entries = 0;  // about
  int64_t left = -1;     // records of the changelog that it has not read, about; -1: not known
};

struct PartitionState {
  io::PartitionLag lag;
  std::vector<DedupState> dedup;
  int64_t oldest_uncommitted_ms =
      -1;  // timestamp of the oldest record not committed; -1: at the end, or not known
};

struct WorkerCounters {
  std::array<Counter, kTransactionResults> transactions;  // by TransactionResult
  Counter rebalances;
  Gauge reuse_bytes;                     // by results that may be reused
  SecondsHistogram process_seconds;      // of one batch through the engine
  SecondsHistogram transaction_seconds;  // from begin to committed
  SecondsHistogram end_to_end_seconds;   // from the record's timestamp to its commit

  // Below: by lock, a few times a second at most.
  std::vector<std::shared_ptr<const PlanCounters>> Plans() const {
    std::lock_guard lock(mutex_);
    return {plans_.begin(), plans_.end()};
  }
  std::shared_ptr<PlanCounters> AddPlan(std::shared_ptr<const Plan> plan) {
    auto counters = std::make_shared<PlanCounters>(std::move(plan));
    std::lock_guard lock(mutex_);
    plans_.push_back(counters);
    return counters;
  }
  std::vector<PartitionState> Partitions() const {
    std::lock_guard lock(mutex_);
    return partitions_;
  }
  void PublishPartitions(std::vector<PartitionState> partitions) {
    std::lock_guard lock(mutex_);
    partitions_.swap(partitions);
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::shared_ptr<PlanCounters>> plans_;
  std::vector<PartitionState> partitions_;
};

}  // namespace aegis::topology
