#include "connectors/kafka/source.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <optional>
#include <string>
#include <type_traits>
#include <variant>

#include "connectors/kafka/commit_policy.h"
#include "connectors/kafka/coverage.h"
#include "connectors/kafka/fence.h"
#include "connectors/kafka/handles.h"
#include "connectors/kafka/lookup.h"
#include "connectors/kafka/membership.h"
#include "connectors/kafka/opening.h"
#include "connectors/kafka/partitions.h"
#include "connectors/kafka/polled.h"
#include "connectors/mutation.h"

namespace aegis::kafka {
namespace {

constexpr auto kEndOffsetsEvery = std::chrono::seconds(1);
constexpr auto kTopicIdsEvery = std::chrono::seconds(1);
// Questions that can wait are left alone while nobody answers.
constexpr auto kAfterNoAnswer = std::chrono::seconds(10);
// Joining takes as long as the slowest member's transaction; longer is worth a line in the log.
constexpr auto kLongWithoutGroup = std::chrono::seconds(30);
constexpr auto kMembershipEvery = std::chrono::seconds(1);
// A client that has no coordinator for so long is not waited for; doubled each time.
constexpr auto kWithoutCoordinator = std::chrono::seconds(10);
constexpr auto kLongestWithoutCoordinator = std::chrono::minutes(5);
constexpr auto kInstanceEvery = std::chrono::milliseconds(500);

class KafkaSource final : public io::Source {
 public:
  KafkaSource(SourceOptions options, const io::Clock& clock)
      : options_(std::move(options)), clock_(clock), opening_(options_, clock_, partitions_) {}
  ~KafkaSource() override { Disconnect(); }

  Status Connect();
  Status Subscribe();

  Result<std::span<const Record>> Poll(const io::PollLimits& limits,
                                       io::AssignmentListener& listener) override;
  uint64_t epoch() const override { return epoch_; }
  std::shared_ptr<const io::Membership> membership() override;
  Status Rewind() override {
    opening_.Rewind();
    return {};
  }
  void AskStart(const io::TopicPartition& partition) override { opening_.AskAgainNow(partition); }
  void Stop(const io::TopicPartition& partition, const Error& why) override;
  std::span<const io::EndPosition> Ends() override;
  void NoteCommitted(const io::Progress& progress) override;
  std::vector<io::PartitionLag> Lag() override;
  Status Close(bool leave, io::AssignmentListener& listener, io::Time deadline) override;

 private:
  Status Reconnect();
  void Disconnect();

  static void OnRebalance(rd_kafka_t*, rd_kafka_resp_err_t error,
                          rd_kafka_topic_partition_list_t* partitions, void* opaque);
  void Assign(rd_kafka_topic_partition_list_t* partitions);
  void Unassign(rd_kafka_topic_partition_list_t* partitions, bool lost);
  GroupMetadata JoinedAs();

  void TakeAnswers(io::Time now);
  void TakeEnds(const StableEndsAnswer& answer);
  void AskWhatMayWait(io::Time now);
  void LookForOrphans(const GroupAnswer& group, io::Time now);
  Status WatchMembership(io::Time now);

  Status Sort();
  Status TakeError(Partition* partition, const rd_kafka_message_t* message);

  Status Fenced(const std::string& why);
  Status StepFenced(io::Time now);

  SourceOptions options_;
  const io::Clock& clock_;
  rd_kafka_t* handle_ = nullptr;
  Queue queue_;
  std::unique_ptr<Lookup> lookup_;
  io::AssignmentListener* listener_ = nullptr;  // during Poll and Close

  uint64_t epoch_ = 0;
  int32_t assigned_generation_ = -1;
  Partitions partitions_;
  Opening opening_;
  Polled polled_;
  Coverage coverage_;
  std::vector<io::EndPosition> ends_;

