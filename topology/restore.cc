#include "topology/restore.h"

#include <algorithm>
#include <utility>

#include "src/dedup/derive.h"
#include "topology/changelog.h"

namespace aegis::topology {

Restore::Restore(io::State& state, io::Changelogs& changelogs, io::TopicPartition changelog,
                 const DedupPlan& plan, size_t entries_together)
    : state_(state),
      changelogs_(changelogs),
      changelog_(std::move(changelog)),
      plan_(plan),
      entries_together_(entries_together),
      reached_(state.progress()) {
  if (reached_) from_ = reached_->changelog_next;
  // Left in the middle of a restore: the progress is still to come.
  if (reached_ && reached_->input_next < 0) {
    reached_.reset();
    entries_since_ = true;
  }
  position_ = applied_ = from_;
}

std::optional<int64_t> Restore::input_next() const {
  if (!reached_ || entries_since_ || ahead_) return std::nullopt;
  return reached_->input_next;
}

Status Restore::Step(const io::Clock& clock, io::Time deadline) {
  if (done_) return {};
  if (Status opened = Open(); !opened) return opened;
  // The end is asked for after the committed offset: what was committed before is in front of it.
  if (!end_) {
    auto end = reader_->End(deadline);
    if (!end) return tl::unexpected(end.error());
    if (!*end) return {};
    end_ = **end;
    // Another changelog of this name, or one that has lost its end.
    if (from_ > *end_) {
      ahead_ = done_ = true;
      return {};
    }
  }
  while (position_ < *end_ && clock.Now() < deadline) {
    auto records = reader_->Poll(deadline);
    if (!records) return tl::unexpected(records.error());
    if (Status taken = Take(*records); !taken) return taken;
    position_ = std::max(position_, reader_->position());
  }
  if (position_ < *end_) return {};
  if (Status applied = Apply(); !applied) return applied;
  reader_.reset();
  done_ = true;
  return {};
}

Status Restore::Follow(const io::Clock& clock, io::Time deadline) {
  if (Status opened = Open(); !opened) return opened;
  for (bool more = true; more;) {
    auto records = reader_->Poll(clock.Now());  // what is there already
    if (!records) return tl::unexpected(records.error());
    more = !records->empty() && clock.Now() < deadline;
    if (Status taken = Take(*records); !taken) return taken;
    position_ = std::max(position_, reader_->position());
    if (foreign_) {
      return Fail(ErrorCode::kInvalidArgument,
                  changelog_.topic + " holds fingerprints of another configuration");
    }
  }
  return position_ == applied_ ? Status() : Apply();
}

Status Restore::Open() {
  if (reader_ != nullptr) return {};
  auto opened = changelogs_.Open(changelog_, from_);
  if (!opened) return tl::unexpected(opened.error());
  reader_ = std::move(*opened);
  return {};
}

Status Restore::Take(std::span<const Record> records) {
  for (const Record& record : records) {
    const ChangelogLine line = ReadChangelog(record, plan_.form);
    if (const auto* entry = std::get_if<ChangelogEntry>(&line)) {
      const std::string_view value =
          IsNull(entry->value) ? entry->value : arena_.Copy(entry->value);
      const std::string_view group = arena_.Copy(entry->group);
      // What follows from it is not in the changelog.
      dedup::AddEntry({group, {}, value}, plan_.near ? &plan_.near->rule : nullptr, changes_);
      entries_since_ = true;
    } else if (const auto* progress = std::get_if<ChangelogProgress>(&line)) {
      reached_ = io::StateProgress{progress->input_next, 0, progress->time};
      entries_since_ = false;
    } else {
      foreign_ = foreign_ || std::get<ChangelogStranger>(line) == ChangelogStranger::kOtherForm;
    }
    position_ = record.offset + 1;
    if (changes_.size() < entries_together_) continue;
    if (Status applied = Apply(); !applied) return applied;
  }
  return {};
}

// With a progress that says where the reading goes on; what it says of the input counts only where
// no entry is behind it.
Status Restore::Apply() {
  if (!reached_ && changes_.empty()) return {};
  io::StateProgress progress = reached_.value_or(io::StateProgress{});
  if (entries_since_) progress.input_next = -1;
  progress.changelog_next = position_;
  if (Status applied = state_.Apply(changes_.span(), progress); !applied) return applied;
  applied_ = position_;
  arena_.Reset();
  changes_ = ArenaVector<dedup::Entry>(arena_);
  return {};
}

}  // namespace aegis::topology
