#include "topology/standby.h"

#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <tuple>

#include "topology/changelog.h"

namespace aegis::topology {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// Of one copy in a round: a worker that wants another one waits no longer.
constexpr milliseconds kSlice{25};
// Less than of a restore: each copy that is open keeps the memory of its last ones.
constexpr size_t kEntriesTogether = 4'000;
// For what a broker has already to come in.
constexpr milliseconds kFetchTime{10};
constexpr int64_t kFarBehind = 1'000;
// A stop waits for it.
constexpr milliseconds kAnswerTime{1'000};
constexpr seconds kLongestPause{60};
// A store lists what was written when, and forgets that only where it is asked what is past: of
// what the owner has taken away there would be more and more. What it has not yet taken away is
// left.
constexpr seconds kPastEvery{1};
constexpr size_t kPastAtOnce = 128;
// Of scheduling: workers have work.
constexpr int kNiceness = 10;

std::string Name(const StandbyState& of) {
  return "standby copy of state " + of.plan->state + " of " + of.input.topic + " [" +
         std::to_string(of.input.partition) + "]";
}

}  // namespace

class Standby::Hold {
 public:
  Hold(Standby& standby, Id id) : standby_(standby), id_(std::move(id)) {}
  ~Hold() { standby_.Released(id_); }
  Hold(const Hold&) = delete;
  Hold& operator=(const Hold&) = delete;

 private:
  Standby& standby_;
  const Id id_;
};

Standby::Standby(const StandbyOptions& options, StandbyAccess access, const io::Clock& clock)
    : options_(options), access_(std::move(access)), clock_(clock), begun_(clock.Now()) {}

Standby::~Standby() {
  AskStop();
  if (thread_.joinable()) thread_.join();
  for (auto& [id, copy] : copies_) Close(id, copy);
}

void Standby::Start() {
  thread_ = std::thread([this] { Run(); });
}

void Standby::AskStop() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  changed_.notify_all();
}

void Standby::Run() {
  // Of this thread; without the right to it, it competes.
  std::ignore = ::setpriority(PRIO_PROCESS, 0, kNiceness);
  for (;;) {
    const io::Duration wait = Step();
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, wait, [this] { return stop_ || call_; });
    if (stop_) break;
  }
  // Here, and not while the workers are waited for: closing writes out what is in memory.
  for (auto& [id, copy] : copies_) Close(id, copy);
}

io::Duration Standby::Step() {
  LetGo();
  AskStates();
  LetGo();
  if (Stops()) return {};
  AskEnds();
  LetGo();
  if (Stops()) return {};
  ForgetWhatWorkersHad();
  io::Duration wait = OpenNext() ? io::Duration(0) : options_.idle;
  for (auto& [id, copy] : copies_) {
    LetGo();
    if (Stops()) return {};
    if (copy.state == nullptr) continue;
    switch (Follow(id, copy)) {
      case Reading::kThereIsMore:
        wait = io::Duration(0);
        break;
      case Reading::kFarBehind:
        wait = std::min<io::Duration>(wait, kFetchTime);
        break;
      case Reading::kNearTheEnd:
        break;
    }
  }
  Publish();
  return wait;
}

bool Standby::Stops() const {
  const std::lock_guard lock(mutex_);
  return stop_;
}

// --- What there is ---

void Standby::AskStates() {
  if (clock_.Now() < states_due_) return;
  auto states = access_.states(clock_.Now() + kAnswerTime);
  states_due_ = clock_.Now() + options_.states_every;
  if (states) {
    asking_failed_.clear();
    Merge(std::move(*states));
  } else if (asking_failed_ != states.error().message) {
    asking_failed_ = states.error().message;
    spdlog::warn("standby: the cluster does not tell which states there are: {}", asking_failed_);
  }
}

void Standby::Merge(std::vector<StandbyState> states) {
  std::map<Id, StandbyState> there;
  for (StandbyState& state : states) {
    Id id{state.input, state.plan->state};
    there.insert_or_assign(std::move(id), std::move(state));
  }
  for (auto at = copies_.begin(); at != copies_.end();) {
    const auto same = there.find(at->first);
    // Another changelog of the same name has another content.
    const bool keep = same != there.end() && same->second.changelog == at->second.of.changelog &&
                      same->second.changelog_id == at->second.of.changelog_id;
    if (!keep) Close(at->first, at->second);
    at = keep ? std::next(at) : copies_.erase(at);
  }
  for (auto& [id, state] : there) {
    const auto [at, is_new] = copies_.try_emplace(id);
    if (!is_new) continue;
    at->second.of = std::move(state);
    ends_due_ = {};
  }
}

