#include "connectors/memory/store.h"

#include "src/dedup/window.h"

namespace aegis::memory {
namespace {

constexpr size_t kUndoApplies = 1000;

}  // namespace

// --- The disk ---

void StateDisk::Stored::Set(const std::string& key, std::optional<std::string> value, Undo* note) {
  auto& by_time = dedup::IsPrimary(key[0]) ? primaries : derived;
  const auto at = entries.find(key);
  if (note != nullptr) {
    note->was.emplace_back(key, at == entries.end() ? std::nullopt : std::optional(at->second));
  }
  if (at != entries.end()) {
    by_time.erase({dedup::WindowBegins(key, at->second), key});
    entries.erase(at);
  }
  if (!value) return;
  by_time.emplace(dedup::WindowBegins(key, *value), key);
  entries.emplace(key, std::move(*value));
}

void StateDisk::Empty(Stored& stored) {
  if (stored.progress) ++wipes_;
  stored.entries.clear();
  stored.primaries.clear();
  stored.derived.clear();
  stored.progress.reset();
  stored.undo.clear();
  stored.damaged = false;
}

void StateDisk::LoseLastApplies(const io::TopicPartition& input, std::string_view state,
                                size_t applies) {
  const auto at = states_.find({input, std::string(state)});
  if (at == states_.end()) return;
  Stored& stored = *at->second;
  for (; applies > 0 && !stored.undo.empty(); --applies) {
    Undo last = std::move(stored.undo.back());
    stored.undo.pop_back();
    for (auto was = last.was.rbegin(); was != last.was.rend(); ++was) {
      stored.Set(was->first, std::move(was->second), nullptr);
    }
    stored.progress = last.progress;
  }
}

void StateDisk::Damage(const io::TopicPartition& input, std::string_view state) {
  const auto at = states_.find({input, std::string(state)});
  if (at != states_.end()) at->second->damaged = true;
}

std::shared_ptr<StateDisk> StateDisk::Copy() const {
  auto copy = std::make_shared<StateDisk>();
  for (const auto& [name, stored] : states_) {
    auto& copied = copy->states_[name] = std::make_shared<Stored>(*stored);
    copied->owned = false;
  }
  return copy;
}

std::optional<io::StateForm> StateDisk::Form(const io::TopicPartition& input,
                                             std::string_view state) const {
  const auto at = states_.find({input, std::string(state)});
  return at == states_.end() ? std::nullopt : std::optional(at->second->form);
}

std::optional<io::StateProgress> StateDisk::Progress(const io::TopicPartition& input,
                                                     std::string_view state) const {
  const auto at = states_.find({input, std::string(state)});
  return at == states_.end() ? std::nullopt : at->second->progress;
}

std::map<std::string, std::string> StateDisk::Contents(const io::TopicPartition& input,
                                                       std::string_view state) const {
  const auto at = states_.find({input, std::string(state)});
  return at == states_.end() ? std::map<std::string, std::string>() : at->second->entries;
}

// --- A state ---

class MemoryState final : public io::State {
 public:
  MemoryState(std::shared_ptr<StateDisk> disk, std::shared_ptr<StateDisk::Stored> stored,
              Network* network, Client client)
      : disk_(std::move(disk)), stored_(std::move(stored)), network_(network), client_(client) {
    stored_->owned = true;
  }
  ~MemoryState() override { stored_->owned = false; }

  std::optional<std::string_view> Get(std::string_view group) const override {
    if (!Readable()) return std::nullopt;
    const auto at = stored_->entries.find(std::string(group));
    if (at == stored_->entries.end()) return std::nullopt;
    return at->second;
  }

  void Members(std::string_view group, size_t most,
               ArenaVector<dedup::Member>& found) const override {
    if (!Readable()) return;
    for (auto at = stored_->entries.lower_bound(std::string(group));
         most > 0 && at != stored_->entries.end() && at->first.starts_with(group); ++at, --most) {
      found.push_back({found.arena().Copy(std::string_view(at->first).substr(group.size())),
                       found.arena().Copy(at->second)});
    }
  }

