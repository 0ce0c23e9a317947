#include "connectors/kafka/opening.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "connectors/kafka/commit_policy.h"

namespace aegis::kafka {
namespace {

constexpr auto kAskAgainAfter = std::chrono::milliseconds(50);
// The listener asks the cluster about outputs: what a poll spends on it, and one question more. A
// poll has to come back long before max.poll.interval.ms.
constexpr auto kStartSlice = std::chrono::seconds(1);
// A seek is local: the fetchers' threads take it at their next turn.
constexpr int kSeekMs = 1000;
// Answers come within milliseconds; somebody who looks wants to know what is waited for.
constexpr auto kLongWait = std::chrono::seconds(5);
constexpr const char* kNoRightToRead = "no right to Read";

const char* WaitsFor(State state) {
  switch (state) {
    case State::kAskCommitted:
      return "the group's committed offset";
    case State::kAskLogStart:
      return "where its log begins";
    case State::kReady:
      return "its outputs";
    case State::kRunning:
    case State::kStopped:
      break;
  }
  return "nothing";
}

}  // namespace

void Opening::Attach(rd_kafka_t* handle, Lookup* lookup) {
  handle_ = handle;
  lookup_ = lookup;
}

void Opening::Assigned() {
  topics_.clear();
  lookup_->ForgetPositions();
  const io::Time now = clock_.Now();
  for (auto& [id, partition] : partitions_) partition.waits_since = now;
}

void Opening::Rewind() {
  lookup_->ForgetPositions();
  const io::Time now = clock_.Now();
  std::vector<Partition*> running;
  for (auto& [id, partition] : partitions_) {
    if (partition.state == State::kStopped) continue;
    if (partition.state == State::kRunning) running.push_back(&partition);
    partition.state = State::kAskCommitted;
    partition.ask_again_at = {};
    partition.waits_since = now;
    partition.end_reached = -1;
  }
  partitions_.Pause(running);
}

void Opening::AskAgainNow(const io::TopicPartition& id) {
  Partition* partition = partitions_.Find(id);
  if (partition != nullptr && partition->state == State::kAskCommitted)
    partition->ask_again_at = {};
}

// --- 1. Questions ---

void Opening::Ask(io::Time now) {
  SayWaiting(now);
  if (lookup_->asking_positions()) return;
  std::vector<io::TopicPartition> wanted;
  std::vector<io::TopicPartition> nameless;
  for (const auto& [id, partition] : partitions_) {
    if (partition.state != State::kAskCommitted || now < partition.ask_again_at) continue;
    (topics_.contains(id.topic) ? wanted : nameless).push_back(id);
  }
  // The id first: the offsets of a topic that was made again mean nothing.
  lookup_->AskTopicIds(nameless);
  if (wanted.empty()) return;
  if (options_.start == kafka::Start::kLatest) AddSiblings(&wanted);
  lookup_->AskCommitted(wanted);
}

// The other partitions of the topics tell whether one without an offset is new to a topic that is
// being read. Named one by one: when all of a group is asked for, a partition whose first commit is
// still pending is left out.
void Opening::AddSiblings(std::vector<io::TopicPartition>* wanted) {
  std::set<io::TopicPartition> all(wanted->begin(), wanted->end());
  for (const io::TopicPartition& id : *wanted) {
    for (int32_t i = 0; i < topics_[id.topic].partitions; ++i) all.insert({id.topic, i});
  }
  wanted->assign(all.begin(), all.end());
}

void Opening::AskAgain(Partition& partition, int error, io::Time now) {
  partition.state = State::kAskCommitted;
  partition.last_error = error;
  partition.ask_again_at = now + kAskAgainAfter;
}

// --- 2. Answers ---

bool Opening::Take(const TopicIdsAnswer& answer, io::Time now) {
  bool another_topic = false;
  for (const TopicIdsAnswer::Topic& topic : answer.topics) {
    bool known = topic.error == 0 && !topic.id.empty();
    Status same;
    if (topic.error == RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART)
      SayTopic(topic.name, "does not exist");
    if (topic.error == RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED)
      SayTopic(topic.name, "no right to Read and Describe");
    if (known && options_.topic_ids != nullptr) {
      same = options_.topic_ids->Check(topic.name, topic.id);
      if (!same && same.error().code != ErrorCode::kConflict) {
        // Nothing is read before its id is kept; a disk that is full now may not be later.
        WaitForId(topic.name, same.error());
        continue;
      }
    }
    if (known) topics_[topic.name] = {topic.id, topic.partitions};
    if (!same) {
      SayTopic(topic.name, same.error().message);
      partitions_.ForgetHandles();
    } else if (known) {
      SayTopic(topic.name, topic.may_read ? "" : kNoRightToRead);
    }
    for (auto& [id, partition] : partitions_) {
      if (id.topic != topic.name) continue;
      if (!same) {
        another_topic |= partition.state == State::kRunning;
        partitions_.Hold(partition, partition.next_offset, same.error().message);
      } else if (known && partition.state == State::kRunning) {
        // Its position stays, and the client asks again by itself until it may.
        partition.stopped = topic.may_read ? "" : kNoRightToRead;
      } else if (!known && partition.state == State::kAskCommitted) {
        // A right that is missing, or a broker that does not tell: go on without, the id is only a
        // safeguard.
        if (topic.error == RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED || topic.error == 0)
          topics_.try_emplace(id.topic);
        AskAgain(partition, topic.error, now);
      }
    }
  }
  return another_topic;
}

void Opening::WaitForId(const std::string& topic, const Error& why) {
  for (auto& [id, partition] : partitions_) {
    if (id.topic == topic && partition.state == State::kAskCommitted) Refused(partition, why);
  }
}

// Once for each thing that there is to say; nothing: no more of it.
void Opening::SayTopic(const std::string& topic, const std::string& what) {
  std::string& last = said_[topic];
  if (last == what) return;
  last = what;
  if (what.empty()) {
    spdlog::info("input topic {} may be read again", topic);
  } else {
    spdlog::error("input topic {}: {}", topic, what);
  }
}

void Opening::Take(const CommittedOffsetsAnswer& answer, io::Time now) {
  std::vector<io::TopicPartition> earliest;
  std::vector<io::TopicPartition> latest;
  for (const CommittedOffsetsAnswer::Offset& committed : answer.offsets) {
    if (committed.error == 0 && committed.offset >= 0) NoteCommitted(committed.partition.topic);
  }
  for (const CommittedOffsetsAnswer::Offset& committed : answer.offsets) {
    Partition* partition = partitions_.Find(committed.partition);
    if (partition == nullptr || partition->state != State::kAskCommitted) continue;
    partition->start = {.offset = -1,
                        .leader_epoch = -1,
                        .metadata = {},
                        .topic_id = topics_[committed.partition.topic].id,
                        .partitions = topics_[committed.partition.topic].partitions,
                        .committed = false};
    partition->state = State::kAskLogStart;
    switch (DecideStart({.error = committed.error,
                         .offset = committed.offset,
                         .topic_known = committed_topics_.contains(committed.partition.topic)},
                        options_.start)) {
      case StartMove::kUseCommitted:
        partition->start.offset = committed.offset;
        partition->start.leader_epoch = committed.leader_epoch;
        partition->start.metadata = committed.metadata;
        partition->start.committed = true;
        partition->committed = committed.offset;
        // And whether it is still there.
        earliest.push_back(committed.partition);
        break;
      case StartMove::kAskEarliest:
        earliest.push_back(committed.partition);
        break;
      case StartMove::kAskLatest:
        latest.push_back(committed.partition);
        break;
      case StartMove::kAskAgain:
        AskAgain(*partition, committed.error, now);
        break;
      case StartMove::kSayAndAskAgain:
        Refused(*partition, {ErrorCode::kPermission,
                             "the committed position may not be read: " +
                                 Describe(static_cast<rd_kafka_resp_err_t>(committed.error))});
        break;
    }
  }
  lookup_->AskLogStarts(earliest, latest);
}

void Opening::Take(const LogStartsAnswer& answer, io::Time now) {
  for (const LogOffset& log : answer.offsets) {
    Partition* partition = partitions_.Find(log.partition);
    if (partition == nullptr || partition->state != State::kAskLogStart) continue;
    if (log.error != 0 || log.offset < 0) {
      AskAgain(*partition, log.error, now);
      continue;
    }
    if (!partition->start.committed) {
      partition->start.offset = log.offset;
      partition->start.leader_epoch = log.leader_epoch;
    } else if (RecordsAreGone(partition->start.offset, log.offset)) {
      partitions_.Hold(*partition, partition->start.offset,
                       "out of range: committed is offset " +
                           std::to_string(partition->start.offset) + ", and the log begins at " +
                           std::to_string(log.offset) +
                           ": the records in between were deleted unread");
      continue;
    }
    partition->state = State::kReady;
    partition->last_error = 0;
  }
}

void Opening::SayWaiting(io::Time now) {
  const Partition* longest = nullptr;
  size_t count = 0;
  for (const auto& [id, partition] : partitions_) {
    // One that the listener refused says so itself.
    bool waits = partition.state != State::kRunning && partition.state != State::kStopped &&
                 partition.refusals == 0;
    if (!waits || now - partition.waits_since < kLongWait) continue;
    ++count;
    if (longest == nullptr || partition.waits_since < longest->waits_since) longest = &partition;
  }
  bool said = std::exchange(waiting_said_, longest != nullptr);
  if (longest == nullptr || said) return;
  bool nameless = longest->state == State::kAskCommitted && !topics_.contains(longest->id.topic);
  spdlog::warn(
      "{}: {} partitions wait for more than 5 s to be read: {} [{}] for {} (last answer: {})",
      rd_kafka_name(handle_), count, longest->id.topic, longest->id.partition,
      nameless ? "its topic's description" : WaitsFor(longest->state),
      longest->last_error == 0 ? "none"
                               : Describe(static_cast<rd_kafka_resp_err_t>(longest->last_error)));
}

// --- 3. The start ---

void Opening::Start(io::Time now, io::AssignmentListener& listener) {
  std::vector<Partition*> ready;
  for (auto& [id, partition] : partitions_) {
    if (partition.state == State::kReady && now >= partition.ask_again_at)
      ready.push_back(&partition);
  }
  // From where the last poll had got to: so many that are refused must not keep others waiting.
  auto next = std::find_if(ready.begin(), ready.end(),
                           [&](const Partition* partition) { return asked_last_ < partition->id; });
  std::rotate(ready.begin(), next, ready.end());
  const io::Time until = clock_.Now() + kStartSlice;
  std::vector<Partition*> agreed;
  for (Partition* partition : ready) {
    asked_last_ = partition->id;
    Status said = listener.OnStart(partition->id, partition->start);
    if (partition->state != State::kReady) continue;  // stopped from inside
    if (said) {
      agreed.push_back(partition);
    } else {
      Refused(*partition, said.error());
    }
    if (clock_.Now() >= until) break;
  }
  SeekAndResume(agreed);
}

// Asked again from the beginning: an output that is missing may be made, and until then the log may
// lose its oldest records.
void Opening::Refused(Partition& partition, const Error& why) {
  const io::Time now = clock_.Now();
  bool for_now = why.code == ErrorCode::kUnavailable;
  partition.ask_again_at = now + RefusedDelay(for_now ? 0 : partition.refusals);
  ++partition.refusals;
  partition.waits_since = now;
  if (!for_now) {
    Partitions::Say(partition, partition.start.offset, why.message);
    partition.stopped = why.message;
  } else if (partition.said != why.message) {
    partition.said = why.message;
    spdlog::warn("{} [{}] waits: {}", partition.id.topic, partition.id.partition, why.message);
  }
  partition.state = State::kAskCommitted;
}

void Opening::SeekAndResume(std::span<Partition* const> agreed) {
  if (agreed.empty()) return;
  PartitionList list = NewPartitionList(agreed.size());
  for (const Partition* partition : agreed) {
    rd_kafka_topic_partition_t* at = rd_kafka_topic_partition_list_add(
        list.get(), partition->id.topic.c_str(), partition->id.partition);
    at->offset = partition->start.offset;
    rd_kafka_topic_partition_set_leader_epoch(at, partition->start.leader_epoch);
  }
  // What was not done in time says so of itself.
  KafkaError(rd_kafka_seek_partitions(handle_, list.get(), kSeekMs));
  const io::Time now = clock_.Now();
  std::vector<Partition*> sought;
  for (size_t i = 0; i < agreed.size(); ++i) {
    Partition& partition = *agreed[i];
    rd_kafka_resp_err_t error = list->elems[i].err;
    if (error != RD_KAFKA_RESP_ERR_NO_ERROR) {
      // The fetcher may not be there yet, right after the assignment.
      partition.last_error = error;
      partition.ask_again_at = now + kAskAgainAfter;
      continue;
    }
    partition.next_offset = partition.start.offset;
    partition.leader_epoch = partition.start.leader_epoch;
    partition.record_epoch = -1;
    partition.end_reached = -1;
    partition.state = State::kRunning;
    partition.refusals = 0;
    partition.said.clear();
    if (!partition.stopped.empty()) {
      partition.stopped.clear();
      spdlog::info("{} [{}] goes on at offset {}", partition.id.topic, partition.id.partition,
                   partition.start.offset);
    }
    sought.push_back(&partition);
  }
  partitions_.Resume(sought);
}

}  // namespace aegis::kafka