void Standby::AskEnds() {
  if (clock_.Now() < ends_due_ || copies_.empty()) return;
  std::vector<io::TopicPartition> changelogs;
  for (const auto& [id, copy] : copies_) changelogs.push_back(copy.changelog());
  const auto ends = access_.ends(changelogs, clock_.Now() + kAnswerTime);
  ends_due_ = clock_.Now() + options_.ends_every;
  if (ends) {
    ends_failed_.clear();
  } else if (ends_failed_ != ends.error().message) {
    ends_failed_ = ends.error().message;
    spdlog::warn("standby: how far the copies are is not known: {}", ends_failed_);
  }
  for (auto& [id, copy] : copies_) {
    // Where nothing is known, a copy that is closed has its turn as others, to see for itself.
    copy.end = -1;
    if (!ends) continue;
    if (const auto at = ends->find(copy.changelog()); at != ends->end()) copy.end = at->second;
  }
}

// --- Who has it ---

std::shared_ptr<const void> Standby::Take(const io::TopicPartition& input, std::string_view state) {
  Id id{input, std::string(state)};
  bool open = false;
  {
    const std::lock_guard lock(mutex_);
    Claim& claim = claims_[id];
    open = claim.open;
    if (open) {
      claim.wanted = call_ = true;
    } else {
      ++claim.holds;
    }
  }
  if (!open) return std::make_shared<const Hold>(*this, std::move(id));
  changed_.notify_all();
  return nullptr;
}

bool Standby::IsFree(const io::TopicPartition& input, std::string_view state) const {
  const std::lock_guard lock(mutex_);
  const auto claim = claims_.find({input, std::string(state)});
  return claim == claims_.end() || !claim->second.open;
}

void Standby::Released(const Id& id) {
  const io::Time now = clock_.Now();
  const std::lock_guard lock(mutex_);
  Claim& claim = claims_[id];
  --claim.holds;
  claim.was_held = true;
  claim.not_before = now + options_.settle;
}

bool Standby::MayOpen(const Id& id, io::Time now) const {
  const std::lock_guard lock(mutex_);
  const auto at = claims_.find(id);
  if (at == claims_.end()) return now >= begun_ + options_.settle;
  return at->second.holds == 0 && now >= at->second.not_before;
}

void Standby::LetGo() {
  std::vector<Id> wanted;
  {
    const std::lock_guard lock(mutex_);
    if (!std::exchange(call_, false)) return;
    for (const auto& [id, claim] : claims_) {
      if (claim.wanted) wanted.push_back(id);
    }
  }
  for (const Id& id : wanted) {
    const auto copy = copies_.find(id);
    if (copy != copies_.end()) Close(id, copy->second);
  }
}

// A worker may have left its state anywhere: the next opening sees where.
void Standby::ForgetWhatWorkersHad() {
  const std::lock_guard lock(mutex_);
  for (auto& [id, claim] : claims_) {
    if (!std::exchange(claim.was_held, false)) continue;
    const auto copy = copies_.find(id);
    if (copy == copies_.end() || copy->second.state != nullptr) continue;
    copy->second.was_open = false;
    copy->second.position = 0;
  }
}

// --- Open and closed ---

// One a round. True: there may be another.
bool Standby::OpenNext() {
  const io::Time now = clock_.Now();
  const Id* id = nullptr;
  Copy* next = nullptr;
  size_t open = 0;
  for (auto& [candidate, copy] : copies_) {
    open += copy.state != nullptr ? 1 : 0;
    if (copy.state != nullptr || now < copy.not_before || !MayOpen(candidate, now)) continue;
    if (copy.was_open && copy.reads_all()) continue;
    if (next != nullptr && next->closed_at <= copy.closed_at) continue;
    id = &candidate;
    next = &copy;
  }
  if (next == nullptr || (open >= options_.most_open && !MakeRoom())) return false;
  Open(*id, *next);
  return true;
}

// Closes who has had its turn.
bool Standby::MakeRoom() {
  const io::Time now = clock_.Now();
  const Id* id = nullptr;
  Copy* longest = nullptr;
  for (auto& [candidate, copy] : copies_) {
    if (copy.state == nullptr) continue;
    const io::Duration turn = copy.reads_all() ? options_.least_turn : options_.turn;
    if (now < copy.opened_at + turn) continue;
    if (longest != nullptr && longest->opened_at <= copy.opened_at) continue;
    id = &candidate;
    longest = &copy;
  }
  if (longest == nullptr) return false;
  Close(*id, *longest);
  return true;
}

