#include "topology/past.h"

#include <spdlog/spdlog.h>

#include <limits>
#include <utility>

#include "connectors/mutation.h"
#include "src/dedup/window.h"
#include "topology/changelog.h"

namespace aegis::topology {
namespace {

// What is past is taken away at least as fast as new entries come, so that a state never falls
// behind; and a little faster, so that it catches up, also where some in front still count by their
// own time.
constexpr size_t kRemovedPerAdded = 2;
constexpr size_t kRemovedAnyway = 64 + dedup::StreamTime::kAgreeing;

}  // namespace

Past::Past(io::TopicPartition input, const DedupPlan& plan, std::string changelog_topic,
           std::unique_ptr<io::State> state, const StateAccess& access,
           std::shared_ptr<const void> hold)
    : input_(std::move(input)),
      plan_(plan),
      changelog_{std::move(changelog_topic), input_.partition},
      hold_(std::move(hold)),
      state_(std::move(state)),
      changelogs_(*access.changelogs),
      restore_entries_(access.restore_entries),
      added_(state_.get()) {}

// --- Before the first record ---

Status Past::Prepare(std::optional<int64_t> committed) {
  if (Status failed = std::exchange(restore_failed_, {}); !failed) return failed;
  if (state_->failed()) trusted_ = false;
  const auto at = [&]() -> std::optional<int64_t> {
    const auto progress = state_->progress();
    return progress && progress->input_next >= 0 ? std::optional(progress->input_next)
                                                 : std::nullopt;
  };
  if (trusted_ && at() == committed) return {};
  if (AEGIS_MUTATION(trust_stale_state) && restore_ == nullptr && !state_->failed() && at()) {
    Trust();
    return {};
  }
  const std::string what = "state " + plan_.state + " of " + input_.topic + " [" +
                           std::to_string(input_.partition) + "]";
  if (restore_ == nullptr) {
    if (state_->failed()) {
      if (Status wiped = state_->Wipe(); !wiped) return wiped;
    }
    from_nothing_ = !state_->progress().has_value();
    trusted_ = false;
    restore_ = std::make_unique<Restore>(*state_, changelogs_, changelog_, plan_, restore_entries_);
  }
  if (!restore_->done()) {
    return Fail(ErrorCode::kUnavailable, what + " is being restored from " + changelog_.topic);
  }
  const std::unique_ptr<Restore> restored = std::exchange(restore_, nullptr);
  const bool matches = !restored->foreign() && committed && restored->input_next() == committed;
  // Dedup that is new to a pipeline begins where the pipeline is.
  const bool begins = restored->is_new() && from_nothing_;
  if (!state_->failed() && (matches || begins)) {
    if (begins && committed)
      spdlog::warn("{} begins empty at offset {}", what, *committed);
    else
      spdlog::info("{}: {} records of its changelog read", what,
                   restored->position() - restored->from());
    Trust();
    return {};
  }
  if (!from_nothing_) {
    spdlog::warn("{} is not where the group is: it is made again from {}", what, changelog_.topic);
    if (Status wiped = state_->Wipe(); !wiped) return wiped;
    return Fail(ErrorCode::kUnavailable, what + " is made again from " + changelog_.topic);
  }
  if (Status wiped = state_->Wipe(); !wiped) return wiped;
  if (restored->foreign()) {
    return Fail(ErrorCode::kInvalidArgument,
                what + ": " + changelog_.topic +
                    " holds fingerprints of another configuration; give `dedup.state` a new name");
  }
  const auto offset = [](std::optional<int64_t> next) {
    return next ? "at offset " + std::to_string(*next) : std::string("at no offset");
  };
  return Fail(ErrorCode::kInvalidArgument,
              what + ": " + changelog_.topic + " is " + offset(restored->input_next()) +
                  " and the group " + offset(committed) +
                  ": duplicates could not be told; give `dedup.state` a new name, or put the "
                  "group's offset back");
}

void Past::Trust() {
  trusted_ = true;
  const auto progress = state_->progress();
  time_ = progress ? progress->time : dedup::StreamTime();
  added_.LayOver(state_.get());
}

bool Past::CatchUp(const io::Clock& clock, io::Time deadline) {
  if (!restoring()) return false;
  if (state_->failed()) {
    // The next Prepare begins again with nothing.
    restore_.reset();
    return true;
  }
  const Status step = restore_->Step(clock, deadline);
  if (step) return restore_->done();
  if (step.error().code == ErrorCode::kUnavailable) return false;
  restore_.reset();
  // Where the changelog has lost what the state would read next, all that is left of it may do.
  const bool again = step.error().code == ErrorCode::kNotFound && !from_nothing_;
  restore_failed_ = again ? state_->Wipe() : step;
  return true;
}

// --- In a transaction ---

void Past::Add(const Record& record, std::span<const dedup::Entry> adds) {
  time_.Observe(record.timestamp_ms, AEGIS_MUTATION(time_leaps)
                                         ? std::numeric_limits<int64_t>::max()
                                         : plan_.max_time_step_ms);
  for (const dedup::Entry& entry : adds) added_.AddCopy(entry);
}

io::ProduceResult Past::WriteChangelog(int64_t input_next, uint32_t origin, int64_t wall_ms,
                                       io::Transaction& transaction) {
  const auto produce = [&](std::string_view key, std::string_view value) {
    return transaction.Produce({.topic = handle_,
                                .partition = changelog_.partition,
                                .timestamp_ms = wall_ms,
                                .key = key,
                                .value = value,
                                .headers = {},
                                .origin = origin,
                                .note_offset = true});
  };
  removed_arena_.Reset();
  removed_ = ArenaVector<std::string_view>(removed_arena_);
  ArenaVector<std::string_view> candidates(removed_arena_);
  state_->Past(time_.Stamp() - plan_.window_ms,
               kRemovedAnyway + kRemovedPerAdded * added_.added().size(), candidates);
  const dedup::Window window{time_, plan_.window_ms, -1};
  // First, for what was removed may be added again.
  for (const std::string_view group : candidates) {
    const auto value = state_->Get(group);
    if (value && window.IsLive(group, *value)) continue;
    removed_.push_back(group);
    if (AEGIS_MUTATION(keep_past_in_changelog)) continue;
    if (const auto result = produce(group, kNull); result != io::ProduceResult::kAccepted)
      return result;
  }
  for (const dedup::Entry& entry : added_.added()) {
    if (!dedup::IsPrimary(entry.group.front())) continue;
    if (AEGIS_MUTATION(lose_changelog_entries)) continue;
    WriteChangelogEntry(plan_.form, entry.value, &value_);
    if (const auto result = produce(entry.group, value_); result != io::ProduceResult::kAccepted)
      return result;
  }
  if (AEGIS_MUTATION(apply_before_commit) && state_->progress()) {
    if (!state_->Apply(added_.added(), *state_->progress())) return io::ProduceResult::kAbort;
  }
  WriteChangelogProgress(plan_.form, input_next, time_, &value_);
  return produce(kChangelogProgressKey, value_);
}

Status Past::Apply(int64_t input_next, const io::Transaction& transaction) {
  const auto before = state_->progress();
  io::StateProgress progress{input_next, before ? before->changelog_next : 0, time_};
  if (const int64_t end = transaction.NotedEnd(handle_, changelog_.partition); end >= 0)
    progress.changelog_next = end;
  std::vector<dedup::Entry> changes;
  changes.reserve(removed_.size() + added_.added().size());
  for (const std::string_view group : removed_) changes.push_back({group, {}, kNull});
  if (!AEGIS_MUTATION(forget_on_apply))
    changes.insert(changes.end(), added_.added().begin(), added_.added().end());
  Status applied = state_->Apply(changes, progress);
  for (const int64_t first : duplicates_) clusters_.Add(first);
  duplicates_.clear();
  removed_ = ArenaVector<std::string_view>(removed_arena_);
  added_.Clear();
  return applied;
}

void Past::Drop() {
  removed_ = ArenaVector<std::string_view>(removed_arena_);
  if (!AEGIS_MUTATION(keep_aborted_entries)) added_.Clear();
  duplicates_.clear();
  const auto progress = state_->progress();
  time_ = progress ? progress->time : dedup::StreamTime();
}

}  // namespace aegis::topology
