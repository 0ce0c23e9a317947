#include "topology/state_check.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>

#include "src/dedup/derive.h"
#include "topology/changelog.h"
#include "topology/restore.h"
#include "topology/stored_states.h"

namespace aegis::topology {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kSlice{500};
constexpr std::chrono::seconds kCheck{10};
constexpr int64_t kProgressEvery = 100'000;
constexpr size_t kMostGroupBytes = dedup::GroupBytes('E');

uint64_t HashOf(std::string_view value) { return XXH3_64bits(value.data(), value.size()); }

// What a changelog says of the state that had read it up to a position. Compaction keeps of each
// key the last record only: of those with a record behind the position nobody can tell any more
// what was in front of it.
class Fold {
 public:
  Fold(uint64_t form, int64_t position, const dedup::Window& window)
      : form_(form), position_(position), window_(window) {}

  void Add(const Record& record) {
    const ChangelogLine line = ReadChangelog(record, form_);
    const bool behind = record.offset >= position_;
    if (const auto* entry = std::get_if<ChangelogEntry>(&line)) {
      if (!behind) entries_since_ = true;
      if (IsNull(entry->value) && !behind) {
        lines_.erase(KeyOf(entry->group));
        return;
      }
      Line& known = lines_[KeyOf(entry->group)];
      known.changed_since = behind;
      if (behind) return;
      const auto by = dedup::OccurrenceOf(entry->value);
      known.hash = HashOf(entry->value);
      known.offset = by ? by->offset : -1;
      known.live = window_.IsLive(entry->group, entry->value);
    } else if (const auto* progress = std::get_if<ChangelogProgress>(&line)) {
      end_time_ = progress->time;
      if (behind) {
        progress_changed_ = true;
      } else {
        progress_ = *progress;
        entries_since_ = false;
      }
    } else {
      foreign_ = foreign_ || std::get<ChangelogStranger>(line) == ChangelogStranger::kOtherForm;
    }
  }

  enum class Verdict : uint8_t { kEqual, kChangedSince, kOther, kMissing };
  // Of a live entry of the state. Each is asked for once.
  Verdict Compare(std::string_view group, std::string_view value, int64_t* offset) {
    const auto found = lines_.find(KeyOf(group));
    if (found == lines_.end()) {
      // Its tombstone may be gone as well, once it was past.
      const bool gone = end_time_ && progress_changed_ &&
                        !dedup::Window{*end_time_, window_.window_ms, -1}.IsLive(group, value);
      return gone ? Verdict::kChangedSince : Verdict::kMissing;
    }
    found->second.seen = true;
    if (found->second.changed_since) return Verdict::kChangedSince;
    *offset = found->second.offset;
    return found->second.hash == HashOf(value) ? Verdict::kEqual : Verdict::kOther;
  }

  // Live, and nobody has asked for it: group and offset, in the order of groups.
  std::map<std::string, int64_t> NotSeen() const {
    std::map<std::string, int64_t> left;
    for (const auto& [key, line] : lines_) {
      if (line.seen || line.changed_since || !line.live) continue;
      left.emplace(std::string(key.bytes, dedup::GroupBytes(key.bytes[0])), line.offset);
    }
    return left;
  }

  bool foreign() const { return foreign_; }
  // The stream time at the changelog's end, where it says one.
  const std::optional<dedup::StreamTime>& end_time() const { return end_time_; }
  // The last one in front of the position, if nothing is behind it that the state may have too.
  std::optional<ChangelogProgress> progress() const {
    return progress_changed_ || entries_since_ ? std::nullopt : progress_;
  }

 private:
  struct Key {
    char bytes[kMostGroupBytes];
    friend bool operator==(const Key& a, const Key& b) {
      return std::string_view(a.bytes, sizeof a.bytes) == std::string_view(b.bytes, sizeof b.bytes);
    }
  };
  struct KeyHash {
    size_t operator()(const Key& key) const { return XXH3_64bits(key.bytes, sizeof key.bytes); }
  };
  struct Line {
    uint64_t hash = 0;
    int64_t offset = -1;
    bool live = false;
    bool changed_since = false;
    bool seen = false;
  };

  // Kinds differ in the first byte, so that padding makes no two groups one.
  static Key KeyOf(std::string_view group) {
    Key key{};
    group.copy(key.bytes, sizeof key.bytes);
    return key;
  }

