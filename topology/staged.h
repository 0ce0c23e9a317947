// What a transaction will have counted when it commits. Dropped when it does not: a replay is never
// counted twice.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "src/pipeline.h"
#include "topology/counters.h"

namespace aegis::topology {

class Staged {
 public:
  // For a plan; forgets everything.
  void Fit(const Plan& plan) {
    routes_.clear();
    routes_.resize(plan.routes.size());
    for (PerRoute& route : routes_) route.findings.resize(plan.rules.entity_count() * kActions);
    Clear();
  }

  void AddRecord(int64_t timestamp_ms) { timestamps_.push_back(timestamp_ms); }

  // What came of the decision in the end, and what it had counted.
  void Add(const Decision& decision, size_t bytes_in, size_t bytes_out, const Outcome& outcome,
           std::span<const FindingCount> counts) {
    PerRoute& route = routes_[decision.route];
    if (decision.image_problem)
      ++route.image_problems[static_cast<size_t>(*decision.image_problem)];
    ++route.seen[static_cast<size_t>(decision.seen)];
    ++route.reused[static_cast<size_t>(decision.reused)];
    route.bytes_in += bytes_in;
    route.bytes_out += bytes_out;
    if (const auto* forward = std::get_if<Forward>(&outcome)) {
      ++(forward->to_duplicates ? route.routed : route.forwarded);
    } else if (const auto* drop = std::get_if<Drop>(&outcome)) {
      ++route.dropped[static_cast<size_t>(drop->reason)];
    } else {
      ++route.quarantined[static_cast<size_t>(std::get<Quarantine>(outcome).error.code)];
    }
    for (const FindingCount& count : counts) {
      uint32_t at = static_cast<uint32_t>(count.entity * kActions + count.action);
      if (route.findings[at] == 0) route.touched.push_back(at);
      route.findings[at] += count.count;
    }
  }

  // Committed: adds everything up, once.
  void Apply(int64_t wall_ms, PlanCounters& plan, WorkerCounters& worker) {
    for (size_t i = 0; i < routes_.size(); ++i) {
      PerRoute& from = routes_[i];
      RouteCounters& to = plan.routes[i];
      to.forwarded.Add(from.forwarded);
      to.routed.Add(from.routed);
      for (size_t j = 0; j < kSeenCount; ++j) to.seen[j].Add(from.seen[j]);
      for (size_t j = 0; j < kReusedCount; ++j) to.reused[j].Add(from.reused[j]);
      for (size_t j = 0; j < dedup::kImageProblemCount; ++j)
        to.image_problems[j].Add(from.image_problems[j]);
      for (size_t j = 0; j < kDropReasonCount; ++j) to.dropped[j].Add(from.dropped[j]);
      for (size_t j = 0; j < kRecordErrorCount; ++j) to.quarantined[j].Add(from.quarantined[j]);
      to.bytes_in.Add(from.bytes_in);
      to.bytes_out.Add(from.bytes_out);
      for (uint32_t at : from.touched) to.findings[at].Add(from.findings[at]);
    }
    for (int64_t timestamp_ms : timestamps_) {
      if (timestamp_ms < 0) continue;
      worker.end_to_end_seconds.Observe(static_cast<double>(wall_ms - timestamp_ms) / 1000.0);
    }
    Clear();
  }

  void Clear() {
    for (PerRoute& route : routes_) {
      for (uint32_t at : route.touched) route.findings[at] = 0;
      route.touched.clear();
      route.forwarded = route.routed = route.bytes_in = route.bytes_out = 0;
      route.seen.fill(0);
      route.image_problems.fill(0);
      route.reused.fill(0);
      route.dropped.fill(0);
      route.quarantined.fill(0);
    }
    timestamps_.clear();
  }

 private:
  struct PerRoute {
    uint64_t forwarded = 0;
    uint64_t routed = 0;
    std::array<uint64_t, kSeenCount> seen{};
    std::array<uint64_t, dedup::kImageProblemCount> image_problems{};
    std::array<uint64_t, kReusedCount> reused{};
    uint64_t bytes_in = 0;
    uint64_t bytes_out = 0;
    std::array<uint64_t, kDropReasonCount> dropped{};
    std::array<uint64_t, kRecordErrorCount> quarantined{};
    std::vector<uint64_t> findings;  // [entity * kActions + action]
    std::vector<uint32_t> touched;   // those above 0
  };
  std::vector<PerRoute> routes_;
  std::vector<int64_t> timestamps_;
};

}  // namespace aegis::topology
