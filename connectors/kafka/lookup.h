// Questions of a consumer to the cluster that nobody waits for: asked in one turn, answered in a
// later one. One of a kind at a time. Private to this folder.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "connectors/io.h"
#include "connectors/kafka/handles.h"

namespace aegis::kafka {

enum class Question : uint8_t {
  kTopicIds,    // text: the topic's id; offset: its number of partitions
  kCommitted,   // of the group, stable: a pending transactional commit is an error (ask again);
                // text: the metadata
  kStarts,      // earliest or latest stable offsets
  kStableEnds,  // read_committed
};
inline constexpr size_t kQuestions = 4;

struct Answer {
  io::TopicPartition partition;
  int error = 0;  // rd_kafka_resp_err_t
  int64_t offset = -1;
  int32_t leader_epoch = -1;
  std::string text;
};

struct Answers {
  Question question = Question::kTopicIds;
  bool failed = false;  // as a whole
  std::vector<Answer> list;
};

class Lookup {
 public:
  // A consumer of the group whose offsets are asked for.
  explicit Lookup(rd_kafka_t* handle);

  void Ask(Question question, std::span<const io::TopicPartition> partitions);
  void AskStarts(std::span<const io::TopicPartition> earliest,
                 std::span<const io::TopicPartition> latest);
  bool busy(Question question) const {
    return pending_[static_cast<size_t>(question)].busy ||
           (question == Question::kCommitted && committed_);
  }
  // One answer that has come, or nothing. A question that failed as a whole is answered with its
  // error for each partition.
  std::optional<Answers> Take();
  // What was asked about positions is no longer wanted: its answers are dropped.
  void Forget();

 private:
  struct Pending {
    bool busy = false;
    uintptr_t ticket = 0;
    std::vector<io::TopicPartition> asked;
  };
  AdminOptions Options(Question question, rd_kafka_admin_op_t operation,
                       std::span<const io::TopicPartition> asked);
  void AskTopicIds(std::span<const io::TopicPartition> partitions);
  void AskCommitted(std::span<const io::TopicPartition> partitions);
  void AskOffsets(Question question, std::span<const io::TopicPartition> earliest,
                  std::span<const io::TopicPartition> latest);
  std::optional<Answers> Read(const rd_kafka_event_t* event);

  rd_kafka_t* handle_;
  Queue queue_;
  uintptr_t last_ticket_ = 0;
  std::array<Pending, kQuestions> pending_;
  std::optional<Answers> committed_;  // asked in a slice of its own, not taken yet
};

}  // namespace aegis::kafka