  const uint64_t form_;
  const int64_t position_;
  const dedup::Window window_;
  std::unordered_map<Key, Line, KeyHash> lines_;
  std::optional<ChangelogProgress> progress_;
  bool progress_changed_ = false;  // there is one behind the position
  bool entries_since_ = false;     // entries stand between the last progress and the position
  std::optional<dedup::StreamTime> end_time_;
  bool foreign_ = false;
};

// Calls `step` until it says that all is done; it gives back how far it has come.
template <typename Step>
Status Until(const ChangelogAccess& access, const std::string& topic, Step step) {
  io::Time moved = access.clock->Now();
  int64_t at = -1;
  for (;;) {
    const Result<std::optional<int64_t>> now = step(access.clock->Now() + kSlice);
    if (!now && now.error().code != ErrorCode::kUnavailable) return tl::unexpected(now.error());
    if (now && !*now) return {};
    if (now && **now != at) {
      at = **now;
      moved = access.clock->Now();
    } else if (access.clock->Now() - moved > access.idle) {
      return Fail(ErrorCode::kUnavailable, "changelog " + topic + ": no answer for " +
                                               std::to_string(access.idle.count()) + " s" +
                                               (now ? "" : ": " + now.error().message));
    }
  }
}

class Progress {
 public:
  Progress(const ChangelogAccess* access, std::string what)
      : access_(access), what_(std::move(what)) {}
  void At(int64_t done, int64_t of) {
    if (access_ == nullptr || !access_->progress || done < next_) return;
    access_->progress(what_, done, of);
    next_ = done + kProgressEvery;
  }

 private:
  const ChangelogAccess* access_;
  const std::string what_;
  int64_t next_ = kProgressEvery;
};

// Gives back its end.
template <typename Take>
Result<int64_t> ReadAll(const ChangelogAccess& access, const io::TopicPartition& changelog,
                        Take take) {
  auto reader = access.changelogs->Open(changelog, 0);
  if (!reader) return tl::unexpected(reader.error());
  std::optional<int64_t> end;
  Progress progress(
      &access, "changelog " + changelog.topic + " [" + std::to_string(changelog.partition) + "]");
  const Status read =
      Until(access, changelog.topic, [&](io::Time deadline) -> Result<std::optional<int64_t>> {
        if (!end) {
          auto answer = (*reader)->End(deadline);
          if (!answer) return tl::unexpected(answer.error());
          if (!*answer) return std::optional<int64_t>(0);
          end = **answer;
        }
        if ((*reader)->position() >= *end) return std::optional<int64_t>();
        auto records = (*reader)->Poll(deadline);
        if (!records) return tl::unexpected(records.error());
        for (const Record& record : *records) take(record);
        progress.At((*reader)->position(), *end);
        return std::optional((*reader)->position());
      });
  if (!read) return tl::unexpected(read.error());
  return *end;
}

class Comparison {
 public:
  Comparison(rocks::Reading& reading, const DedupPlan* plan, Fold* fold, StateCheck& check)
      : reading_(reading),
        plan_(plan),
        window_(WindowOf(reading.head())),
        fold_(fold),
        check_(check),
        latest_(window_.time) {
    if (fold == nullptr || !fold->end_time()) return;
    // A process that was killed may have been further than what it left, and dropped more.
    latest_.now_ms = std::max(latest_.now_ms, fold->end_time()->now_ms);
  }

  Status Run(const std::string& what, const ChangelogAccess* access) {
    Progress progress(access, what);
    int64_t count = 0;
    std::string wrong;
    Status failed;
    const Status read = reading_.ForEach([&](const dedup::Entry& entry) {
      if (!wrong.empty() || !failed) return;
      wrong = WhyNoEntry(entry);
      progress.At(++count, 0);
      if (wrong.empty() && dedup::IsPrimary(entry.group[0])) failed = Take(entry);
    });
    if (!read) return read;
    if (!failed) return failed;
    if (!wrong.empty()) {
      check_.problem = "it is damaged: " + wrong;
      return {};
    }
    if (fold_ == nullptr) return {};
    for (const auto& [group, offset] : fold_->NotSeen()) {
      Differ(EntryName(group) + ": not in the state; the changelog has it, first at offset " +
             std::to_string(offset));
    }
    CompareProgress();
    return {};
  }

