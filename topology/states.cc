// What dedup knows of the past of each partition: opened and restored before its first record,
// written to its changelog with each transaction, applied when that is committed.
#include <algorithm>
#include <chrono>

#include "connectors/failpoint.h"
#include "topology/changelog.h"
#include "topology/standby.h"
#include "topology/turn.h"

namespace aegis::topology {
namespace {

// Of a turn: other partitions run meanwhile, and a rebalance must not wait. Each restore has a
// client of its own, and waits for the broker now and then.
constexpr auto kRestoreSlice = std::chrono::milliseconds(25);
constexpr size_t kRestoresTogether = 8;
constexpr auto kCreateSlice = std::chrono::seconds(2);

}  // namespace

Status Worker::Turn::OpenPasts(Owned& partition, const io::StartPosition& start) {
  const auto& routes = work_.plan->routes;
  const bool any = std::any_of(partition.to.routes.begin(), partition.to.routes.end(),
                               [&](uint16_t route) { return routes[route].dedup.has_value(); });
  if (!any) return {};
  const std::optional<int64_t> committed =
      start.committed ? std::optional(start.offset) : std::nullopt;
  // All of them begin, also when the first has to be waited for.
  Status ready;
  for (const uint16_t route : partition.to.routes) {
    partition.pasts.push_back(nullptr);
    if (!routes[route].dedup) continue;
    auto past = OpenPast(partition, *routes[route].dedup, start.partitions);
    Status prepared = past ? (*past)->Prepare(committed) : tl::unexpected(past.error());
    if (past) partition.pasts.back() = *past;
    const bool waits = !prepared && prepared.error().code == ErrorCode::kUnavailable;
    if (!prepared && !waits) return prepared;
    if (waits) ready = prepared;
  }
  partition.views.resize(partition.pasts.size());
  return ready;
}

Result<Past*> Worker::Turn::OpenPast(const Owned& partition, const DedupPlan& plan,
                                     int32_t partitions) {
  const io::Time deadline = clock_.Now() + std::min(options_.timeout, io::Duration(kCreateSlice));
  const std::string topic = ChangelogTopic(options_.states.name, partition.id.topic, plan.state);
  auto changelog = router_.Describe(topic, deadline);
  const bool too_small = changelog && changelog->partitions <= partition.id.partition;
  if (too_small || (!changelog && changelog.error().code == ErrorCode::kNotFound)) {
    const int32_t wanted = std::max(partitions, partition.id.partition + 1);
    if (Status made = options_.states.changelogs->Create(topic, wanted, deadline); !made)
      return tl::unexpected(made.error());
    router_.Forget();
    return Fail(ErrorCode::kUnavailable, "changelog " + topic + " was just made");
  }
  if (!changelog) return tl::unexpected(changelog.error());
  // By its id: one that was deleted and made again has forgotten what was in it.
  const auto [seen, is_new] = changelog_ids_.try_emplace(topic, changelog->topic_id);
  if (is_new) {
    if (Status good = options_.states.changelogs->Check(topic, deadline); !good) {
      changelog_ids_.erase(seen);
      return tl::unexpected(good.error());
    }
  } else if (seen->second != changelog->topic_id) {
    return Fail(ErrorCode::kInvalidArgument,
                "changelog " + topic +
                    " was deleted and made again while it was written: what was seen before is not "
                    "in it; give `dedup.state` a new name, or restart to begin empty");
  }
  const auto known = pasts_.find({partition.id, plan.state});
  Past* past = known == pasts_.end() ? nullptr : known->second.get();
  if (past == nullptr) {
    std::shared_ptr<const void> hold;
    if (options_.states.standby != nullptr) {
      hold = options_.states.standby->Take(partition.id, plan.state);
      if (hold == nullptr) {
        waiting_for_copies_.insert({partition.id, plan.state});
        return Fail(ErrorCode::kUnavailable,
                    "the standby copy of state " + plan.state + " is being closed");
      }
      waiting_for_copies_.erase({partition.id, plan.state});
    }
    auto state = options_.states.store->Open(
        partition.id, plan.state,
        {ChangelogIdentity(plan.form, topic, changelog->topic_id), plan.window_ms});
    if (!state) return tl::unexpected(state.error());
    auto made = std::make_unique<Past>(partition.id, plan, topic, std::move(*state),
                                       options_.states, std::move(hold));
    past = made.get();
    pasts_[{partition.id, plan.state}] = std::move(made);
  }
  past->SetChangelogHandle(changelog->handle);
  return past;
}

void Worker::Turn::RestoreStates() {
  std::erase_if(waiting_for_copies_, [&](const PastId& id) {
    if (!options_.states.standby->IsFree(id.first, id.second)) return false;
    source_.AskStart(id.first);
    return true;
  });
  std::vector<std::pair<const PastId*, Past*>> restoring;
  for (auto& [id, past] : pasts_) {
    if (past->restoring()) restoring.emplace_back(&id, past.get());
  }
  if (restoring.empty()) return;
  // From where the last turn had got to: eight that wait for a broker must not keep others waiting.
  const auto next = std::find_if(restoring.begin(), restoring.end(),
                                 [&](const auto& one) { return restored_last_ < *one.first; });
  std::rotate(restoring.begin(), next, restoring.end());
  if (restoring.size() > kRestoresTogether) restoring.resize(kRestoresTogether);
  for (const auto& [id, past] : restoring) {
    AEGIS_FAILPOINT("restore");
    restored_last_ = *id;
    if (past->CatchUp(clock_, clock_.Now() + kRestoreSlice)) source_.AskStart(id->first);
  }
}

bool Worker::Turn::PastsFailed() {
  for (const auto& [id, partition] : owned_) {
    for (const Past* past : partition->pasts) {
      if (past != nullptr && past->failed()) return true;
    }
  }
  return false;
}

Worker::Turn::Written Worker::Turn::WriteChangelogs(const io::PartitionProgress& progress) {
  Owned* partition = owned_.Find(progress.partition);
  if (partition == nullptr) return Written::kDone;
  for (Past* past : partition->pasts) {
    if (past == nullptr) continue;
    const uint32_t origin = open_.AddOrigin({partition, progress.next_offset - 1, 0,
                                             std::max<uint64_t>(partition->receipt.records(), 1)});
    switch (
        past->WriteChangelog(progress.next_offset, origin, clock_.WallMs(), *open_.transaction)) {
      case io::ProduceResult::kAccepted:
        continue;
      case io::ProduceResult::kRefused:
      case io::ProduceResult::kAbort:
        return Written::kAbort;
    }
  }
  return PastsFailed() ? Written::kAbort : Written::kDone;
}

// What is committed and not applied comes back from the changelog: of a damaged state at once,
// else, where an error is of the process's level, at the next start.
Status Worker::Turn::ApplyStates() {
  for (const io::PartitionProgress& progress : open_.progress.partitions) {
    Owned* partition = owned_.Find(progress.partition);
    if (partition == nullptr) continue;
    for (Past* past : partition->pasts) {
      if (past == nullptr) continue;
      Status applied = past->Apply(progress.next_offset, *open_.transaction);
      if (!applied && !past->failed()) return applied;
    }
  }
  return {};
}

}  // namespace aegis::topology
