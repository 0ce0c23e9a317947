#include <algorithm>
#include <map>
#include <optional>

#include "connectors/memory/background.h"
#include "connectors/memory/cluster.h"
#include "connectors/mutation.h"

namespace aegis::memory {

// A consumer: what its library does in the background, and what its callbacks do within Poll.
class MemorySource final : public io::Source {
 public:
  MemorySource(Cluster& cluster, SourceOptions options)
      : cluster_(cluster), options_(std::move(options)) {
    cluster_.sources_.insert(this);
    Background();
  }
  // Dies silently: like a process that was killed, until its session is over.
  ~MemorySource() override { cluster_.sources_.erase(this); }

  Client client() const { return options_.client; }

  void Background() {
    Network& network = *cluster_.network_;
    switch (state_) {
      case State::kOutside: {
        const Delivery delivery = network.Send(Request::kJoin, options_.client);
        if (!Arrives(delivery)) return;
        std::string id = cluster_.Join(options_.group, member_id_,
                                       {.name = options_.member,
                                        .instance = Instance(),
                                        .topics = options_.topics,
                                        .joined = true,
                                        .session = options_.session,
                                        .heard = {}});
        // Without an answer the broker has a member of which nobody knows.
        if (delivery != Delivery::kAnswered) return;
        member_id_ = std::move(id);
        state_ = State::kJoining;
        TakeAssignment();
        return;
      }
      case State::kJoining:
        TakeAssignment();
        return;
      case State::kMember:
      case State::kGivingBack:
        Heartbeat();
        return;
      case State::kLost:
      case State::kFenced:
      case State::kClosed:
        return;
    }
  }

  Result<std::span<const Record>> Poll(const io::PollLimits& limits,
                                       io::AssignmentListener& listener) override {
    records_.clear();
    headers_.clear();
    CheckTopicIds();  // before a callback commits
    Background();
    if (state_ == State::kFenced) {
      if (Status waited = WaitUnfenced(listener); !waited) return tl::unexpected(waited.error());
    }
    // The callbacks of a rebalance.
    if (state_ == State::kLost || state_ == State::kGivingBack) {
      GiveUp(listener, state_ == State::kLost);
      Background();
    }
    if (state_ == State::kMember && given_) {
      ++epoch_;
      assigned_generation_ = generation_;
      for (const io::TopicPartition& id : *given_) partitions_[id] = {};
      given_.reset();
    }
    CheckTopicIds();
    Start(listener);
    for (auto& [id, partition] : partitions_) {
      if (partition.running) Read(id, partition, limits.max_records);
    }
    // Only now: spans into headers_ would have moved.
    for (size_t i = 0; i < records_.size(); ++i) records_[i].headers = headers_[i];
    cluster_.network_->Reach(Point::kAfterPoll, options_.client);
    return std::span<const Record>(records_);
  }

  uint64_t epoch() const override { return epoch_; }

  std::shared_ptr<const io::Membership> membership() override {
    auto membership = std::make_shared<MemoryMembership>(Self());
    if (AEGIS_MUTATION(begin_as_nobody)) return membership;
    // Another generation than the one that gave us the partitions: its assignment has not reached
    // us yet.
    if (member_id_.empty() || generation_ < 0 || partitions_.empty() ||
        generation_ != assigned_generation_) {
      return nullptr;
    }
    return membership;
  }

  Status Rewind() override {
    for (auto& [id, partition] : partitions_) {
      if (!partition.held) partition = {};
    }
    return {};
  }

  // It is asked at every poll.
  void AskStart(const io::TopicPartition&) override {}

  void Stop(const io::TopicPartition& id, const Error& why) override {
    auto at = partitions_.find(id);
    if (at != partitions_.end()) Hold(at->second, why.message);
  }

  std::span<const io::EndPosition> Ends() override {
    ends_.clear();
    for (const auto& [id, partition] : partitions_) {
      if (!partition.running || partition.position != cluster_.StableEnd(id)) continue;
      if (partition.position <= partition.committed) continue;
      ends_.push_back({id, partition.after_records, partition.position});
    }
    return ends_;
  }

  void NoteCommitted(const io::Progress& progress) override {
    for (const io::PartitionProgress& committed : progress.partitions) {
      auto at = partitions_.find(committed.partition);
      if (at != partitions_.end()) at->second.committed = committed.next_offset;
    }
  }

  std::vector<io::PartitionLag> Lag() override {
    std::vector<io::PartitionLag> lags;
    for (const auto& [id, partition] : partitions_) {
      lags.push_back({id, cluster_.StableEnd(id), partition.committed, partition.stopped});
    }
    return lags;
  }