 private:
  void Differ(std::string what) {
    if (++check_.differences <= kMostDifferencesShown) check_.shown.push_back(std::move(what));
  }

  Status Take(const dedup::Entry& entry) {
    if (!window_.IsLive(entry.group, entry.value)) {
      ++check_.past;
      return {};
    }
    if (fold_ == nullptr) {
      ++check_.live;
      return {};
    }
    const std::string ours =
        "first at offset " + std::to_string(dedup::OccurrenceOf(entry.value)->offset);
    int64_t offset = -1;
    switch (fold_->Compare(entry.group, entry.value, &offset)) {
      case Fold::Verdict::kEqual:
        ++check_.live;
        return CompareFollowers(entry);
      case Fold::Verdict::kChangedSince:
        ++check_.changed_since;
        return {};
      case Fold::Verdict::kOther:
        Differ(EntryName(entry.group) + ": " + ours + " in the state, at offset " +
               std::to_string(offset) + " in the changelog, or written at another time");
        return {};
      case Fold::Verdict::kMissing:
        Differ(EntryName(entry.group) + ": not in the changelog; the state has it, " + ours);
        return {};
    }
    return {};
  }

  // What follows from an entry is not in the changelog, and must be there all the same.
  Status CompareFollowers(const dedup::Entry& entry) {
    if (plan_ == nullptr) return {};
    arena_.Reset();
    ArenaVector<dedup::Entry> entries(arena_);
    dedup::AddEntry(entry, plan_->near ? &plan_->near->rule : nullptr, entries);
    size_t missing = 0;
    for (const dedup::Entry& follower : entries.span().subspan(1)) {
      if (!latest_.IsAlive(dedup::WrittenAt(follower.value), window_.window_ms)) continue;
      const auto found = reading_.Get(follower.group, follower.member);
      if (!found) return tl::unexpected(found.error());
      missing += !*found || **found != follower.value;
    }
    if (missing > 0) {
      const bool image = entry.group[0] == static_cast<char>(dedup::Kind::kImage);
      Differ(EntryName(entry.group) + ": " + std::to_string(missing) + " of its " +
             (image ? "chunks" : "bands") +
             " are missing from the state: what is like it may not be found");
    }
    return {};
  }

  void CompareProgress() {
    const auto theirs = fold_->progress();
    const io::StateProgress& ours = *reading_.head().progress;
    if (!theirs || ours.input_next < 0) return;
    if (ours.input_next != theirs->input_next) {
      Differ("progress: the next input is " + std::to_string(ours.input_next) +
             " in the state, and " + std::to_string(theirs->input_next) + " in the changelog");
    } else if (ours.time != theirs->time) {
      Differ("progress: the stream time is not that of the changelog");
    }
  }

  rocks::Reading& reading_;
  const DedupPlan* const plan_;
  const dedup::Window window_;
  Fold* const fold_;
  StateCheck& check_;
  dedup::StreamTime latest_;
  Arena arena_{4 * 1024};
};

// Why its entries cannot be taken for entries; empty: they can.
std::string WhyForeign(const rocks::StoredHead& head) {
  if (!head.is_readable)
    return "it is of format version " + std::to_string(head.format_version) +
           "; the next start makes it again";
  if (!head.has_this_name)
    return "it is of another partition or state; the next start makes it again";
  return {};
}

}  // namespace

