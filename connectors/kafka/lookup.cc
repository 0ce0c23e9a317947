#include "connectors/kafka/lookup.h"

#include <algorithm>
#include <set>
#include <utility>

#include "connectors/kafka/group_members.h"

namespace aegis::kafka {
namespace {

constexpr int kAnswerMs = 2000;
constexpr int kSliceMs = 500;

}  // namespace

Lookup::Lookup(rd_kafka_t* handle, ClientSettings settings)
    : handle_(handle), settings_(std::move(settings)), queue_(rd_kafka_queue_new(handle)) {}

Lookup::~Lookup() { AskGroupNoMore(); }

void Lookup::AskGroupNoMore() {
  if (asker_ != nullptr) rd_kafka_destroy_flags(asker_, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE);
  asker_ = nullptr;
}

// --- Asking ---

AdminOptions Lookup::Options(Question question, rd_kafka_admin_op_t operation,
                             std::vector<io::TopicPartition> asked) {
  Pending& pending = pending_[question];
  pending.busy = true;
  pending.ticket = ++last_ticket_;
  pending.asked = std::move(asked);
  AdminOptions options(rd_kafka_AdminOptions_new(handle_, operation));
  rd_kafka_AdminOptions_set_opaque(options.get(), reinterpret_cast<void*>(pending.ticket));
  // While a broker is away, a waiting request makes the client connect without a pause.
  char ignored[128];
  rd_kafka_AdminOptions_set_request_timeout(options.get(), kAnswerMs, ignored, sizeof ignored);
  return options;
}

void Lookup::AskTopicIds(std::span<const io::TopicPartition> partitions) {
  if (partitions.empty() || asking_topic_ids()) return;
  std::vector<io::TopicPartition> topics;
  for (const io::TopicPartition& partition : partitions) topics.push_back({partition.topic, -1});
  std::sort(topics.begin(), topics.end());
  topics.erase(std::unique(topics.begin(), topics.end()), topics.end());
  std::vector<const char*> names;
  for (const io::TopicPartition& topic : topics) names.push_back(topic.topic.c_str());
  rd_kafka_TopicCollection_t* collection =
      rd_kafka_TopicCollection_of_topic_names(names.data(), names.size());
  AdminOptions options = Options(kTopicIds, RD_KAFKA_ADMIN_OP_DESCRIBETOPICS, std::move(topics));
  KafkaError(rd_kafka_AdminOptions_set_include_authorized_operations(options.get(), 1));
  rd_kafka_DescribeTopics(handle_, collection, options.get(), queue_.get());
  rd_kafka_TopicCollection_destroy(collection);
}

// By the group's own coordinator connection, in a short slice. The admin API's request looks the
// coordinator up in a cache of librdkafka's that, by its source, can keep a broker that was away
// and is never connected again; after restarts of the broker, start positions were sometimes never
// answered. The offsets are stable, since the consumer reads committed only: a transaction that the
// last owner left open ends the slice without an answer.
void Lookup::AskCommitted(std::span<const io::TopicPartition> partitions) {
  if (partitions.empty() || committed_) return;
  PartitionList list = NewPartitionList(partitions.size());
  for (const io::TopicPartition& partition : partitions) {
    rd_kafka_topic_partition_list_add(list.get(), partition.topic.c_str(), partition.partition);
  }
  const rd_kafka_resp_err_t error = rd_kafka_committed(handle_, list.get(), kSliceMs);
  CommittedOffsetsAnswer& answer = committed_.emplace();
  for (int i = 0; i < list->cnt; ++i) {
    const rd_kafka_topic_partition_t& from = list->elems[i];
    CommittedOffsetsAnswer::Offset& to = answer.offsets.emplace_back();
    to.partition = {from.topic, from.partition};
    to.error = error != RD_KAFKA_RESP_ERR_NO_ERROR ? error : from.err;
    to.offset = from.offset;
    to.leader_epoch = rd_kafka_topic_partition_get_leader_epoch(&from);
    if (from.metadata != nullptr)
      to.metadata.assign(static_cast<const char*>(from.metadata), from.metadata_size);
  }
}

void Lookup::AskLogStarts(std::span<const io::TopicPartition> earliest,
                          std::span<const io::TopicPartition> latest) {
  AskOffsets(kLogStarts, earliest, latest);
}

void Lookup::AskStableEnds(std::span<const io::TopicPartition> partitions) {
  AskOffsets(kStableEnds, {}, partitions);
}

void Lookup::AskOffsets(Question question, std::span<const io::TopicPartition> earliest,
                        std::span<const io::TopicPartition> latest) {
  if (pending_[question].busy || (earliest.empty() && latest.empty())) return;
  std::vector<io::TopicPartition> all(earliest.begin(), earliest.end());
  all.insert(all.end(), latest.begin(), latest.end());
  PartitionList list = NewPartitionList(all.size());
  for (size_t i = 0; i < all.size(); ++i) {
    rd_kafka_topic_partition_list_add(list.get(), all[i].topic.c_str(), all[i].partition)->offset =
        i < earliest.size() ? static_cast<int64_t>(RD_KAFKA_OFFSET_SPEC_EARLIEST)
                            : static_cast<int64_t>(RD_KAFKA_OFFSET_SPEC_LATEST);
  }
  AdminOptions options = Options(question, RD_KAFKA_ADMIN_OP_LISTOFFSETS, std::move(all));
  KafkaError(rd_kafka_AdminOptions_set_isolation_level(options.get(),
                                                       RD_KAFKA_ISOLATION_LEVEL_READ_COMMITTED));
  rd_kafka_ListOffsets(handle_, list.get(), options.get(), queue_.get());
}

// By the old call, in a short slice. The admin API's request for a group frees what it still needs
// where its coordinator goes away at the wrong moment, and the process dies of an assertion
// (librdkafka #4605, #5397). By a client of its own, because the consumer's connections have a
// fetch before every question, which waits for records.
void Lookup::AskGroup(const std::string& group, const std::string& instance_id) {
  GroupAnswer& answer = group_.emplace();
  if (asker_ == nullptr) {
    Result<Conf> conf = MakeConf(AdminProperties(settings_));
    Result<rd_kafka_t*> made =
        conf ? NewHandle(RD_KAFKA_CONSUMER, std::move(*conf)) : tl::unexpected(conf.error());
    if (!made) {
      answer.error = RD_KAFKA_RESP_ERR__CRIT_SYS_RESOURCE;
      return;
    }
    asker_ = *made;
  }
  const rd_kafka_group_list* listed = nullptr;
  const rd_kafka_resp_err_t error = rd_kafka_list_groups(asker_, group.c_str(), &listed, kSliceMs);
  const GroupList groups(listed);
  // A broker that does not answer may be the one that has the group.
  answer.error = error;
  for (int i = 0; groups != nullptr && i < groups->group_cnt; ++i) {
    const rd_kafka_group_info& info = groups->groups[i];
    answer.error = info.err;
    if (info.err != RD_KAFKA_RESP_ERR_NO_ERROR) continue;
    answer.stable = std::string_view(info.state) == "Stable";
    for (const rd_kafka_group_member_info& member :
         std::span(info.members, static_cast<size_t>(info.member_cnt))) {
      if (IsMemberOf(instance_id, member.member_id)) answer.member_id = member.member_id;
      ReadAssignment({static_cast<const char*>(member.member_assignment),
                      static_cast<size_t>(member.member_assignment_size)},
                     &answer.assigned);
    }
    return;
  }
}

bool Lookup::HasCoordinator() {
  const PartitionList nothing = NewPartitionList(1);
  rd_kafka_topic_partition_list_add(nothing.get(), "none", 0);
  switch (rd_kafka_committed(handle_, nothing.get(), kSliceMs)) {
    case RD_KAFKA_RESP_ERR__TIMED_OUT:
    case RD_KAFKA_RESP_ERR__WAIT_COORD:
    case RD_KAFKA_RESP_ERR__TRANSPORT:
      return false;
    default:  // whatever it says
      return true;
  }
}

std::optional<std::vector<io::TopicPartition>> Lookup::AskPartitions(
    const std::function<bool(const std::string&)>& wanted) {
  const rd_kafka_metadata_t* metadata = nullptr;
  if (rd_kafka_metadata(handle_, 1, nullptr, &metadata, kSliceMs) != RD_KAFKA_RESP_ERR_NO_ERROR)
    return std::nullopt;
  std::vector<io::TopicPartition> partitions;
  for (int t = 0; t < metadata->topic_cnt; ++t) {
    const rd_kafka_metadata_topic_t& topic = metadata->topics[t];
    if (topic.err != RD_KAFKA_RESP_ERR_NO_ERROR || !wanted(topic.topic)) continue;
    for (int p = 0; p < topic.partition_cnt; ++p) {
      partitions.push_back({topic.topic, topic.partitions[p].id});
    }
  }
  rd_kafka_metadata_destroy(metadata);
  return partitions;
}

void Lookup::ForgetPositions() {
  committed_.reset();
  pending_[kLogStarts].busy = false;
}

// --- Answers ---

std::optional<Answer> Lookup::Take() {
  if (committed_) return Answer(*std::exchange(committed_, std::nullopt));
  if (group_) return Answer(*std::exchange(group_, std::nullopt));
  for (;;) {
    Event event(rd_kafka_queue_poll(queue_.get(), 0));
    if (!event) return std::nullopt;
    if (std::optional<Answer> answer = Read(event.get())) return answer;
  }
}

std::optional<Answer> Lookup::Read(rd_kafka_event_t* event) {
  auto ticket = reinterpret_cast<uintptr_t>(rd_kafka_event_opaque(event));
  for (size_t i = 0; i < kQuestions; ++i) {
    Pending& pending = pending_[i];
    if (!pending.busy || pending.ticket != ticket) continue;
    pending.busy = false;
    bool unanswered = rd_kafka_event_error(event) != RD_KAFKA_RESP_ERR_NO_ERROR;
    switch (static_cast<Question>(i)) {
      case kTopicIds:
        return ReadTopicIds(event, pending);
      case kLogStarts:
        return LogStartsAnswer{unanswered, ReadOffsets(event, pending)};
      case kStableEnds:
        return StableEndsAnswer{unanswered, ReadOffsets(event, pending)};
    }
  }
  return std::nullopt;  // forgotten
}

TopicIdsAnswer Lookup::ReadTopicIds(rd_kafka_event_t* event, const Pending& pending) {
  TopicIdsAnswer answer;
  std::set<std::string> answered;
  int missing = RD_KAFKA_RESP_ERR__NOENT;
  if (rd_kafka_resp_err_t error = rd_kafka_event_error(event);
      error != RD_KAFKA_RESP_ERR_NO_ERROR) {
    answer.unanswered = true;
    missing = error;
  } else {
    size_t count = 0;
    const rd_kafka_TopicDescription_t** topics =
        rd_kafka_DescribeTopics_result_topics(rd_kafka_event_DescribeTopics_result(event), &count);
    for (size_t i = 0; i < count; ++i) {
      TopicIdsAnswer::Topic& topic = answer.topics.emplace_back();
      topic.name = rd_kafka_TopicDescription_name(topics[i]);
      topic.error = rd_kafka_error_code(rd_kafka_TopicDescription_error(topics[i]));
      size_t partitions = 0;
      rd_kafka_TopicDescription_partitions(topics[i], &partitions);
      topic.partitions = static_cast<int32_t>(partitions);
      if (topic.error == 0) topic.id = UuidText(rd_kafka_TopicDescription_topic_id(topics[i]));
      size_t operations = 0;
      const rd_kafka_AclOperation_t* allowed =
          rd_kafka_TopicDescription_authorized_operations(topics[i], &operations);
      topic.may_read = operations == 0 ||
                       std::find(allowed, allowed + operations, RD_KAFKA_ACL_OPERATION_READ) !=
                           allowed + operations;
      answered.insert(topic.name);
    }
  }
  for (const io::TopicPartition& asked : pending.asked) {
    if (answered.contains(asked.topic)) continue;
    answer.topics.push_back(
        {.name = asked.topic, .error = missing, .id = {}, .partitions = 0, .may_read = true});
  }
  return answer;
}

std::vector<LogOffset> Lookup::ReadOffsets(rd_kafka_event_t* event, const Pending& pending) {
  std::vector<LogOffset> offsets;
  std::set<io::TopicPartition> answered;
  int missing = RD_KAFKA_RESP_ERR__NOENT;
  if (rd_kafka_resp_err_t error = rd_kafka_event_error(event);
      error != RD_KAFKA_RESP_ERR_NO_ERROR) {
    missing = error;
  } else {
    size_t count = 0;
    const rd_kafka_ListOffsetsResultInfo_t** infos =
        rd_kafka_ListOffsets_result_infos(rd_kafka_event_ListOffsets_result(event), &count);
    for (size_t i = 0; i < count; ++i) {
      const rd_kafka_topic_partition_t* from =
          rd_kafka_ListOffsetsResultInfo_topic_partition(infos[i]);
      LogOffset& to = offsets.emplace_back();
      to.partition = {from->topic, from->partition};
      to.error = from->err;
      to.offset = from->offset;
      to.leader_epoch = rd_kafka_topic_partition_get_leader_epoch(from);
      answered.insert(to.partition);
    }
  }
  for (const io::TopicPartition& asked : pending.asked) {
    if (!answered.contains(asked)) offsets.push_back({.partition = asked, .error = missing});
  }
  return offsets;
}

}  // namespace aegis::kafka
