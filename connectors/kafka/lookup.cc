#include "connectors/kafka/lookup.h"

#include <algorithm>
#include <set>
#include <utility>

namespace aegis::kafka {
namespace {

constexpr int kAnswerMs = 2000;
constexpr int kSliceMs = 500;

}  // namespace

Lookup::Lookup(rd_kafka_t* handle) : handle_(handle), queue_(rd_kafka_queue_new(handle)) {}

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

void Lookup::AskGroup(const std::string& group, const std::string& instance_id) {
  if (asking_group()) return;
  instance_id_ = instance_id;
  AdminOptions options = Options(kGroup, RD_KAFKA_ADMIN_OP_DESCRIBECONSUMERGROUPS, {});
  const char* name = group.c_str();
  rd_kafka_DescribeConsumerGroups(handle_, &name, 1, options.get(), queue_.get());
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
      case kGroup:
        return ReadGroup(event);
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

GroupAnswer Lookup::ReadGroup(rd_kafka_event_t* event) const {
  GroupAnswer answer;
  answer.error = rd_kafka_event_error(event);
  if (answer.error != RD_KAFKA_RESP_ERR_NO_ERROR) return answer;
  size_t count = 0;
  const rd_kafka_ConsumerGroupDescription_t** groups =
      rd_kafka_DescribeConsumerGroups_result_groups(
          rd_kafka_event_DescribeConsumerGroups_result(event), &count);
  if (count != 1) {
    answer.error = RD_KAFKA_RESP_ERR__NOENT;
    return answer;
  }
  answer.error = rd_kafka_error_code(rd_kafka_ConsumerGroupDescription_error(groups[0]));
  if (answer.error != RD_KAFKA_RESP_ERR_NO_ERROR) return answer;
  answer.stable =
      rd_kafka_ConsumerGroupDescription_state(groups[0]) == RD_KAFKA_CONSUMER_GROUP_STATE_STABLE;
  for (size_t i = 0; i < rd_kafka_ConsumerGroupDescription_member_count(groups[0]); ++i) {
    const rd_kafka_MemberDescription_t* member =
        rd_kafka_ConsumerGroupDescription_member(groups[0], i);
    const char* instance = rd_kafka_MemberDescription_group_instance_id(member);
    if (instance != nullptr && instance == instance_id_)
      answer.member_id = rd_kafka_MemberDescription_consumer_id(member);
    const rd_kafka_topic_partition_list_t* has =
        rd_kafka_MemberAssignment_partitions(rd_kafka_MemberDescription_assignment(member));
    for (int p = 0; has != nullptr && p < has->cnt; ++p) {
      answer.assigned.push_back({has->elems[p].topic, has->elems[p].partition});
    }
  }
  return answer;
}

}  // namespace aegis::kafka