  bool failed() const override { return failed_; }

  std::optional<io::StateProgress> progress() const override {
    return failed_ ? std::nullopt : stored_->progress;
  }

  Status Apply(std::span<const dedup::Entry> changes, const io::StateProgress& progress) override {
    Reach(Point::kStateApply);
    if (!Readable()) return Fail(ErrorCode::kUnavailable, "the state is damaged");
    if (disk_->fail_applies_) return Fail(ErrorCode::kInternal, "the state cannot be written");
    StateDisk::Undo undo;
    undo.progress = stored_->progress;
    for (const dedup::Entry& change : changes) {
      std::string key(change.group);
      key += change.member;
      stored_->Set(key,
                   IsNull(change.value) ? std::nullopt : std::optional<std::string>(change.value),
                   &undo);
    }
    stored_->progress = progress;
    while (!stored_->derived.empty() &&
           !progress.time.IsAlive(stored_->derived.begin()->first, stored_->form.window_ms)) {
      stored_->Set(std::string(stored_->derived.begin()->second), std::nullopt, &undo);
    }
    stored_->undo.push_back(std::move(undo));
    if (stored_->undo.size() > kUndoApplies) stored_->undo.pop_front();
    Reach(Point::kStateApplied);
    return {};
  }

  void Past(int64_t before_ms, size_t most, ArenaVector<std::string_view>& groups) override {
    if (!Readable()) return;
    for (const auto& [written, group] : stored_->primaries) {
      if (written >= before_ms || most-- == 0) return;
      groups.push_back(groups.arena().Copy(group));
    }
  }

  Status Wipe() override {
    if (disk_->fail_applies_) return Fail(ErrorCode::kInternal, "the state cannot be written");
    disk_->Empty(*stored_);
    failed_ = false;
    return {};
  }

  io::StateSize Size() const override {
    io::StateSize size;
    size.primary_entries = stored_->primaries.size();
    for (const auto& [key, value] : stored_->entries)
      size.bytes_on_disk += key.size() + value.size();
    return size;
  }

 private:
  bool Readable() const {
    if (stored_->damaged) failed_ = true;
    return !failed_;
  }

  void Reach(Point point) {
    if (network_ != nullptr) network_->Reach(point, client_);
  }

  std::shared_ptr<StateDisk> disk_;
  std::shared_ptr<StateDisk::Stored> stored_;
  Network* network_;
  Client client_;
  mutable bool failed_ = false;
};

// --- The store ---

class MemoryStore final : public io::Store {
 public:
  MemoryStore(std::shared_ptr<StateDisk> disk, Network* network, Client client)
      : disk_(std::move(disk)), network_(network), client_(client) {}

  Result<std::unique_ptr<io::State>> Open(const io::TopicPartition& input, std::string_view state,
                                          const io::StateForm& form) override {
    auto& stored = disk_->states_[{input, std::string(state)}];
    if (stored == nullptr) {
      stored = std::make_shared<StateDisk::Stored>();
      stored->form = form;
    }
    if (stored->owned) return Fail(ErrorCode::kUnavailable, "somebody else has the state");
    // A longer window would ask for what followed from primaries and is gone already.
    if (stored->damaged || stored->form.fingerprint != form.fingerprint ||
        stored->form.window_ms < form.window_ms) {
      disk_->Empty(*stored);
    }
    stored->form = form;
    return std::make_unique<MemoryState>(disk_, stored, network_, client_);
  }

 private:
  std::shared_ptr<StateDisk> disk_;
  Network* network_;
  Client client_;
};

std::unique_ptr<io::Store> NewStore(std::shared_ptr<StateDisk> disk, Network* network,
                                    Client client) {
  return std::make_unique<MemoryStore>(std::move(disk), network, client);
}

}  // namespace aegis::memory
