#include "tests/chaos/simulation/changelog.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string_view>

namespace aegis::simulation {
namespace {

constexpr int64_t kNone = std::numeric_limits<int64_t>::min();
constexpr std::string_view kProgressKey = "P";
constexpr size_t kOccurrenceBytes = 8 + 4 + 8 + 8;
constexpr size_t kSignatureBytes = 256;

uint64_t Take(size_t bytes, std::string_view& from) {
  uint64_t number = 0;
  for (const char byte : from.substr(0, bytes))
    number = number << 8 | static_cast<unsigned char>(byte);
  from.remove_prefix(std::min(bytes, from.size()));
  return number;
}
int64_t TakeSigned(std::string_view& from) { return static_cast<int64_t>(Take(8, from)); }

// 0: no entry.
size_t ValueBytes(std::string_view key) {
  if (key.size() == 17 && key[0] == 'E') return kOccurrenceBytes;
  if (key.size() == 9 && key[0] == 'N') return kOccurrenceBytes + kSignatureBytes;
  return 0;
}
bool IsPrimary(std::string_view key) { return key[0] == 'E' || key[0] == 'N'; }

struct Progress {
  int64_t input_next = -1;
  int64_t now_ms = kNone;
  int64_t least_ahead_ms = kNone;
  size_t ahead = 0;
  friend bool operator==(const Progress&, const Progress&) = default;
};

class ChangelogChecker {
 public:
  explicit ChangelogChecker(JudgedChangelog judged) : judged_(std::move(judged)) {
    std::sort(judged_.states.begin(), judged_.states.end(),
              [](const StoredState* a, const StoredState* b) {
                return a->progress.changelog_next < b->progress.changelog_next;
              });
  }

  std::optional<std::string> Find() {
    judged_.cluster.Visit(judged_.partition, true,
                          [this](int64_t offset, const memory::Message& message) {
                            CheckStatesBefore(offset);
                            Fold(offset, message);
                          });
    CheckStatesBefore(std::numeric_limits<int64_t>::max());
    CheckProgresses();
    CheckEntries();
    return violation_;
  }

 private:
  void Violation(const std::string& what) {
    if (violation_) return;
    violation_ =
        judged_.partition.topic + " [" + std::to_string(judged_.partition.partition) + "]: " + what;
  }

  void Fold(int64_t offset, const memory::Message& message) {
    const std::string at = "offset " + std::to_string(offset);
    if (!message.key) return Violation(at + " has no key");
    const size_t bytes = ValueBytes(*message.key);
    const bool is_progress = *message.key == kProgressKey;
    if (bytes == 0 && !is_progress) return Violation(at + " has an unknown key");
    if (!message.value) {
      if (is_progress) return Violation(at + " is a progress without a value");
      if (entries_.erase(*message.key) == 0)
        Violation(at + " takes away an entry that is not there");
      return;
    }
    std::string_view value = *message.value;
    if (Take(1, value) != 1) return Violation(at + " is of an unknown version");
    const uint64_t form = Take(8, value);
    if (form_.value_or(form) != form) return Violation(at + " is of another form");
    form_ = form;
    if (!is_progress) {
      if (value.size() != bytes) return Violation(at + " is an entry of a wrong size");
      entries_[*message.key] = value;
      return;
    }
    if (value.size() != 8 + 8 + 8 + 4) return Violation(at + " is a progress of a wrong size");
    Progress progress;
    progress.input_next = TakeSigned(value);
    progress.now_ms = TakeSigned(value);
    progress.least_ahead_ms = TakeSigned(value);
    progress.ahead = Take(4, value);
    progresses_.push_back(progress);
  }

