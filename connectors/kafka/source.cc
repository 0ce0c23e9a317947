#include "connectors/kafka/source.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <unordered_map>

#include "connectors/kafka/commit_policy.h"
#include "connectors/kafka/handles.h"
#include "connectors/kafka/lookup.h"
#include "connectors/kafka/membership.h"

namespace aegis::kafka {
namespace {

constexpr auto kEndOffsetsEvery = std::chrono::seconds(1);
constexpr auto kTopicIdsEvery = std::chrono::seconds(1);
// Questions that can wait are left alone while nobody answers.
constexpr auto kAfterNoAnswer = std::chrono::seconds(10);
constexpr auto kAskAgainAfter = std::chrono::milliseconds(50);
// A seek is local: the fetcher's thread takes it at its next turn.
constexpr int kSeekMs = 1000;

enum class State : uint8_t {
  kLookup,  // paused; its position is being asked for
  kReady,   // paused; its position is known, the listener has not agreed yet
  kRunning,
  kStopped,  // paused until assigned again
};

struct Partition {
  io::TopicPartition id;
  State state = State::kLookup;
  io::StartPosition start;
  io::Time not_before{};      // of the next attempt to look up or to start
  int64_t next_offset = -1;   // after the last record handed out
  int32_t leader_epoch = -1;  // of the last record handed out
  int64_t end_reached = -1;   // end of partition, met after the last record
  int64_t stable_end = -1;
  int64_t committed = -1;
  std::string stopped;
};

struct Topic {
  std::string id;
  int32_t partitions = 0;
};

class KafkaSource final : public io::Source {
 public:
  KafkaSource(SourceOptions options, const io::Clock& clock)
      : options_(std::move(options)), clock_(clock) {}
  ~KafkaSource() override;

  Status Open();

  Result<std::span<const Record>> Poll(const io::PollLimits& limits,
                                       io::AssignmentListener& listener) override;
  uint64_t epoch() const override { return epoch_; }
  std::shared_ptr<const io::Membership> membership() override;
  Status Rewind() override;
  void Stop(const io::TopicPartition& partition, const Error& why) override;
  std::span<const io::EndPosition> Ends() override;
  void NoteCommitted(const io::Progress& progress) override;
  std::vector<io::PartitionLag> Lag() override;
  Status Close(bool leave, io::AssignmentListener& listener, io::Time deadline) override;

 private:
  using Key = std::pair<const rd_kafka_topic_t*, int32_t>;
  struct KeyHash {
    size_t operator()(const Key& key) const {
      return std::hash<const void*>()(key.first) ^
             (static_cast<size_t>(key.second) * 0x9e3779b97f4a7c15u);
    }
  };

  static void OnRebalance(rd_kafka_t*, rd_kafka_resp_err_t error,
                          rd_kafka_topic_partition_list_t* partitions, void* opaque);
  void Assign(rd_kafka_topic_partition_list_t* partitions);
  void Unassign(rd_kafka_topic_partition_list_t* partitions, bool lost);

  void Advance(io::Time now, io::AssignmentListener& listener);
  void StartLookups(io::Time now);
  void AddSiblings(std::vector<io::TopicPartition>* wanted);
  void TakeAnswers(io::Time now);
  void TakeCommitted(const Answers& answers, io::Time now);
  void TakeStarts(const Answers& answers, io::Time now);
  void TakeTopicIds(const Answers& answers, io::Time now);
  void TakeEnds(const Answers& answers);
  void Say(const std::string& topic, const std::string& what);
  void StartReady(io::Time now, io::AssignmentListener& listener);
  bool SeekAndResume(Partition& partition);

  void ReleaseMessages();
  void Hold(Partition& partition, std::string why);
  Status Sort(size_t count);
  Partition* Find(const rd_kafka_message_t* message);
  Partition* Find(const char* topic, int32_t partition);
  void TakeRecord(Partition& partition, rd_kafka_message_t* message);
  std::span<const Header> HeadersOf(rd_kafka_message_t* message);
  Status TakeError(Partition* partition, const rd_kafka_message_t* message);
  void Pause(const Partition& partition, bool pause);
  int32_t CurrentGeneration();

  SourceOptions options_;
  const io::Clock& clock_;
  rd_kafka_t* handle_ = nullptr;
  Queue queue_;
  std::unique_ptr<Lookup> lookup_;
  io::AssignmentListener* listener_ = nullptr;  // during Poll and Close