  io::Time ends_due_{};
  io::Time ids_due_{};
  io::Time membership_due_{};
  io::Time member_at_{};     // when it was last seen to be a member, or began
  io::Time connected_at_{};  // when it began to join, or last had a coordinator
  io::Duration renew_after_ = kWithoutCoordinator;
  bool absence_said_ = false;
  std::optional<Fence> fence_;  // while it is to be found out who has our id
  io::Time instance_due_{};
  FencedMove instance_move_ = FencedMove::kAskAgain;
  bool closed_ = false;
};

// --- The client ---

Status KafkaSource::Connect() {
  Result<Conf> conf = MakeConf(ConsumerProperties(options_.client));
  if (!conf) return tl::unexpected(conf.error());
  rd_kafka_conf_set_rebalance_cb(conf->get(), OnRebalance);
  rd_kafka_conf_set_opaque(conf->get(), this);
  Result<rd_kafka_t*> handle = NewHandle(RD_KAFKA_CONSUMER, std::move(*conf));
  if (!handle) return tl::unexpected(handle.error());
  handle_ = *handle;
  rd_kafka_poll_set_consumer(handle_);
  queue_.reset(rd_kafka_queue_get_consumer(handle_));
  lookup_ = std::make_unique<Lookup>(handle_, options_.client);
  partitions_.Attach(handle_);
  opening_.Attach(handle_, lookup_.get());
  return {};
}

Status KafkaSource::Subscribe() {
  PartitionList topics = NewPartitionList(options_.topics.size());
  for (const std::string& topic : options_.topics) {
    rd_kafka_topic_partition_list_add(topics.get(), topic.c_str(), RD_KAFKA_PARTITION_UA);
  }
  if (rd_kafka_resp_err_t error = rd_kafka_subscribe(handle_, topics.get());
      error != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return Fail(ErrorCode::kInvalidArgument, "cannot subscribe: " + Describe(error));
  }
  connected_at_ = clock_.Now();
  if (member_at_ == io::Time{}) member_at_ = connected_at_;
  return {};
}

// A new client in place of this one, which loses what it has.
Status KafkaSource::Reconnect() {
  if (!partitions_.empty()) {
    std::vector<io::TopicPartition> ids;
    for (const auto& [id, partition] : partitions_) ids.push_back(id);
    listener_->OnRevoke(ids, true);
  }
  ++epoch_;
  partitions_.Clear();
  assigned_generation_ = -1;
  coverage_.Revoked();
  Disconnect();
  return Connect();
}

void KafkaSource::Disconnect() {
  if (handle_ == nullptr) return;
  polled_.Release();
  lookup_.reset();
  queue_.reset();
  // Close said what there is to say to the group; without it, nothing is said.
  rd_kafka_destroy_flags(handle_, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE);
  handle_ = nullptr;
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
  partitions_.Clear();
  // A position, so that librdkafka asks for none itself; paused, so that nothing is handed out from
  // there.
  for (int i = 0; i < partitions->cnt; ++i) partitions->elems[i].offset = RD_KAFKA_OFFSET_BEGINNING;
  rd_kafka_assign(handle_, partitions);
  rd_kafka_pause_partitions(handle_, partitions);
  for (int i = 0; i < partitions->cnt; ++i) {
    partitions_.Add({partitions->elems[i].topic, partitions->elems[i].partition});
  }
  opening_.Assigned();
  GroupMetadata metadata = JoinedAs();
  assigned_generation_ =
      metadata ? rd_kafka_consumer_group_metadata_generation_id(metadata.get()) : -1;
  if (options_.client.static_member) coverage_.Assigned(clock_.Now());
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
  partitions_.Clear();
  opening_.Assigned();
  assigned_generation_ = -1;
  coverage_.Revoked();
  rd_kafka_assign(handle_, nullptr);
}

// Null while a transaction may not be begun as this member, whatever it was assigned.
GroupMetadata KafkaSource::JoinedAs() {
  GroupMetadata metadata(rd_kafka_consumer_group_metadata(handle_));
  if (metadata && !MayBegin(rd_kafka_consumer_group_metadata_generation_id(metadata.get()),
                            rd_kafka_consumer_group_metadata_member_id(metadata.get())))
    metadata.reset();
  return metadata;
}

std::shared_ptr<const io::Membership> KafkaSource::membership() {
  if (AEGIS_MUTATION(begin_as_nobody)) {
    return std::make_shared<GroupMembership>(
        GroupMetadata(rd_kafka_consumer_group_metadata(handle_)));
  }
  if (partitions_.empty()) return nullptr;
  GroupMetadata metadata = JoinedAs();
  // Another generation than the one that gave us the partitions: its assignment has not reached us
  // yet.
  if (!metadata ||
      rd_kafka_consumer_group_metadata_generation_id(metadata.get()) != assigned_generation_)
    return nullptr;
  return std::make_shared<GroupMembership>(std::move(metadata));
}

// Brokers that leave the cluster's metadata and come back, as in a restart, can leave librdkafka
// without a coordinator for good: it waits for a connection of one that it no longer has. A new
// client finds those that there are. A rebalance that takes long has a coordinator.
Status KafkaSource::WatchMembership(io::Time now) {
  if (now < membership_due_) return {};
  membership_due_ = now + kMembershipEvery;
  if (fence_ || JoinedAs()) {
    member_at_ = now;
    absence_said_ = false;
    renew_after_ = kWithoutCoordinator;
    return {};
  }
  if (!absence_said_ && now - member_at_ >= kLongWithoutGroup) {
    absence_said_ = true;
    spdlog::warn(
        "{}: no member of group {} for more than 30 s: it waits for the group's coordinator, or "
        "for a rebalance that another member does not join",
        rd_kafka_name(handle_), options_.client.group);
  }
  if (now - std::max(member_at_, connected_at_) < renew_after_) return {};
  if (lookup_->HasCoordinator()) {
    connected_at_ = now;
    return {};
  }
  renew_after_ = std::min<io::Duration>(2 * renew_after_, kLongestWithoutCoordinator);
  spdlog::warn("{}: no coordinator of group {} answers: connecting anew", rd_kafka_name(handle_),
               options_.client.group);
  if (Status made = Reconnect(); !made) return made;
  return Subscribe();
}

// --- A poll ---

Result<std::span<const Record>> KafkaSource::Poll(const io::PollLimits& limits,
                                                  io::AssignmentListener& listener) {
  listener_ = &listener;
  if (fence_) {
    if (Status stepped = StepFenced(limits.now); !stepped) return tl::unexpected(stepped.error());
  }
  // Partitions on their way to their first record.
  TakeAnswers(limits.now);
  opening_.Ask(limits.now);
  opening_.Start(limits.now, listener);
  AskWhatMayWait(limits.now);
  if (Status watched = WatchMembership(limits.now); !watched)
    return tl::unexpected(watched.error());
  // Records of those that run, and the callbacks of a rebalance.
  ssize_t count = polled_.Take(queue_.get(), limits.max_records, limits.deadline, clock_);
  if (count < 0) {
    return Fail(ErrorCode::kUnavailable, "the consumer failed: " + Describe(rd_kafka_last_error()));
  }
  Status sorted = Sort();
  listener_ = nullptr;
  if (!sorted) return tl::unexpected(sorted.error());
  return polled_.records();
}

void KafkaSource::TakeAnswers(io::Time now) {
  while (std::optional<Answer> taken = lookup_->Take()) {
    std::visit(
        [&](const auto& answer) {
          using Kind = std::decay_t<decltype(answer)>;
          if constexpr (requires { answer.unanswered; }) {
            if (answer.unanswered) ends_due_ = ids_due_ = now + kAfterNoAnswer;
          }
          if constexpr (std::is_same_v<Kind, TopicIdsAnswer>) {
            if (opening_.Take(answer, now)) ++epoch_;
          } else if constexpr (std::is_same_v<Kind, StableEndsAnswer>) {
            TakeEnds(answer);
          } else if constexpr (std::is_same_v<Kind, GroupAnswer>) {
            if (fence_) {
              instance_move_ = fence_->Take(answer, now);
            } else {
              LookForOrphans(answer, now);
              if (!coverage_.watching()) lookup_->AskGroupNoMore();
            }
          } else {
            opening_.Take(answer, now);
          }
        },
        *taken);
  }
}

void KafkaSource::AskWhatMayWait(io::Time now) {
  if (fence_) return;
  if (now >= ends_due_ && !lookup_->asking_stable_ends()) {
    ends_due_ = now + kEndOffsetsEvery;
    std::vector<io::TopicPartition> owned;
    for (const auto& [id, partition] : partitions_) owned.push_back(id);
    lookup_->AskStableEnds(owned);
  }
  if (now >= ids_due_ && !lookup_->asking_topic_ids()) {
    ids_due_ = now + kTopicIdsEvery;
    // Those that are subscribed by name too: when one is missing, or was made again, nothing of it
    // may be assigned.
    std::vector<io::TopicPartition> watched;
    for (const auto& [id, partition] : partitions_) watched.push_back(id);
    for (const std::string& topic : options_.topics) {
      if (!topic.starts_with('^')) watched.push_back({topic, -1});
    }
    lookup_->AskTopicIds(watched);
  }
  if (coverage_.due(now)) {
    coverage_.Asked(now);
    lookup_->AskGroup(options_.client.group, options_.client.member_id);
  }
}

// Partitions of our topics that nobody has: see Coverage.
void KafkaSource::LookForOrphans(const GroupAnswer& group, io::Time now) {
  if (!coverage_.watching()) return;
  const auto all = lookup_->AskPartitions(options_.reads);
  if (!all) return;  // asked again
  const std::vector<io::TopicPartition> orphans = coverage_.Take(group, *all, now);
  if (orphans.empty()) return;
  spdlog::warn(
      "{}: no member of group {} has {} [{}]{}: joining again, so that the group hands it out",
      rd_kafka_name(handle_), options_.client.group, orphans.front().topic,
      orphans.front().partition,
      orphans.size() == 1 ? "" : ", and " + std::to_string(orphans.size() - 1) + " more");
  if (Status joined = Subscribe(); !joined)
    spdlog::warn("{}: {}", rd_kafka_name(handle_), joined.error().message);
}

Status KafkaSource::Sort() {
  for (rd_kafka_message_t* message : polled_.messages()) {
    Partition* partition = message->rkt != nullptr ? partitions_.Find(message) : nullptr;
    if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
      if (Status taken = TakeError(partition, message); !taken) return taken;
      if (fence_) return {};  // nothing of the old client is left
      continue;
    }
    // A batch may hold records from before a revocation, or from before a pause, that happened
    // while it was filled.
    if (partition == nullptr || partition->state != State::kRunning) continue;
    if (message->offset < partition->next_offset) continue;
    if (IsAnotherLog(partition->record_epoch, rd_kafka_message_leader_epoch(message))) {
      ++epoch_;  // nothing that is in flight may be committed
      partitions_.Hold(
          *partition, partition->next_offset,
          "leader epochs went back: the topic was made again, or its log was replaced");
      continue;
    }
    polled_.AddRecord(*partition, message);
  }
  return {};
}

Status KafkaSource::TakeError(Partition* partition, const rd_kafka_message_t* message) {
  rd_kafka_resp_err_t fatal = rd_kafka_fatal_error(handle_, nullptr, 0);
  bool is_fatal = message->err == RD_KAFKA_RESP_ERR__FATAL || fatal != RD_KAFKA_RESP_ERR_NO_ERROR;
  switch (AfterConsumerError(message->err, is_fatal)) {
    case ConsumerMove::kEndOfPartition:
      if (partition == nullptr || partition->state != State::kRunning) return {};
      partition->stable_end = std::max(partition->stable_end, message->offset);
      if (message->offset >= partition->next_offset) partition->end_reached = message->offset;
      return {};
    case ConsumerMove::kStopPartition:
      // The text names topic, partition and offsets; errors have no record content.
      if (partition != nullptr)
        partitions_.Hold(*partition, partition->next_offset, rd_kafka_message_errstr(message));
      return {};
    case ConsumerMove::kSay:
      spdlog::warn("{}: {}", rd_kafka_name(handle_), rd_kafka_message_errstr(message));
      return {};
    case ConsumerMove::kStopProcess: {
      std::string why = Describe(message->err) + " (" + rd_kafka_message_errstr(message) + ")";
      bool fenced = fatal == RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID ||
                    message->err == RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID;
      if (fenced && options_.client.static_member) return Fenced(why);
      if (message->err == RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED)
        why += ": no right to Read group " + options_.client.group;
      return Fail(ErrorCode::kConflict, "the consumer cannot go on: " + why);
    }
  }
  return {};
}

// --- Fenced ---

// The client is dead. A new one, which joins nothing, asks who has our id.
Status KafkaSource::Fenced(const std::string& why) {
  spdlog::warn(
      "{}: fenced: {}: member {} of group {} joined elsewhere, or its own join got no answer; "
      "waiting to see whether somebody keeps it alive",
      rd_kafka_name(handle_), why, options_.client.member_id, options_.client.group);
  fence_.emplace(std::chrono::milliseconds(options_.client.session_timeout_ms), clock_.Now());
  if (options_.fenced != nullptr) *options_.fenced = true;
  instance_due_ = {};
  instance_move_ = FencedMove::kAskAgain;
  return Reconnect();
}

Status KafkaSource::StepFenced(io::Time now) {
  switch (instance_move_) {
    case FencedMove::kAskAgain:
      if (fence_->NeedsNewClient(now)) {
        Disconnect();
        return Connect();
      }
      if (now < instance_due_) return {};
      instance_due_ = now + kInstanceEvery;
      lookup_->AskGroup(options_.client.group, options_.client.member_id);
      return {};
    case FencedMove::kJoin:
      spdlog::info("{}: nobody has member {} of group {} any more: joining again",
                   rd_kafka_name(handle_), options_.client.member_id, options_.client.group);
      fence_.reset();
      lookup_->AskGroupNoMore();
      if (options_.fenced != nullptr) *options_.fenced = false;
      return Subscribe();
    case FencedMove::kStopProcess:
      break;
  }
  return Fail(ErrorCode::kConflict,
              "the consumer was fenced (FENCED_INSTANCE_ID): another process "
              "is member " +
                  options_.client.member_id + " of group " + options_.client.group);
}

// --- Positions ---

void KafkaSource::Stop(const io::TopicPartition& id, const Error& why) {
  if (Partition* partition = partitions_.Find(id)) partitions_.Hold(*partition, -1, why.message);
}

void KafkaSource::TakeEnds(const StableEndsAnswer& answer) {
  for (const LogOffset& end : answer.offsets) {
    if (end.error != 0) continue;
    if (Partition* partition = partitions_.Find(end.partition))
      partition->stable_end = std::max(partition->stable_end, end.offset);
  }
}

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
    if (Partition* partition = partitions_.Find(committed.partition))
      partition->committed = committed.next_offset;
    opening_.NoteCommitted(committed.partition.topic);
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

// --- The end ---

Status KafkaSource::Close(bool leave, io::AssignmentListener& listener, io::Time deadline) {
  if (closed_) return {};
  closed_ = true;
  listener_ = &listener;
  polled_.Release();
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
  if (leave && !fence_) {
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
  if (Status connected = source->Connect(); !connected) return tl::unexpected(connected.error());
  if (Status subscribed = source->Subscribe(); !subscribed)
    return tl::unexpected(subscribed.error());
  return std::unique_ptr<io::Source>(std::move(source));
}

}  // namespace aegis::kafka
