// The input partitions that a consumer was assigned, and how far each has come. Private to this
// folder.
#pragma once

#include <librdkafka/rdkafka.h>

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>

#include "connectors/io.h"

namespace aegis::kafka {

enum class State : uint8_t {
  kAskCommitted,  // paused; its committed offset is asked for
  kAskLogStart,   // paused; where its log begins is asked for
  kReady,         // paused; its position is known, the listener has not agreed yet
  kRunning,
  kStopped,  // paused until assigned again
};

struct Partition {
  io::TopicPartition id;
  State state = State::kAskCommitted;
  io::StartPosition start;
  std::string stopped;  // why it stands still: for good, or until the listener is asked again

  // On the way to running.
  io::Time ask_again_at{};  // before it, nobody is asked anything about it
  io::Time waits_since{};   // for the answers about where it starts
  int last_error = 0;       // of the last answer about it
  int refusals = 0;         // by the listener, one after another
  std::string said;         // the last reason that the log was told

  // Once running.
  int64_t next_offset = -1;   // after the last record handed out
  int32_t leader_epoch = -1;  // of the last record handed out
  int32_t record_epoch = -1;  // the same, and not known before the first
  int64_t end_reached = -1;   // end of partition, met after the last record
  int64_t stable_end = -1;
  int64_t committed = -1;
};

class Partitions {
 public:
  using Map = std::map<io::TopicPartition, Partition>;

  // The consumer that they are assigned to.
  void Attach(rd_kafka_t* handle) { handle_ = handle; }

  Map::iterator begin() { return all_.begin(); }
  Map::iterator end() { return all_.end(); }
  bool empty() const { return all_.empty(); }
  size_t size() const { return all_.size(); }

  void Add(const io::TopicPartition& id) { all_[id].id = id; }
  void Clear() {
    all_.clear();
    ForgetHandles();
  }
  Partition* Find(const io::TopicPartition& id) {
    auto at = all_.find(id);
    return at == all_.end() ? nullptr : &at->second;
  }
  // Of each record: by the client's topic object, with the last one at hand.
  Partition* Find(const rd_kafka_message_t* message) {
    if (message->rkt == last_.first && message->partition == last_.second) return last_found_;
    last_ = {message->rkt, message->partition};
    auto [at, is_new] = by_handle_.try_emplace(last_, nullptr);
    if (is_new) at->second = Find({rd_kafka_topic_name(message->rkt), message->partition});
    return last_found_ = at->second;
  }

  void Pause(std::span<Partition* const> partitions);
  void Resume(std::span<Partition* const> partitions);
  // Stops the partition until it is assigned again; at: as below.
  void Hold(Partition& partition, int64_t at, std::string why);
  // Says that it stands still, once a reason. at: the next offset that would be read; -1: the
  // reason has it.
  static void Say(Partition& partition, int64_t at, const std::string& why);

  // The client may have made other topic objects.
  void ForgetHandles() {
    by_handle_.clear();
    last_ = {};
    last_found_ = nullptr;
  }

 private:
  using Handle = std::pair<const rd_kafka_topic_t*, int32_t>;
  struct HandleHash {
    size_t operator()(const Handle& handle) const {
      return std::hash<const void*>()(handle.first) ^
             (static_cast<size_t>(handle.second) * 0x9e3779b97f4a7c15u);
    }
  };

  rd_kafka_t* handle_ = nullptr;
  Map all_;
  std::unordered_map<Handle, Partition*, HandleHash> by_handle_;
  Handle last_{};
  Partition* last_found_ = nullptr;
};

}  // namespace aegis::kafka