void Standby::Open(const Id& id, Copy& copy) {
  {
    const std::lock_guard lock(mutex_);
    Claim& claim = claims_[id];
    if (claim.holds > 0) return;
    claim.open = true;
  }
  const DedupPlan& plan = *copy.of.plan;
  auto state = access_.store->Open(
      copy.of.input, plan.state,
      {ChangelogIdentity(plan.form, copy.of.changelog, copy.of.changelog_id), plan.window_ms});
  if (!state) return Failed(id, copy, state.error());
  copy.state = std::move(*state);
  copy.reading = std::make_unique<Restore>(*copy.state, *access_.changelogs, copy.changelog(), plan,
                                           kEntriesTogether);
  copy.position = copy.reading->position();
  copy.opened_at = clock_.Now();
  copy.was_open = true;
}

void Standby::Close(const Id& id, Copy& copy) {
  copy.reading.reset();
  copy.state.reset();
  copy.closed_at = clock_.Now();
  const std::lock_guard lock(mutex_);
  const auto claim = claims_.find(id);
  if (claim == claims_.end()) return;
  if (claim->second.wanted) claim->second.not_before = copy.closed_at + options_.settle;
  claim->second.open = claim->second.wanted = false;
}

// --- Following ---

Standby::Reading Standby::Follow(const Id& id, Copy& copy) {
  const io::Time until = clock_.Now() + kSlice;
  const Status followed = copy.reading->Follow(clock_, until);
  if (copy.state->failed()) {
    MakeAgain(id, copy, "it is damaged");
    return Reading::kNearTheEnd;
  }
  if (!followed) {
    // All that is left of the changelog may do.
    const bool elsewhere = followed.error().code == ErrorCode::kNotFound;
    if (elsewhere && copy.reading->position() > 0) {
      MakeAgain(id, copy, followed.error().message);
      return Reading::kNearTheEnd;
    }
    // Nothing of a stranger's may be taken for a state of this configuration.
    const bool foreign = copy.reading->foreign();
    if (foreign) copy.position = 0;
    const Status wiped = foreign ? copy.state->Wipe() : Status();
    Failed(id, copy, wiped ? followed.error() : wiped.error());
    return Reading::kNearTheEnd;
  }
  const Reading reading = clock_.Now() >= until                   ? Reading::kThereIsMore
                          : copy.end - copy.position > kFarBehind ? Reading::kFarBehind
                                                                  : Reading::kNearTheEnd;
  if (copy.position == copy.reading->position()) return reading;
  copy.position = copy.reading->position();
  copy.failures = 0;
  copy.said.clear();
  const io::Time now = clock_.Now();
  const auto progress = copy.state->progress();
  if (progress && now >= copy.past_due) {
    copy.past_due = now + kPastEvery;
    Arena arena;
    ArenaVector<std::string_view> past(arena);
    copy.state->Past(progress->time.Stamp() - copy.of.plan->window_ms, kPastAtOnce, past);
  }
  return reading;
}

void Standby::MakeAgain(const Id& id, Copy& copy, const std::string& why) {
  if (const Status wiped = copy.state->Wipe(); !wiped) return Failed(id, copy, wiped.error());
  spdlog::warn("{} is made again: {}", Name(copy.of), why);
  copy.position = 0;
  Failed(id, copy, {ErrorCode::kUnavailable, why});
}

void Standby::Failed(const Id& id, Copy& copy, const Error& why) {
  Close(id, copy);
  copy.not_before =
      clock_.Now() + std::min<io::Duration>(seconds(1) * (1 << copy.failures), kLongestPause);
  copy.failures = std::min(copy.failures + 1, 6);
  // Somebody else has it, or a broker is away: that ends by itself.
  if (why.code == ErrorCode::kUnavailable || copy.said == why.message) return;
  copy.said = why.message;
  spdlog::error("{} is not kept for now: {}", Name(copy.of), why.message);
}

// --- What others see ---

void Standby::Publish() {
  std::vector<StandbyCopy> copies;
  for (auto& [id, copy] : copies_) {
    if (!copy.was_open) continue;
    if (copy.state != nullptr) copy.size = copy.state->Size();
    copies.push_back({copy.of.input, copy.of.plan->state, copy.size.primary_entries,
                      copy.end < 0 ? -1 : std::max<int64_t>(0, copy.end - copy.position)});
  }
  const std::lock_guard lock(mutex_);
  published_ = std::move(copies);
}

std::vector<StandbyCopy> Standby::Copies() const {
  std::vector<StandbyCopy> copies;
  const std::lock_guard lock(mutex_);
  for (const StandbyCopy& copy : published_) {
    const auto claim = claims_.find({copy.input, copy.state});
    if (claim == claims_.end() || claim->second.holds == 0) copies.push_back(copy);
  }
  return copies;
}

}  // namespace aegis::topology