  // What a state has read of the changelog is what is in it.
  void CheckStatesBefore(int64_t offset) {
    for (; next_state_ < judged_.states.size(); ++next_state_) {
      const StoredState& state = *judged_.states[next_state_];
      if (state.progress.changelog_next > offset) return;
      const std::string what = state.is_owners ? "its owner's state" : "a state on disk";
      size_t primaries = 0;
      for (const auto& [key, value] : state.contents) {
        if (!IsPrimary(key)) continue;
        ++primaries;
        const auto folded = entries_.find(key);
        if (folded == entries_.end()) return Violation(what + " has an entry that it has not");
        if (folded->second != value) Violation(what + " has another value than it");
      }
      if (primaries != entries_.size()) Violation(what + " lacks an entry that it has");
      if (state.progress.input_next >= 0) {
        const dedup::StreamTime& time = state.progress.time;
        const Progress progress{state.progress.input_next, time.now_ms, time.least_ahead_ms,
                                time.ahead};
        if (progresses_.empty() || progresses_.back() != progress)
          Violation(what + " says another progress, offset " + std::to_string(progress.input_next));
      }
      if (!state.is_owners) continue;
      if (judged_.commits.empty() || state.progress.input_next != judged_.commits.back())
        Violation(what + " is at offset " + std::to_string(state.progress.input_next) +
                  ", and not where the group is");
    }
  }

  // One for each committed offset, and each says how far the stream had come. A request without an
  // answer may commit the same offset once more, by itself.
  void CheckProgresses() {
    std::vector<int64_t> offsets;
    for (const Progress& progress : progresses_) offsets.push_back(progress.input_next);
    std::vector<int64_t> commits = judged_.commits;
    for (std::vector<int64_t>* all : {&offsets, &commits})
      all->erase(std::unique(all->begin(), all->end()), all->end());
    if (offsets != commits) {
      Violation("it has the progress of " + std::to_string(offsets.size()) + " offsets, and " +
                std::to_string(commits.size()) + " were committed, or others");
    }
    for (const Progress& progress : progresses_) {
      const std::string name = "the progress of offset " + std::to_string(progress.input_next);
      const StreamClock& clock = judged_.oracle.ClockBefore(progress.input_next);
      const auto least = std::min_element(clock.ahead.begin(), clock.ahead.end());
      const Progress wanted{progress.input_next, clock.now_ms.value_or(kNone),
                            least == clock.ahead.end() ? kNone : *least, clock.ahead.size()};
      if (progress != wanted) Violation(name + " has another time than the stream");
    }
  }

  // What is remembered and not past is in it, and nothing else; but what the last transaction made
  // past goes with the next one.
  void CheckEntries() {
    std::map<int64_t, Remembered> remembered;
    for (const Remembered& one : judged_.oracle.Memory()) remembered[one.first->offset] = one;
    // The last that is less than the last.
    const auto& commits = judged_.commits;
    const auto last = std::lower_bound(commits.begin(), commits.end(), commits.back());
    const int64_t last_begins = last == commits.begin() ? 0 : *std::prev(last);
    for (const auto& [key, bytes] : entries_) {
      std::string_view value = bytes;
      const int64_t written_ms = TakeSigned(value);
      const auto partition = static_cast<int32_t>(Take(4, value));
      const int64_t offset = TakeSigned(value);
      const int64_t timestamp_ms = TakeSigned(value);
      const std::string name = "the entry of offset " + std::to_string(offset);
      const auto known = remembered.find(offset);
      if (known == remembered.end()) return Violation(name + " is not to be remembered");
      const Remembered one = known->second;
      remembered.erase(known);
      if (partition != judged_.partition.partition || written_ms != one.written_ms ||
          timestamp_ms != one.first->message.timestamp_ms) {
        Violation(name + " says something else than its record");
      }
      if (judged_.oracle.IsPast(one) && offset < last_begins)
        Violation(name + " is past, and still there");
    }
    for (const auto& [offset, one] : remembered) {
      if (judged_.oracle.Counts(one))
        Violation("the entry of offset " + std::to_string(offset) + " is missing");
    }
  }

  JudgedChangelog judged_;
  std::map<std::string, std::string> entries_;
  std::vector<Progress> progresses_;
  std::optional<uint64_t> form_;
  size_t next_state_ = 0;
  std::optional<std::string> violation_;
};

}  // namespace

std::optional<std::string> FindViolation(JudgedChangelog judged) {
  return ChangelogChecker(std::move(judged)).Find();
}

}  // namespace aegis::simulation