  Status Close(bool leave, io::AssignmentListener& listener, io::Time) override {
    if (leave) {
      if (assigned_generation_ >= 0) GiveUp(listener, state_ == State::kLost);
      cluster_.Leave(options_.group, member_id_);
    }
    state_ = State::kClosed;
    return {};
  }

 private:
  enum class State : uint8_t {
    kOutside,     // joins as soon as it can
    kJoining,     // waits for the others
    kMember,      // of generation_
    kGivingBack,  // the group rebalances, and the process has not been told
    kLost,        // no member any more, and the process has not been told
    kFenced,      // somebody else is our instance
    kClosed,
  };
  struct Partition {
    bool running = false;
    int64_t position = -1;
    int64_t after_records = -1;
    int64_t committed = -1;
    bool held = false;    // for good
    std::string stopped;  // why it stands still
    std::optional<io::StartPosition> answer;
    io::Time answer_at{};
  };

  static bool Arrives(Delivery delivery) {
    return delivery == Delivery::kAnswered || delivery == Delivery::kAnswerLost;
  }
  std::string Instance() const { return options_.static_member ? options_.member : std::string(); }
  MemoryMembership Self() const {
    MemoryMembership self;
    self.group = options_.group;
    self.member_id = member_id_;
    self.instance = Instance();
    self.generation = generation_;
    return self;
  }

  // --- In the background ---

  void Heartbeat() {
    if (cluster_.clock_ != nullptr) {
      const io::Time now = cluster_.Now();
      if (now < heartbeat_due_) return;
      heartbeat_due_ = now + options_.session / 4;
    }
    if (cluster_.network_->Send(Request::kHeartbeat, options_.client) != Delivery::kAnswered)
      return;
    switch (cluster_.Heartbeat(Self())) {
      case Cluster::Answer::kDone:
        return;
      case Cluster::Answer::kRebalancing:
        state_ = State::kGivingBack;
        return;
      case Cluster::Answer::kFencedInstance:
        state_ = State::kFenced;
        if (options_.fenced) *options_.fenced = true;
        fenced_since_ = {};
        break;
      case Cluster::Answer::kUnknownMember:
        member_id_.clear();
        state_ = State::kLost;
        break;
      default:
        state_ = State::kLost;
        break;
    }
    generation_ = -1;
  }

  void TakeAssignment() {
    Cluster::Group& group = cluster_.groups_[options_.group];
    auto self = group.members.find(member_id_);
    if (self == group.members.end()) {
      member_id_.clear();
      state_ = State::kOutside;
      return;
    }
    if (group.rebalancing) {
      // It rebalances again, and our join was of the time before.
      if (!self->second.joined) state_ = State::kOutside;
      return;
    }
    generation_ = group.generation;
    given_ = group.assignment[member_id_];
    state_ = State::kMember;
    heartbeat_due_ = {};
  }

  // --- Within Poll ---

  void GiveUp(io::AssignmentListener& listener, bool lost) {
    given_.reset();
    if (assigned_generation_ >= 0) {
      std::vector<io::TopicPartition> ids;
      for (const auto& [id, partition] : partitions_) ids.push_back(id);
      listener.OnRevoke(ids, lost);
      ++epoch_;
      assigned_generation_ = -1;
      partitions_.clear();
    }
    if (state_ == State::kFenced) return;
    generation_ = -1;
    state_ = State::kOutside;
  }

  // Joins again when nobody has the instance; gives up when somebody keeps it alive.
  Status WaitUnfenced(io::AssignmentListener& listener) {
    const io::Time now = cluster_.Now();
    if (fenced_since_ == io::Time{}) {
      GiveUp(listener, true);
      fenced_since_ = now;
    }
    const auto& instances = cluster_.groups_[options_.group].instances;
    if (!instances.contains(options_.member)) {
      member_id_.clear();
      state_ = State::kOutside;
      if (options_.fenced) *options_.fenced = false;
      Background();
      return {};
    }
    if (now - fenced_since_ <= 2 * options_.session) return {};
    return Fail(ErrorCode::kConflict, "FENCED_INSTANCE_ID: another process is this member");
  }

  void Hold(Partition& partition, const std::string& why) {
    if (partition.held) return;
    partition.running = false;
    partition.held = true;
    partition.stopped = why;
  }

  void CheckTopicIds() {
    if (options_.topic_ids == nullptr) return;
    for (auto& [id, partition] : partitions_) {
      const std::string now = cluster_.TopicId(id.topic);
      if ((*options_.topic_ids).try_emplace(id.topic, now).first->second == now) continue;
      if (partition.running) ++epoch_;  // nothing that is in flight may be committed
      Hold(partition, "the topic was made again");
    }
  }

