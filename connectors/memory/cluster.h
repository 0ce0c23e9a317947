// A Kafka in memory, to run a worker in a unit test or through thousands of drawn schedules:
// partitions with open, aborted and committed records and the markers of transactions; a
// coordinator that fences producers by epoch, times their transactions out and writes markers one
// partition after the other; groups with generations (eager: everybody gives back before anybody
// gets), static and dynamic members and sessions; committed offsets that are pending until the
// marker of their transaction. Single-threaded. Time passes when Tick says so; what goes wrong on
// the way is the Network's. Without Connect nothing is lost, nothing takes time, and nothing times
// out.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "connectors/io.h"
#include "connectors/memory/membership.h"
#include "connectors/memory/network.h"

namespace aegis::memory {

using OptionalBytes = std::optional<std::string>;

struct Message {
  OptionalBytes key;
  OptionalBytes value;
  std::vector<std::pair<std::string, OptionalBytes>> headers = {};
  int64_t timestamp_ms = 0;
};

struct CommittedOffset {
  int64_t offset = -1;
  int32_t leader_epoch = -1;
  std::string metadata;
  friend bool operator==(const CommittedOffset&, const CommittedOffset&) = default;
};

// An offset became the committed one.
struct OffsetCommit {
  std::string group;
  io::TopicPartition partition;
  std::string topic_id;
  CommittedOffset offset;
};

// What happens to the next transaction that is asked to commit.
enum class Failure : uint8_t {
  kNone,
  kAbortable,     // the broker says no; nothing is committed
  kLostRequest,   // fatal, and nothing was committed: the transaction hangs until its producer is
                  // fenced
  kLostResponse,  // fatal, and everything was committed
};

class MemorySource;

class Cluster {
 public:
  // Both outlive the cluster. Tick brings everything up to the clock's time: delayed requests,
  // markers, sessions, transactions, and the heartbeats of clients that are not frozen.
  void Connect(const io::Clock& clock, Network& network) {
    clock_ = &clock;
    network_ = &network;
  }
  void Tick();

  void CreateTopic(const std::string& topic, int32_t partitions);
  // Deleted and made again: another id, no offsets.
  void RecreateTopic(const std::string& topic);
  // Groups that read it rebalance.
  void GrowTopic(const std::string& topic, int32_t partitions);
  int32_t partitions(const std::string& topic) const;  // 0: no such topic
  std::string TopicId(const std::string& topic) const;

  // As a producer without transactions, or (marker: true) as one whose transaction ends behind the
  // message.
  int64_t Append(const io::TopicPartition& partition, Message message, bool marker = false);
  // As a producer with one: of another program, that is open until it is ended.
  uint64_t OpenTransaction();
  int64_t AppendIn(uint64_t transaction, const io::TopicPartition& partition, Message message);
  void EndTransaction(uint64_t transaction, bool commit) { End(transaction, commit); }
  // Everything before this offset is gone.
  void DeleteBefore(const io::TopicPartition& partition, int64_t offset);

  std::vector<Message> ReadCommitted(const io::TopicPartition& partition) const;
  std::vector<Message> ReadUncommitted(const io::TopicPartition& partition) const;
  // Without copies. committed: as far as the stable end, and no aborted records.
  void Visit(const io::TopicPartition& partition, bool committed,
             const std::function<void(int64_t offset, const Message& message)>& visit) const;
  int64_t StableEnd(const io::TopicPartition& partition) const;
  int64_t End(const io::TopicPartition& partition) const;
  std::optional<CommittedOffset> Committed(const std::string& group,
                                           const io::TopicPartition& partition) const;
  size_t transactions_committed() const { return committed_; }
  // All there ever were, in order.
  const std::vector<OffsetCommit>& offset_commits() const { return offset_commits_; }

  void FailNextCommit(Failure failure) { next_failure_ = failure; }
  // The broker refuses such values on this topic, with an error for the whole batch.
  void Refuse(const std::string& topic, std::function<bool(const OptionalBytes& value)> refused) {
    refused_[topic] = std::move(refused);
  }
  // produce() refuses values that are longer than this.
  void SetClientLimit(size_t bytes) { client_limit_ = bytes; }
  // The session of the member timed out: its partitions go to others, and it does not know yet.
  void Expire(const std::string& group, const std::string& member);
  // The transaction timeout passed: whatever is open is aborted, and its producer fenced.
  void TimeOutTransactions();
  int32_t generation(const std::string& group) { return groups_[group].generation; }

 private:
  friend class MemorySource;
  friend class MemorySink;
  friend class MemoryTransaction;
  friend class MemoryChangelogReader;

  enum class Fate : uint8_t { kOpen, kCommitted, kAborted };
  struct Stored {
    Message message;
    bool marker = false;
    uint64_t transaction = 0;  // 0: none
  };
  struct Log {
    int64_t first_offset = 0;
    std::deque<Stored> stored;    // from offset 0; what was deleted stays, unreadable
    std::set<uint64_t> unmarked;  // transactions with records here and no marker yet
    mutable int64_t stable = 0;   // nothing before it is open: a fate never changes back
    int64_t end() const { return static_cast<int64_t>(stored.size()); }
  };
  struct Topic {
    std::string id;
    std::vector<std::unique_ptr<Log>> logs;
  };

  // --- The group coordinator ---