  uint64_t epoch_ = 0;
  int32_t assigned_generation_ = -1;
  std::map<io::TopicPartition, Partition> partitions_;
  std::map<std::string, Topic> topic_ids_;   // of this assignment
  std::map<std::string, std::string> said_;  // the last problem of a topic
  std::set<std::string> committed_topics_;   // the group has offsets of these
  std::unordered_map<Key, Partition*, KeyHash> by_message_;
  const rd_kafka_topic_t* last_topic_ = nullptr;
  int32_t last_partition_ = -1;
  Partition* last_found_ = nullptr;

  std::vector<rd_kafka_message_t*> messages_;
  size_t held_messages_ = 0;
  std::vector<Record> records_;
  std::vector<std::vector<Header>> headers_;  // of one batch; inner vectors are kept
  size_t headers_used_ = 0;
  std::vector<io::EndPosition> ends_;
  io::Time ends_due_{};
  io::Time ids_due_{};
  bool closed_ = false;
};

KafkaSource::~KafkaSource() {
  if (handle_ == nullptr) return;
  ReleaseMessages();
  lookup_.reset();
  queue_.reset();
  // Close said what there is to say to the group; without it, nothing is said.
  rd_kafka_destroy_flags(handle_, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE);
}

Status KafkaSource::Open() {
  Result<Conf> conf = MakeConf(ConsumerProperties(options_.client));
  if (!conf) return tl::unexpected(conf.error());
  rd_kafka_conf_set_rebalance_cb(conf->get(), OnRebalance);
  rd_kafka_conf_set_opaque(conf->get(), this);
  Result<rd_kafka_t*> handle = NewHandle(RD_KAFKA_CONSUMER, std::move(*conf));
  if (!handle) return tl::unexpected(handle.error());
  handle_ = *handle;
  rd_kafka_poll_set_consumer(handle_);
  queue_.reset(rd_kafka_queue_get_consumer(handle_));
  lookup_ = std::make_unique<Lookup>(handle_);
  PartitionList topics = NewPartitionList(options_.topics.size());
  for (const std::string& topic : options_.topics) {
    rd_kafka_topic_partition_list_add(topics.get(), topic.c_str(), RD_KAFKA_PARTITION_UA);
  }
  if (rd_kafka_resp_err_t error = rd_kafka_subscribe(handle_, topics.get());
      error != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return Fail(ErrorCode::kInvalidArgument, "cannot subscribe: " + Describe(error));
  }
  return {};
}

// --- Assignment ---

void KafkaSource::OnRebalance(rd_kafka_t* handle, rd_kafka_resp_err_t error,
                              rd_kafka_topic_partition_list_t* partitions, void* opaque) {
  auto* self = static_cast<KafkaSource*>(opaque);
  bool is_assign = error == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS;
  bool lost = rd_kafka_assignment_lost(handle) != 0;
  switch (kafka::OnRebalance(is_assign, lost)) {
    case RebalanceMove::kAssignPaused:
      self->Assign(partitions);
      return;
    case RebalanceMove::kCommitThenUnassign:
      self->Unassign(partitions, false);
      return;
    case RebalanceMove::kAbortThenUnassign:
      self->Unassign(partitions, true);
      return;
  }
}

void KafkaSource::Assign(rd_kafka_topic_partition_list_t* partitions) {
  ++epoch_;
  partitions_.clear();
  by_message_.clear();
  last_found_ = nullptr;
  topic_ids_.clear();
  lookup_->Forget();
  // A position, so that librdkafka asks for none itself; paused, so that nothing is handed out from
  // there.
  for (int i = 0; i < partitions->cnt; ++i) partitions->elems[i].offset = RD_KAFKA_OFFSET_BEGINNING;
  rd_kafka_assign(handle_, partitions);
  rd_kafka_pause_partitions(handle_, partitions);
  for (int i = 0; i < partitions->cnt; ++i) {
    io::TopicPartition id{partitions->elems[i].topic, partitions->elems[i].partition};
    Partition& partition = partitions_[id];
    partition.id = id;
  }
  assigned_generation_ = CurrentGeneration();
  spdlog::info("{}: assigned {} partitions in generation {}", rd_kafka_name(handle_),
               partitions->cnt, assigned_generation_);
}

void KafkaSource::Unassign(rd_kafka_topic_partition_list_t* partitions, bool lost) {
  spdlog::info("{}: {} {} partitions", rd_kafka_name(handle_), lost ? "lost" : "giving back",
               partitions->cnt);
  std::vector<io::TopicPartition> ids;
  for (int i = 0; i < partitions->cnt; ++i) {
    ids.push_back({partitions->elems[i].topic, partitions->elems[i].partition});
  }
  if (listener_ != nullptr) listener_->OnRevoke(ids, lost);
  ++epoch_;
  partitions_.clear();
  by_message_.clear();
  last_found_ = nullptr;
  lookup_->Forget();
  assigned_generation_ = -1;
  rd_kafka_assign(handle_, nullptr);
}

int32_t KafkaSource::CurrentGeneration() {
  GroupMetadata metadata(rd_kafka_consumer_group_metadata(handle_));
  return metadata ? rd_kafka_consumer_group_metadata_generation_id(metadata.get()) : -1;
}

std::shared_ptr<const io::Membership> KafkaSource::membership() {
  if (partitions_.empty()) return nullptr;
  GroupMetadata metadata(rd_kafka_consumer_group_metadata(handle_));
  if (!metadata) return nullptr;
  int32_t generation = rd_kafka_consumer_group_metadata_generation_id(metadata.get());
  if (!MayBegin(generation, rd_kafka_consumer_group_metadata_member_id(metadata.get())))
    return nullptr;
  // Another generation than the one that gave us the partitions: its assignment has not reached us
  // yet.
  if (generation != assigned_generation_) return nullptr;
  return std::make_shared<GroupMembership>(std::move(metadata));
}

// --- Looking up where to start ---

void KafkaSource::Advance(io::Time now, io::AssignmentListener& listener) {
  TakeAnswers(now);
  StartLookups(now);
  StartReady(now, listener);
  if (now >= ends_due_ && !lookup_->busy(Question::kStableEnds)) {
    ends_due_ = now + kEndOffsetsEvery;
    std::vector<io::TopicPartition> owned;
    for (const auto& [id, partition] : partitions_) owned.push_back(id);
    lookup_->Ask(Question::kStableEnds, owned);
  }
  if (now >= ids_due_ && !lookup_->busy(Question::kTopicIds)) {
    ids_due_ = now + kTopicIdsEvery;
    // Those that are subscribed by name too: when one is missing, or was made again, nothing of it
    // may be assigned.
    std::vector<io::TopicPartition> watched;
    for (const auto& [id, partition] : partitions_) watched.push_back(id);
    for (const std::string& topic : options_.topics) {
      if (!topic.starts_with('^')) watched.push_back({topic, -1});
    }
    lookup_->Ask(Question::kTopicIds, watched);
  }
}

void KafkaSource::StartLookups(io::Time now) {
  if (lookup_->busy(Question::kCommitted) || lookup_->busy(Question::kStarts)) return;
  std::vector<io::TopicPartition> wanted;
  std::vector<io::TopicPartition> nameless;
  for (const auto& [id, partition] : partitions_) {
    if (partition.state != State::kLookup || now < partition.not_before) continue;
    if (topic_ids_.contains(id.topic)) {
      wanted.push_back(id);
    } else {
      nameless.push_back(id);
    }
  }
  // The id first: the offsets of a topic that was made again mean nothing.
  if (!nameless.empty() && !lookup_->busy(Question::kTopicIds))
    lookup_->Ask(Question::kTopicIds, nameless);
  if (wanted.empty()) return;
  if (options_.start == Start::kLatest) AddSiblings(&wanted);
  lookup_->Ask(Question::kCommitted, wanted);
}

// The other partitions of the topics tell whether one without an offset is new to a topic that is
// being read. Named one by one: when all of a group is asked for, a partition whose first commit is
// still pending is left out.
void KafkaSource::AddSiblings(std::vector<io::TopicPartition>* wanted) {
  std::set<io::TopicPartition> all(wanted->begin(), wanted->end());
  for (const io::TopicPartition& id : *wanted) {
    for (int32_t i = 0; i < topic_ids_[id.topic].partitions; ++i) all.insert({id.topic, i});
  }
  wanted->assign(all.begin(), all.end());
}

void KafkaSource::TakeAnswers(io::Time now) {
  while (std::optional<Answers> answers = lookup_->Take()) {
    if (answers->failed) ends_due_ = ids_due_ = now + kAfterNoAnswer;
    switch (answers->question) {
      case Question::kTopicIds:
        TakeTopicIds(*answers, now);
        break;
      case Question::kCommitted:
        TakeCommitted(*answers, now);
        break;
      case Question::kStarts:
        TakeStarts(*answers, now);
        break;
      case Question::kStableEnds:
        TakeEnds(*answers);
        break;
    }
  }
}

void KafkaSource::TakeTopicIds(const Answers& answers, io::Time now) {
  for (const Answer& answer : answers.list) {
    bool known = answer.error == 0 && !answer.text.empty();
    Status same;
    if (answer.error == RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART)
      Say(answer.partition.topic, "does not exist");
    if (known) {
      topic_ids_[answer.partition.topic] = {answer.text, static_cast<int32_t>(answer.offset)};
      if (options_.topic_ids != nullptr)
        same = options_.topic_ids->Check(answer.partition.topic, answer.text);
    }
    if (!same) Say(answer.partition.topic, same.error().message);
    for (auto& [id, partition] : partitions_) {
      if (id.topic != answer.partition.topic) continue;
      if (!same) {
        if (partition.state == State::kStopped) continue;
        // What is in an open transaction may be of the new topic already: it must not be committed.
        if (partition.state == State::kRunning) ++epoch_;
        Hold(partition, same.error().message);
      } else if (!known && partition.state == State::kLookup) {
        // A right that is missing, or a broker that does not tell: go on without, the id is only a
        // safeguard.
        if (answer.error == RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED || answer.error == 0) {
          topic_ids_.try_emplace(id.topic);
        }
        partition.not_before = now + kAskAgainAfter;
      }
    }
  }
}

// Once for each thing that there is to say.
void KafkaSource::Say(const std::string& topic, const std::string& what) {
  std::string& last = said_[topic];
  if (last == what) return;
  last = what;
  spdlog::error("input topic {}: {}", topic, what);
}

void KafkaSource::TakeCommitted(const Answers& answers, io::Time now) {
  std::vector<io::TopicPartition> earliest;
  std::vector<io::TopicPartition> latest;
  for (const Answer& answer : answers.list) {
    if (answer.error == 0 && answer.offset >= 0) committed_topics_.insert(answer.partition.topic);
  }
  for (const Answer& answer : answers.list) {
    Partition* partition = Find(answer.partition.topic.c_str(), answer.partition.partition);
    if (partition == nullptr || partition->state != State::kLookup) continue;
    CommittedAnswer facts{.error = answer.error,
                          .offset = answer.offset,
                          .topic_known = committed_topics_.contains(answer.partition.topic)};
    switch (DecideStart(facts, options_.start)) {
      case StartMove::kUseCommitted:
        partition->start = {.offset = answer.offset,
                            .leader_epoch = answer.leader_epoch,
                            .metadata = answer.text,
                            .topic_id = topic_ids_[answer.partition.topic].id,
                            .committed = true};
        partition->committed = answer.offset;
        partition->state = State::kReady;
        break;
      case StartMove::kAskEarliest:
        earliest.push_back(answer.partition);
        break;
      case StartMove::kAskLatest:
        latest.push_back(answer.partition);
        break;
      case StartMove::kAskAgain:
        partition->not_before = now + kAskAgainAfter;
        break;
      case StartMove::kStop:
        Hold(*partition, "the committed position may not be read: " +
                             Describe(static_cast<rd_kafka_resp_err_t>(answer.error)));
        break;
    }
  }
  if (!earliest.empty() || !latest.empty()) lookup_->AskStarts(earliest, latest);
}

void KafkaSource::TakeStarts(const Answers& answers, io::Time now) {
  for (const Answer& answer : answers.list) {
    Partition* partition = Find(answer.partition.topic.c_str(), answer.partition.partition);
    if (partition == nullptr || partition->state != State::kLookup) continue;
    if (answer.error != 0 || answer.offset < 0) {
      partition->not_before = now + kAskAgainAfter;
      continue;
    }
    partition->start = {.offset = answer.offset,
                        .leader_epoch = answer.leader_epoch,
                        .metadata = {},
                        .topic_id = topic_ids_[answer.partition.topic].id,
                        .committed = false};
    partition->state = State::kReady;
  }
}

void KafkaSource::TakeEnds(const Answers& answers) {
  for (const Answer& answer : answers.list) {
    if (answer.error != 0) continue;
    Partition* partition = Find(answer.partition.topic.c_str(), answer.partition.partition);
    if (partition != nullptr)
      partition->stable_end = std::max(partition->stable_end, answer.offset);
  }
}

void KafkaSource::StartReady(io::Time now, io::AssignmentListener& listener) {
  for (auto& [id, partition] : partitions_) {
    if (partition.state != State::kReady || now < partition.not_before) continue;
    Status agreed = listener.OnStart(id, partition.start);
    if (partition.state != State::kReady) continue;  // stopped from inside
    if (!agreed) {
      if (agreed.error().code == ErrorCode::kUnavailable) {
        partition.not_before = now + std::chrono::seconds(1);
        spdlog::warn("{} [{}] waits: {}", id.topic, id.partition, agreed.error().message);
      } else {
        Hold(partition, agreed.error().message);
      }
      continue;
    }
    if (!SeekAndResume(partition)) partition.not_before = now + kAskAgainAfter;
  }
}

bool KafkaSource::SeekAndResume(Partition& partition) {
  PartitionList list = NewPartitionList(1);
  rd_kafka_topic_partition_t* at = rd_kafka_topic_partition_list_add(
      list.get(), partition.id.topic.c_str(), partition.id.partition);
  at->offset = partition.start.offset;
  rd_kafka_topic_partition_set_leader_epoch(at, partition.start.leader_epoch);
  KafkaError error(rd_kafka_seek_partitions(handle_, list.get(), kSeekMs));
  // The fetcher may not be there yet, right after the assignment.
  if (error || list->elems[0].err != RD_KAFKA_RESP_ERR_NO_ERROR) return false;
  partition.next_offset = partition.start.offset;
  partition.leader_epoch = partition.start.leader_epoch;
  partition.end_reached = -1;
  partition.state = State::kRunning;
  Pause(partition, false);
  return true;
}

void KafkaSource::Pause(const Partition& partition, bool pause) {
  PartitionList list = NewPartitionList(1);
  rd_kafka_topic_partition_list_add(list.get(), partition.id.topic.c_str(), partition.id.partition);
  if (pause) {
    rd_kafka_pause_partitions(handle_, list.get());
  } else {
    rd_kafka_resume_partitions(handle_, list.get());
  }
}

Status KafkaSource::Rewind() {
  lookup_->Forget();
  for (auto& [id, partition] : partitions_) {
    if (partition.state == State::kStopped) continue;
    if (partition.state == State::kRunning) Pause(partition, true);
    partition.state = State::kLookup;
    partition.not_before = {};
    partition.end_reached = -1;
  }
  return {};
}

void KafkaSource::Stop(const io::TopicPartition& id, const Error& why) {
  auto at = partitions_.find(id);
  if (at != partitions_.end()) Hold(at->second, why.message);
}

void KafkaSource::Hold(Partition& partition, std::string why) {
  if (partition.state == State::kStopped) return;
  Pause(partition, true);
  partition.end_reached = -1;
  spdlog::error(
      "{} [{}] stopped at offset {}: {}; see docs/operating.md, \"A partition stands still\"",
      partition.id.topic, partition.id.partition,
      partition.state == State::kRunning ? partition.next_offset : partition.start.offset, why);
  partition.state = State::kStopped;
  partition.stopped = std::move(why);
}

// --- Records ---

Result<std::span<const Record>> KafkaSource::Poll(const io::PollLimits& limits,
                                                  io::AssignmentListener& listener) {
  listener_ = &listener;
  Advance(limits.now, listener);
  ReleaseMessages();
  if (messages_.size() < limits.max_records) messages_.resize(limits.max_records);
  // A batch call waits until its array is full: so wait for one, then take what is there.
  ssize_t count =
      rd_kafka_consume_batch_queue(queue_.get(), 0, messages_.data(), limits.max_records);
  if (count == 0) {
    int wait = MillisecondsUntil(limits.deadline, clock_.Now());
    if (wait > 0) count = rd_kafka_consume_batch_queue(queue_.get(), wait, messages_.data(), 1);
    if (count == 1 && limits.max_records > 1) {
      held_messages_ = 1;
      ssize_t more = rd_kafka_consume_batch_queue(queue_.get(), 0, messages_.data() + 1,
                                                  limits.max_records - 1);
      if (more > 0) count += more;
    }
  }
  listener_ = nullptr;
  if (count < 0) {
    return Fail(ErrorCode::kUnavailable, "the consumer failed: " + Describe(rd_kafka_last_error()));
  }
  held_messages_ = static_cast<size_t>(count);
  if (Status sorted = Sort(held_messages_); !sorted) return tl::unexpected(sorted.error());
  return std::span<const Record>(records_);
}

void KafkaSource::ReleaseMessages() {
  for (size_t i = 0; i < held_messages_; ++i) rd_kafka_message_destroy(messages_[i]);
  held_messages_ = 0;
  records_.clear();
  headers_used_ = 0;
}

Status KafkaSource::Sort(size_t count) {
  for (size_t i = 0; i < count; ++i) {
    rd_kafka_message_t* message = messages_[i];
    Partition* partition = message->rkt != nullptr ? Find(message) : nullptr;
    if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
      // A batch may hold records from before a revocation, or from before a pause, that happened
      // while it was filled.
      if (partition == nullptr || partition->state != State::kRunning) continue;
      if (message->offset < partition->next_offset) continue;
      TakeRecord(*partition, message);
      continue;
    }
    if (Status taken = TakeError(partition, message); !taken) return taken;
  }
  return {};
}

Partition* KafkaSource::Find(const rd_kafka_message_t* message) {
  if (message->rkt == last_topic_ && message->partition == last_partition_ &&
      last_found_ != nullptr) {
    return last_found_;
  }
  auto [at, is_new] = by_message_.try_emplace(Key{message->rkt, message->partition}, nullptr);
  if (is_new) at->second = Find(rd_kafka_topic_name(message->rkt), message->partition);
  last_topic_ = message->rkt;
  last_partition_ = message->partition;
  last_found_ = at->second;
  return last_found_;
}

Partition* KafkaSource::Find(const char* topic, int32_t partition) {
  auto at = partitions_.find({topic, partition});
  return at == partitions_.end() ? nullptr : &at->second;
}

void KafkaSource::TakeRecord(Partition& partition, rd_kafka_message_t* message) {
  partition.next_offset = message->offset + 1;
  partition.leader_epoch = rd_kafka_message_leader_epoch(message);
  partition.end_reached = -1;
  Record& record = records_.emplace_back();
  record.topic = partition.id.topic;
  record.partition = message->partition;
  record.offset = message->offset;
  record.leader_epoch = partition.leader_epoch;
  rd_kafka_timestamp_type_t type = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE;
  record.timestamp_ms = rd_kafka_message_timestamp(message, &type);
  record.timestamp_type = type == RD_KAFKA_TIMESTAMP_CREATE_TIME ? TimestampType::kCreateTime
                          : type == RD_KAFKA_TIMESTAMP_LOG_APPEND_TIME
                              ? TimestampType::kLogAppendTime
                              : TimestampType::kNotAvailable;
  if (message->key != nullptr)
    record.key = {static_cast<const char*>(message->key), message->key_len};
  if (message->payload != nullptr)
    record.value = {static_cast<const char*>(message->payload), message->len};
  record.headers = HeadersOf(message);
}

std::span<const Header> KafkaSource::HeadersOf(rd_kafka_message_t* message) {
  rd_kafka_headers_t* list = nullptr;
  if (rd_kafka_message_headers(message, &list) != RD_KAFKA_RESP_ERR_NO_ERROR) return {};
  if (headers_used_ == headers_.size()) headers_.emplace_back();
  std::vector<Header>& headers = headers_[headers_used_++];
  headers.clear();
  const char* name = nullptr;
  const void* value = nullptr;
  size_t size = 0;
  for (size_t i = 0;
       rd_kafka_header_get_all(list, i, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR; ++i) {
    headers.push_back(
        {name, value == nullptr ? kNull : std::string_view(static_cast<const char*>(value), size)});
  }
  return headers;
}

Status KafkaSource::TakeError(Partition* partition, const rd_kafka_message_t* message) {
  bool fatal = message->err == RD_KAFKA_RESP_ERR__FATAL ||
               rd_kafka_fatal_error(handle_, nullptr, 0) != RD_KAFKA_RESP_ERR_NO_ERROR;
  switch (AfterConsumerError(message->err, fatal)) {
    case ConsumerMove::kEndOfPartition:
      if (partition == nullptr || partition->state != State::kRunning) return {};
      partition->stable_end = std::max(partition->stable_end, message->offset);
      if (message->offset >= partition->next_offset) partition->end_reached = message->offset;
      return {};
    case ConsumerMove::kStopPartition:
      // The text names topic, partition and offsets; errors have no record content.
      if (partition != nullptr) Hold(*partition, rd_kafka_message_errstr(message));
      return {};
    case ConsumerMove::kSay:
      spdlog::warn("{}: {}", rd_kafka_name(handle_), rd_kafka_message_errstr(message));
      return {};
    case ConsumerMove::kStopProcess:
      return Fail(ErrorCode::kConflict, "the consumer cannot go on: " + Describe(message->err) +
                                            " (" + rd_kafka_message_errstr(message) + ")");
  }
  return {};
}

// --- Positions ---

std::span<const io::EndPosition> KafkaSource::Ends() {
  ends_.clear();
  for (const auto& [id, partition] : partitions_) {
    if (partition.state != State::kRunning) continue;
    if (partition.end_reached < partition.next_offset ||
        partition.end_reached <= partition.committed)
      continue;
    ends_.push_back({id, partition.next_offset, partition.end_reached});
  }
  return ends_;
}

void KafkaSource::NoteCommitted(const io::Progress& progress) {
  if (progress.epoch != epoch_) return;
  for (const io::PartitionProgress& committed : progress.partitions) {
    auto at = partitions_.find(committed.partition);
    if (at != partitions_.end()) at->second.committed = committed.next_offset;
    committed_topics_.insert(committed.partition.topic);
  }
}

std::vector<io::PartitionLag> KafkaSource::Lag() {
  std::vector<io::PartitionLag> lags;
  for (const auto& [id, partition] : partitions_) {
    lags.push_back({id, std::max(partition.stable_end, partition.next_offset), partition.committed,
                    partition.stopped});
  }
  return lags;
}

Status KafkaSource::Close(bool leave, io::AssignmentListener& listener, io::Time deadline) {
  if (closed_) return {};
  closed_ = true;
  listener_ = &listener;
  ReleaseMessages();
  std::vector<rd_kafka_message_t*> ignored(64);
  // As messages: a record or an end of partition may still come, for which there is no callback.
  auto serve = [&](const Queue& queue) {
    ssize_t count = rd_kafka_consume_batch_queue(queue.get(), 20, ignored.data(), 1);
    for (ssize_t i = 0; i < count; ++i) rd_kafka_message_destroy(ignored[static_cast<size_t>(i)]);
  };
  Status status;
  auto is_member = [&] {
    GroupMetadata metadata(rd_kafka_consumer_group_metadata(handle_));
    return metadata && *rd_kafka_consumer_group_metadata_member_id(metadata.get()) != '\0';
  };
  if (leave) {
    // A join that is on its way makes a member whose id we do not know yet, and without it nobody
    // can leave.
    io::Time half = clock_.Now() + (deadline - clock_.Now()) / 2;
    while (!is_member() && clock_.Now() < half) serve(queue_);
    rd_kafka_unsubscribe(handle_);
    // Unsubscribing and closing at once sends nothing: the member has left when it has forgotten
    // its id.
    while (is_member() || !partitions_.empty()) {
      if (clock_.Now() >= deadline) {
        status = Fail(ErrorCode::kUnavailable, "the member could not leave its group in time");
        break;
      }
      serve(queue_);
    }
  }
  // A queue of its own: the consumer's is forwarded to it.
  Queue closing(rd_kafka_queue_new(handle_));
  KafkaError error(rd_kafka_consumer_close_queue(handle_, closing.get()));
  while (!error && !rd_kafka_consumer_closed(handle_)) {
    if (clock_.Now() >= deadline) {
      status = Fail(ErrorCode::kUnavailable, "the consumer could not be closed in time");
      break;
    }
    serve(closing);
  }
  listener_ = nullptr;
  return status;
}

}  // namespace

Result<std::unique_ptr<io::Source>> NewSource(SourceOptions options, const io::Clock& clock) {
  auto source = std::make_unique<KafkaSource>(std::move(options), clock);
  if (Status opened = source->Open(); !opened) return tl::unexpected(opened.error());
  return std::unique_ptr<io::Source>(std::move(source));
}

}  // namespace aegis::kafka