  void Start(io::AssignmentListener& listener) {
    for (auto& [id, partition] : partitions_) {
      if (partition.running || partition.held) continue;
      if (!partition.answer && !Ask(id, partition)) continue;
      if (cluster_.Now() < partition.answer_at) continue;
      const io::StartPosition start = *std::exchange(partition.answer, std::nullopt);
      if (start.offset < cluster_.FindLog(id)->first_offset) {
        Hold(partition, "the position is out of range");
        continue;
      }
      Status agreed = listener.OnStart(id, start);
      if (partition.held) continue;
      if (!agreed) {
        // Asked again with the next poll.
        if (agreed.error().code != ErrorCode::kUnavailable)
          partition.stopped = agreed.error().message;
        continue;
      }
      partition.stopped.clear();
      if (start.committed) partition.committed = start.offset;
      partition.position = start.offset;
      partition.after_records = start.offset;
      partition.running = true;
    }
  }

  bool Ask(const io::TopicPartition& id, Partition& partition) {
    if (cluster_.network_->Send(Request::kFetchOffsets, options_.client) != Delivery::kAnswered)
      return false;
    if (!cluster_.IsStable(options_.group, id) && !AEGIS_MUTATION(read_unstable_offsets))
      return false;
    const Cluster::Group& group = cluster_.groups_[options_.group];
    io::StartPosition start;
    start.topic_id = cluster_.TopicId(id.topic);
    start.partitions = cluster_.partitions(id.topic);
    if (auto committed = group.committed.find(id); committed != group.committed.end()) {
      start.committed = true;
      start.offset = committed->second.offset;
      start.leader_epoch = committed->second.leader_epoch;
      start.metadata = committed->second.metadata;
    } else {
      // A partition that was added to a topic that is read starts at its beginning.
      const bool added =
          std::any_of(group.committed.begin(), group.committed.end(),
                      [&](const auto& known) { return known.first.topic == id.topic; });
      start.offset = options_.from_latest && !added ? cluster_.StableEnd(id)
                                                    : cluster_.FindLog(id)->first_offset;
    }
    partition.answer = std::move(start);
    partition.answer_at = cluster_.Now() + cluster_.network_->Takes(Slow::kAnswer);
    return true;
  }

  void Read(const io::TopicPartition& id, Partition& partition, size_t max_records) {
    if (records_.size() >= max_records) return;
    Cluster::Log* log = cluster_.FindLog(id);
    const bool uncommitted = AEGIS_MUTATION(read_uncommitted_input);
    int64_t end = uncommitted ? log->end() : cluster_.StableEnd(id);
    if (partition.position >= end) return;
    if (cluster_.network_->Send(Request::kFetch, options_.client) != Delivery::kAnswered) return;
    while (partition.position < end && records_.size() < max_records) {
      int64_t offset = partition.position++;
      const Cluster::Stored& stored = log->stored[static_cast<size_t>(offset)];
      if (stored.marker) continue;
      if (!uncommitted && cluster_.FateOf(stored) != Cluster::Fate::kCommitted) continue;
      partition.after_records = offset + 1;
      Record record;
      record.topic = id.topic;
      record.partition = id.partition;
      record.offset = offset;
      record.leader_epoch = 0;
      record.timestamp_ms = stored.message.timestamp_ms;
      record.timestamp_type = TimestampType::kCreateTime;
      if (stored.message.key) record.key = *stored.message.key;
      if (stored.message.value) record.value = *stored.message.value;
      std::vector<Header> headers;
      for (const auto& [name, value] : stored.message.headers) {
        headers.push_back({name, value ? std::string_view(*value) : kNull});
      }
      headers_.push_back(std::move(headers));
      records_.push_back(record);
    }
  }

  Cluster& cluster_;
  SourceOptions options_;

  State state_ = State::kOutside;
  std::string member_id_;
  int32_t generation_ = -1;
  std::optional<std::vector<io::TopicPartition>> given_;  // the process has not been told
  io::Time heartbeat_due_{};
  io::Time fenced_since_{};

  uint64_t epoch_ = 0;
  int32_t assigned_generation_ = -1;
  std::map<io::TopicPartition, Partition> partitions_;
  std::vector<Record> records_;
  std::vector<std::vector<Header>> headers_;
  std::vector<io::EndPosition> ends_;
};

Client ClientOf(const MemorySource& source) { return source.client(); }
void RunBackground(MemorySource& source) { source.Background(); }

std::unique_ptr<io::Source> NewSource(Cluster& cluster, SourceOptions options) {
  return std::make_unique<MemorySource>(cluster, std::move(options));
}

}  // namespace aegis::memory