  struct Member {
    std::string name;
    std::string instance;
    std::vector<std::string> topics;  // names only
    bool joined = false;              // for the generation to come
    io::Duration session{};
    io::Time heard{};
  };
  using Offsets = std::map<io::TopicPartition, CommittedOffset>;
  struct Group {
    int32_t generation = 0;
    bool rebalancing = false;
    std::map<std::string, Member> members;         // by id
    std::map<std::string, std::string> instances;  // static members: instance → id
    std::map<std::string, std::vector<io::TopicPartition>> assignment;
    Offsets committed;
    std::map<uint64_t, Offsets> pending;  // by transaction
    // The same, of topics that were deleted since.
    std::map<uint64_t, std::vector<OffsetCommit>> orphaned;
  };
  enum class Answer : uint8_t {
    kDone,
    kRetriable,
    kFenced,        // PRODUCER_FENCED, INVALID_PRODUCER_EPOCH
    kInvalidState,  // INVALID_TXN_STATE
    kIllegalGeneration,
    kUnknownMember,
    kFencedInstance,
    kRebalancing,
    kTimedOut,  // the client's own: nobody answered in time
  };
  // Gives the member's id, new where `member_id` is empty or a static member comes back.
  std::string Join(const std::string& group, const std::string& member_id, Member member);
  Answer Heartbeat(const MemoryMembership& member);
  void Leave(const std::string& group, const std::string& member_id);
  void StartRebalance(Group& group);
  void FinishRebalance(Group& group);
  Answer CheckMember(const MemoryMembership& member);
  bool IsStable(const std::string& group, const io::TopicPartition& partition);

  // --- The transaction coordinator ---

  struct Producer {
    int epoch = 0;
    uint64_t open = 0;    // its transaction; 0: none
    uint64_t ending = 0;  // decided, and not all markers are written
    bool last_committed = false;
    io::Duration timeout{};
  };
  struct TransactionState {
    Fate fate = Fate::kOpen;
    std::string id;  // of the producer; empty: of another program
    io::Time begun{};
    std::set<io::TopicPartition> touched;
    std::set<std::string> groups;
    size_t markers_left = 0;
  };
  Answer InitProducer(const std::string& id, io::Duration timeout, int* epoch);
  // The number of the producer's open transaction; begins one where none is.
  Answer OpenOf(const std::string& id, int epoch, uint64_t* transaction);
  Answer Produce(const std::string& id, int epoch, const io::TopicPartition& partition,
                 Message message);
  Answer SendOffsets(const std::string& id, int epoch, const MemoryMembership& member,
                     const Offsets& offsets);
  Answer EndOf(const std::string& id, int epoch, bool commit);
  void End(uint64_t transaction, bool commit);
  void WriteMarker(uint64_t transaction, const io::TopicPartition& partition);
  void MarkOffsets(uint64_t transaction, const std::string& group);
  void Marked(uint64_t transaction);
  TransactionState& StateOf(uint64_t transaction) { return transactions_[transaction - 1]; }

  Log* FindLog(const io::TopicPartition& partition);
  const Log* FindLog(const io::TopicPartition& partition) const;
  // Of what lies before the stable end.
  Fate FateOf(const Stored& stored) const {
    return stored.transaction == 0 ? Fate::kCommitted : transactions_[stored.transaction - 1].fate;
  }
  io::Time Now() const { return clock_ == nullptr ? io::Time{} : clock_->Now(); }
  // At once where it takes no time.
  void Later(Slow what, std::function<void()> then);

  static Network& Calm();

  const io::Clock* clock_ = nullptr;  // null: time stands still
  Network* network_ = &Calm();
  std::multimap<io::Time, std::function<void()>> later_;
  std::set<MemorySource*> sources_;
  std::vector<MemorySource*> ticking_;  // scratch of Tick
  std::map<std::string, Topic> topics_;
  std::map<std::string, Group> groups_;
  std::map<std::string, Producer> producers_;  // by transactional id
  std::deque<TransactionState> transactions_;  // number 1 is the first
  std::vector<OffsetCommit> offset_commits_;
  std::map<std::string, std::function<bool(const OptionalBytes&)>> refused_;
  uint64_t topic_ids_ = 0;
  uint64_t member_ids_ = 0;
  size_t committed_ = 0;
  size_t client_limit_ = SIZE_MAX;
  Failure next_failure_ = Failure::kNone;
};

struct SourceOptions {
  std::string group = "group";
  std::string member;               // must differ between members
  std::vector<std::string> topics;  // names only
  bool from_latest = false;
  bool static_member = false;  // `member` is its instance: a restart takes its place at once
  io::Duration session = std::chrono::seconds(10);
  Client client = 0;
  // The topic ids that the process has seen (its state.dir); null: nothing is remembered.
  std::map<std::string, std::string>* topic_ids = nullptr;
  // For the process's sink: the member was fenced, and whose its id is is not known.
  std::shared_ptr<bool> fenced = {};
};
std::unique_ptr<io::Source> NewSource(Cluster& cluster, SourceOptions options);

struct SinkOptions {
  std::string group = "group";
  std::string transactional_id;
  size_t batch = 10;  // messages of a partition that are refused together
  io::Duration timeout = std::chrono::seconds(10);         // of a transaction, at the broker
  io::Duration request_timeout = std::chrono::seconds(1);  // until an answer is not waited for
  Client client = 0;
  std::shared_ptr<const bool> fenced = {};
};
std::unique_ptr<io::Sink> NewSink(Cluster& cluster, SinkOptions options);

// A clock that moves when it is told to.
class ManualClock final : public io::Clock {
 public:
  io::Time Now() const override { return now_; }
  int64_t WallMs() const override { return wall_ms_; }
  void Advance(io::Duration by) {
    now_ += by;
    wall_ms_ += std::chrono::duration_cast<std::chrono::milliseconds>(by).count();
  }

 private:
  io::Time now_{std::chrono::seconds(1000)};
  int64_t wall_ms_ = 1'700'000'000'000;
};

}  // namespace aegis::memory
