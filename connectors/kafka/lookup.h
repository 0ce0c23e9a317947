// Questions of a consumer to the cluster that nobody waits for: asked in one turn, answered in a
// later one. One of a kind at a time. Private to this folder.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "connectors/io.h"
#include "connectors/kafka/handles.h"

namespace aegis::kafka {

// Every answer has an entry for each partition, topic or group that was asked about. error is an
// rd_kafka_resp_err_t; unanswered: nobody answered, and every entry has the same error.

struct TopicIdsAnswer {
  struct Topic {
    std::string name;
    int error = 0;
    std::string id;
    int32_t partitions = 0;
    bool may_read = true;  // also when the broker does not tell
  };
  bool unanswered = false;
  std::vector<Topic> topics;
};

// Of the group, stable: while a transaction holds pending offsets, that is an error (ask again).
struct CommittedOffsetsAnswer {
  struct Offset {
    io::TopicPartition partition;
    int error = 0;
    int64_t offset = -1;  // negative: none
    int32_t leader_epoch = -1;
    std::string metadata;
  };
  std::vector<Offset> offsets;
};

struct LogOffset {
  io::TopicPartition partition;
  int error = 0;
  int64_t offset = -1;
  int32_t leader_epoch = -1;
};
// Where the log begins, or its stable end: as was asked.
struct LogStartsAnswer {
  bool unanswered = false;
  std::vector<LogOffset> offsets;
};
struct StableEndsAnswer {
  bool unanswered = false;
  std::vector<LogOffset> offsets;
};

// The group as its coordinator has it.
struct GroupAnswer {
  int error = 0;
  bool stable = false;         // nobody is joining
  std::string member_id = {};  // of the member that has our group.instance.id; empty: nobody
  std::vector<io::TopicPartition> assigned = {};  // to any member
};

using Answer = std::variant<TopicIdsAnswer, CommittedOffsetsAnswer, LogStartsAnswer,
                            StableEndsAnswer, GroupAnswer>;

class Lookup {
 public:
  // handle: a consumer of the group that is asked about.
  Lookup(rd_kafka_t* handle, ClientSettings settings);
  ~Lookup();

  void AskTopicIds(std::span<const io::TopicPartition> partitions);
  void AskCommitted(std::span<const io::TopicPartition> partitions);
  void AskLogStarts(std::span<const io::TopicPartition> earliest,
                    std::span<const io::TopicPartition> latest);
  void AskStableEnds(std::span<const io::TopicPartition> partitions);
  // Keeps a client for the next time, until there is none.
  void AskGroup(const std::string& group, const std::string& instance_id);
  void AskGroupNoMore();
  // Does the group's coordinator answer this client? Waits for it, in a slice.
  bool HasCoordinator();
  // Of the topics that may be described and are `wanted`. Waits for the answer, in a slice; nothing
  // when there was none.
  std::optional<std::vector<io::TopicPartition>> AskPartitions(
      const std::function<bool(const std::string&)>& wanted);

  bool asking_topic_ids() const { return pending_[kTopicIds].busy; }
  bool asking_positions() const { return committed_ || pending_[kLogStarts].busy; }
  bool asking_stable_ends() const { return pending_[kStableEnds].busy; }

  // One answer that has come, or nothing.
  std::optional<Answer> Take();
  // What was asked about positions is no longer wanted: its answers are dropped.
  void ForgetPositions();

 private:
  // Those that are answered through the queue; committed offsets and the group are not.
  enum Question : uint8_t { kTopicIds, kLogStarts, kStableEnds };
  static constexpr size_t kQuestions = 3;
  struct Pending {
    bool busy = false;
    uintptr_t ticket = 0;
    std::vector<io::TopicPartition> asked;
  };
  AdminOptions Options(Question question, rd_kafka_admin_op_t operation,
                       std::vector<io::TopicPartition> asked);
  void AskOffsets(Question question, std::span<const io::TopicPartition> earliest,
                  std::span<const io::TopicPartition> latest);
  std::optional<Answer> Read(rd_kafka_event_t* event);
  static TopicIdsAnswer ReadTopicIds(rd_kafka_event_t* event, const Pending& pending);
  static std::vector<LogOffset> ReadOffsets(rd_kafka_event_t* event, const Pending& pending);

  rd_kafka_t* handle_;
  const ClientSettings settings_;
  Queue queue_;
  rd_kafka_t* asker_ = nullptr;  // about the group
  uintptr_t last_ticket_ = 0;
  std::array<Pending, kQuestions> pending_;
  // Asked in a slice of their own, not taken yet.
  std::optional<CommittedOffsetsAnswer> committed_;
  std::optional<GroupAnswer> group_;
};

}  // namespace aegis::kafka