Result<StateCheck> CheckState(const rocks::StoredState& stored, const DedupPlan* plan,
                              const ChangelogAccess* changelog) {
  StateCheck check;
  const auto problem = [&](std::string what) {
    check.problem = std::move(what);
    return check;
  };
  const auto reading = rocks::Reading::Open(stored);
  if (!reading) {
    if (reading.error().code != ErrorCode::kNotFound) return problem(reading.error().message);
    check.is_empty = true;
    return check;
  }
  const rocks::StoredHead& head = (*reading)->head();
  if (std::string why = WhyForeign(head); !why.empty()) return problem(std::move(why));
  if (!head.progress) {
    check.is_empty = true;
    return check;
  }
  if (!rocks::IsOwned(stored)) {
    const Status verified = (*reading)->VerifyChecksums();
    // Who has taken it meanwhile may have compacted a file away.
    if (!verified && !rocks::IsOwned(stored)) return problem(verified.error().message);
  }

  std::optional<Fold> fold;
  if (changelog != nullptr && plan != nullptr) {
    const std::string topic = ChangelogTopic(changelog->pipeline, stored.input.topic, stored.state);
    const auto id = changelog->topic_id(topic);
    if (!id && id.error().code == ErrorCode::kNotFound) return problem(id.error().message);
    if (!id) return tl::unexpected(id.error());
    if (head.form.fingerprint != ChangelogIdentity(plan->form, topic, *id)) {
      return problem("it was made by another configuration, or from another topic " + topic +
                     "; the next start makes it again");
    }
    fold.emplace(plan->form, head.progress->changelog_next, WindowOf(head));
    const auto end = ReadAll(*changelog, {topic, stored.input.partition},
                             [&](const Record& record) { fold->Add(record); });
    if (!end) return tl::unexpected(end.error());
    if (fold->foreign()) return problem(topic + " holds fingerprints of another configuration");
    if (head.progress->changelog_next > *end) {
      return problem("it has read to offset " + std::to_string(head.progress->changelog_next) +
                     " of " + topic + ", which ends at " + std::to_string(*end));
    }
    check.compared = true;
    check.behind = *end - head.progress->changelog_next;
  }
  Comparison comparison(**reading, plan, fold ? &*fold : nullptr, check);
  if (Status read = comparison.Run("state " + StateText(stored), changelog); !read)
    return problem(read.error().message);
  return check;
}

Result<RebuiltState> RebuildState(const rocks::StoredState& stored, const DedupPlan& plan,
                                  io::Store& store, const ChangelogAccess& changelog) {
  const std::string topic = ChangelogTopic(changelog.pipeline, stored.input.topic, stored.state);
  const auto id = changelog.topic_id(topic);
  if (!id) return tl::unexpected(id.error());
  // Once to its end before anything is emptied: one that has lost its beginning, or may not be
  // read, makes no state.
  if (Status good = changelog.changelogs->Check(topic, changelog.clock->Now() + kCheck); !good)
    return tl::unexpected(good.error());
  bool foreign = false;
  const auto end = ReadAll(changelog, {topic, stored.input.partition}, [&](const Record& record) {
    const ChangelogLine line = ReadChangelog(record, plan.form);
    const auto* stranger = std::get_if<ChangelogStranger>(&line);
    foreign |= stranger != nullptr && *stranger == ChangelogStranger::kOtherForm;
  });
  if (!end) return tl::unexpected(end.error());
  const Error other_form{
      ErrorCode::kInvalidArgument,
      topic + " holds fingerprints of another configuration; give `dedup.state` a new name"};
  if (foreign) return tl::unexpected(other_form);
  auto state = store.Open(stored.input, stored.state,
                          {ChangelogIdentity(plan.form, topic, *id), plan.window_ms});
  if (!state) {
    if (state.error().code != ErrorCode::kUnavailable) return tl::unexpected(state.error());
    return Fail(ErrorCode::kConflict, "state " + StateText(stored) + " is in use by a process");
  }
  if (Status wiped = (*state)->Wipe(); !wiped) return tl::unexpected(wiped.error());

  Restore restore(**state, *changelog.changelogs, {topic, stored.input.partition}, plan);
  Progress progress(&changelog, "state " + StateText(stored));
  const Status restored =
      Until(changelog, topic, [&](io::Time deadline) -> Result<std::optional<int64_t>> {
        if (Status step = restore.Step(*changelog.clock, deadline); !step)
          return tl::unexpected(step.error());
        if (restore.done()) return std::optional<int64_t>();
        progress.At(restore.position(), restore.position() + restore.left());
        return std::optional(restore.position());
      });
  if (!restored) return tl::unexpected(restored.error());
  if (restore.foreign()) {
    if (Status wiped = (*state)->Wipe(); !wiped) return tl::unexpected(wiped.error());
    return tl::unexpected(other_form);
  }
  return RebuiltState{restore.position() - restore.from(), (*state)->Size().primary_entries,
                      restore.input_next().value_or(-1)};
}

}  // namespace aegis::topology
