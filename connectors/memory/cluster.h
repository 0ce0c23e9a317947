// Enough of Kafka in memory to run a worker in a unit test: partitions with aborted and open
// transactions, groups with generations (eager: everybody gives back before anybody gets),
// transactional ids that fence, pending offsets, and failures on demand. Single-threaded; nothing
// waits.
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

// What happens to the next transaction that is asked to commit.
enum class Failure : uint8_t {
  kNone,
  kAbortable,     // the broker says no; nothing is committed
  kLostRequest,   // fatal, and nothing was committed: the transaction hangs until its producer is
                  // fenced
  kLostResponse,  // fatal, and everything was committed
};

class Cluster {
 public:
  void CreateTopic(const std::string& topic, int32_t partitions);
  // Deleted and made again: another id, no offsets.
  void RecreateTopic(const std::string& topic);
  void GrowTopic(const std::string& topic, int32_t partitions);
  int32_t partitions(const std::string& topic) const;  // 0: no such topic

  // As a producer without transactions, or (marker: true) as one whose transaction ends behind the
  // message.
  int64_t Append(const io::TopicPartition& partition, Message message, bool marker = false);
  // Everything before this offset is gone.
  void DeleteBefore(const io::TopicPartition& partition, int64_t offset);

  std::vector<Message> ReadCommitted(const io::TopicPartition& partition) const;
  std::vector<Message> ReadUncommitted(const io::TopicPartition& partition) const;
  int64_t StableEnd(const io::TopicPartition& partition) const;
  std::optional<CommittedOffset> Committed(const std::string& group,
                                           const io::TopicPartition& partition) const;
  size_t transactions_committed() const { return committed_; }

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

  enum class Fate : uint8_t { kOpen, kCommitted, kAborted };
  struct Stored {
    Message message;
    bool marker = false;
    uint64_t transaction = 0;  // 0: none
  };
  struct Log {
    int64_t first_offset = 0;
    std::deque<Stored> stored;   // from offset 0; what was deleted stays, unreadable
    mutable int64_t stable = 0;  // nothing before it is open: a fate never changes back
    int64_t end() const { return static_cast<int64_t>(stored.size()); }
  };
  struct Topic {
    std::string id;
    std::vector<std::unique_ptr<Log>> logs;
  };
  struct Member {
    std::vector<std::string> topics;  // names only
    bool gave_back = true;
  };
  struct Group {
    int32_t generation = 0;
    bool rebalancing = false;
    std::map<std::string, Member> members;
    std::map<std::string, std::vector<io::TopicPartition>> assignment;
    std::map<io::TopicPartition, CommittedOffset> committed;
    std::map<uint64_t, std::map<io::TopicPartition, CommittedOffset>> pending;  // by transaction
  };
  struct TransactionState {
    Fate fate = Fate::kOpen;
    std::string id;
    int epoch = 0;
    std::set<io::TopicPartition> touched;
  };

  Log* FindLog(const io::TopicPartition& partition);
  const Log* FindLog(const io::TopicPartition& partition) const;
  Fate FateOf(const Stored& stored) const;
  void End(uint64_t transaction, bool commit);
  void FenceAndAbort(const std::string& id);
  void Join(const std::string& group, const std::string& member, std::vector<std::string> topics);
  void Leave(const std::string& group, const std::string& member);
  void GiveBack(const std::string& group, const std::string& member);
  void FinishRebalance(Group& group);

  std::map<std::string, Topic> topics_;
  std::map<std::string, Group> groups_;
  std::map<std::string, int> epochs_;  // by transactional id
  std::map<uint64_t, TransactionState> transactions_;
  std::map<std::string, std::function<bool(const OptionalBytes&)>> refused_;
  uint64_t last_transaction_ = 0;
  uint64_t topic_ids_ = 0;
  size_t committed_ = 0;
  size_t client_limit_ = SIZE_MAX;
  Failure next_failure_ = Failure::kNone;
};

struct SourceOptions {
  std::string group = "group";
  std::string member;               // must differ between members
  std::vector<std::string> topics;  // names only
  bool from_latest = false;
};
std::unique_ptr<io::Source> NewSource(Cluster& cluster, SourceOptions options);

struct SinkOptions {
  std::string group = "group";
  std::string transactional_id;
  size_t batch = 10;  // messages of a partition that are refused together
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
