#include "topology/turn.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <mutex>
#include <utility>

#include "connectors/delivery.h"
#include "connectors/mutation.h"

namespace aegis::topology {
namespace {

constexpr auto kPublishEvery = std::chrono::milliseconds(250);
constexpr size_t kClustersShown = 20;
// A question about an output must not keep a rebalance or a stop waiting.
constexpr auto kDescribeSlice = std::chrono::seconds(2);

}  // namespace

Worker::Turn::Turn(const WorkerOptions& options, io::Source& source, io::Sink& sink,
                   const io::Clock& clock, WorkerCounters& counters)
    : options_(options),
      source_(source),
      sink_(sink),
      clock_(clock),
      counters_(counters),
      router_(sink, clock) {}

// --- Work ---

Status Worker::Turn::TakeUp(Work work) {
  Result<std::unique_ptr<Pipeline>> pipeline = Pipeline::New(work.plan, options_.reuse);
  if (!pipeline) return tl::unexpected(pipeline.error());
  pipeline_ = std::move(*pipeline);
  plan_counters_ = counters_.AddPlan(work.plan);
  open_.staged.Fit(*work.plan);
  for (auto& [id, past] : pasts_) {
    for (const RoutePlan& route : work.plan->routes) {
      if (route.dedup && route.dedup->state == id.second) past->Take(*route.dedup);
    }
  }
  const bool pictures = std::any_of(
      work.plan->routes.begin(), work.plan->routes.end(),
      [](const RoutePlan& route) { return route.dedup && route.dedup->images.has_value(); });
  poll_records_ =
      pictures ? std::min(options_.poll_records, kPolledPictures) : options_.poll_records;
  work_ = std::move(work);
  return {};
}

void Worker::Turn::Offer(Work work) {
  std::lock_guard lock(offer_mutex_);
  offer_ = std::move(work);
  offered_.store(true, std::memory_order_release);
}

void Worker::Turn::TakeUpOffer() {
  if (open_ || !offered_.load(std::memory_order_acquire)) return;
  std::lock_guard lock(offer_mutex_);
  if (Status taken = TakeUp(std::move(offer_)); !taken) {
    spdlog::error("worker {}: the new configuration cannot be used: {}", options_.number,
                  taken.error().message);
  } else {
    // Every partition finds its outputs anew.
    router_.Forget();
    refusals_.NewRoutes();
    recovering_ = true;
  }
  offered_.store(false, std::memory_order_release);
}

// --- Polling ---

Result<std::span<const Record>> Worker::Turn::Poll(io::Time now, io::AssignmentListener& listener) {
  io::Time until = now + options_.idle_wait;
  if (open_) until = std::min(until, open_.begun + options_.interval);
  auto records =
      source_.Poll({.max_records = poll_records_, .now = now, .deadline = until}, listener);
  if (Status revoked = std::exchange(revoked_, {}); !revoked)
    return tl::unexpected(revoked.error());
  return records;
}

Status Worker::Turn::OnStart(const io::TopicPartition& id, const io::StartPosition& start) {
  Result<PartitionTargets> to = router_.Open(
      *work_.routes, id, clock_.Now() + std::min(options_.timeout, io::Duration(kDescribeSlice)));
  if (!to) return tl::unexpected(to.error());
  auto partition = std::make_unique<Owned>();
  partition->id = id;
  partition->topic_id = start.topic_id;
  partition->to = std::move(*to);
  if (!AEGIS_MUTATION(chain_not_from_metadata)) partition->chain = ChainOf(start.metadata);
  partition->committed = start.committed ? start.offset : -1;
  partition->next_offset = start.offset;
  partition->leader_epoch = start.leader_epoch;
  partition->start_committed = start.committed;
  if (Status ready = OpenPasts(*partition, start); !ready) return ready;
  owned_.Set(std::move(partition));
  return {};
}

void Worker::Turn::OnRevoke(std::span<const io::TopicPartition> partitions, bool lost) {
  if (open_ && AEGIS_MUTATION(keep_transaction_on_revoke)) {
    // Never ended, and never destroyed: its end would abort it. By all workers of a simulation.
    static std::mutex mutex;
    static auto* const left = new std::vector<io::Transaction*>;
    const std::scoped_lock lock(mutex);
    left->push_back(open_.transaction.release());
    Drop();
  }
  if (open_ && lost) {
    open_->Abort(clock_.Now() + options_.timeout);
    counters_.transactions[static_cast<size_t>(TransactionResult::kAborted)].Add(1);
    Drop();
  } else if (open_) {
    revoked_ = Seal(clock_.Now() + options_.timeout);
  }
  for (const io::TopicPartition& partition : partitions) {
    refusals_.Revoked(partition);
    halts_.erase(partition);
  }
  owned_.Clear();
  // Their next owner may be here already.
  pasts_.clear();
  waiting_for_copies_.clear();
  router_.Forget();
}

// --- What others see ---

void Worker::Turn::Publish(io::Time now) {
  if (uint64_t epoch = source_.epoch(); epoch != last_epoch_) {
    counters_.rebalances.Add(epoch - last_epoch_);
    last_epoch_ = epoch;
    publish_due_ = now;
  }
  if (now < publish_due_) return;
  publish_due_ = now + kPublishEvery;
  counters_.reuse_bytes.Set(pipeline_->reuse_bytes());
  std::vector<PartitionState> states;
  for (io::PartitionLag& lag : source_.Lag()) {
    PartitionState state;
    const Owned* owned = owned_.Find(lag.partition);
    if (owned != nullptr && io::LagRecords(lag.end_offset, lag.committed) > 0) {
      // Nothing read yet behind the committed position: the last committed one is as old at least.
      state.oldest_uncommitted_ms =
          owned->in_transaction ? owned->first_timestamp_ms : owned->last_timestamp_ms;
    }
    for (const auto& [id, past] : pasts_) {
      if (id.first == lag.partition)
        state.dedup.push_back({id.second, past->Size(), past->restore_left(),
                               past->clusters().Largest(kClustersShown)});
    }
    state.lag = std::move(lag);
    states.push_back(std::move(state));
  }
  counters_.PublishPartitions(std::move(states));
}

// --- The end ---

Status Worker::Turn::Finish(io::Time deadline) {
  if (open_) {
    if (Status sealed = Seal(deadline); !sealed) return sealed;
    if (recovering_)
      return Fail(ErrorCode::kUnavailable, "the last transaction could not be committed");
  }
  counters_.PublishPartitions({});
  return {};
}

Status Worker::Turn::Close(bool leave, io::AssignmentListener& listener, io::Time deadline) {
  Status closed = source_.Close(leave, listener, deadline);
  Status revoked = std::exchange(revoked_, {});
  return revoked ? closed : revoked;
}

}  // namespace aegis::topology
