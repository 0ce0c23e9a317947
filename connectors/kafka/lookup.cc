#include "connectors/kafka/lookup.h"

#include <algorithm>
#include <utility>

namespace aegis::kafka {
namespace {

constexpr int kAnswerMs = 2000;
constexpr int kCommittedSliceMs = 500;

Answer FromPartition(const rd_kafka_topic_partition_t& partition) {
  Answer answer;
  answer.partition = {partition.topic, partition.partition};
  answer.error = partition.err;
  answer.offset = partition.offset;
  answer.leader_epoch = rd_kafka_topic_partition_get_leader_epoch(&partition);
  if (partition.metadata != nullptr) {
    answer.text.assign(static_cast<const char*>(partition.metadata), partition.metadata_size);
  }
  return answer;
}

}  // namespace

Lookup::Lookup(rd_kafka_t* handle) : handle_(handle), queue_(rd_kafka_queue_new(handle)) {}

AdminOptions Lookup::Options(Question question, rd_kafka_admin_op_t operation,
                             std::span<const io::TopicPartition> asked) {
  Pending& pending = pending_[static_cast<size_t>(question)];
  pending.busy = true;
  pending.ticket = ++last_ticket_;
  pending.asked.assign(asked.begin(), asked.end());
  AdminOptions options(rd_kafka_AdminOptions_new(handle_, operation));
  rd_kafka_AdminOptions_set_opaque(options.get(), reinterpret_cast<void*>(pending.ticket));
  // While a broker is away, a waiting request makes the client connect without a pause.
  char ignored[128];
  rd_kafka_AdminOptions_set_request_timeout(options.get(), kAnswerMs, ignored, sizeof ignored);
  return options;
}

void Lookup::Ask(Question question, std::span<const io::TopicPartition> partitions) {
  if (partitions.empty() || busy(question)) return;
  switch (question) {
    case Question::kTopicIds:
      AskTopicIds(partitions);
      return;
    case Question::kCommitted:
      AskCommitted(partitions);
      return;
    case Question::kStarts:
      AskOffsets(question, partitions, {});
      return;
    case Question::kStableEnds:
      AskOffsets(question, {}, partitions);
      return;
  }
}

void Lookup::AskStarts(std::span<const io::TopicPartition> earliest,
                       std::span<const io::TopicPartition> latest) {
  if (!busy(Question::kStarts)) AskOffsets(Question::kStarts, earliest, latest);
}

void Lookup::AskTopicIds(std::span<const io::TopicPartition> partitions) {
  std::vector<io::TopicPartition> topics;
  for (const io::TopicPartition& partition : partitions) topics.push_back({partition.topic, -1});
  std::sort(topics.begin(), topics.end());
  topics.erase(std::unique(topics.begin(), topics.end()), topics.end());
  std::vector<const char*> names;
  for (const io::TopicPartition& topic : topics) names.push_back(topic.topic.c_str());
  AdminOptions options = Options(Question::kTopicIds, RD_KAFKA_ADMIN_OP_DESCRIBETOPICS, topics);
  rd_kafka_TopicCollection_t* collection =
      rd_kafka_TopicCollection_of_topic_names(names.data(), names.size());
  rd_kafka_DescribeTopics(handle_, collection, options.get(), queue_.get());
  rd_kafka_TopicCollection_destroy(collection);
}

// By the group's own coordinator connection, in a short slice. The admin API's request looks the
// coordinator up in a cache of librdkafka's that, by its source, can keep a broker that was away
// and is never connected again; after restarts of the broker, start positions were sometimes never
// answered. The offsets are stable, since the consumer reads committed only: a transaction that the
// last owner left open ends the slice without an answer.
void Lookup::AskCommitted(std::span<const io::TopicPartition> partitions) {
  PartitionList list = NewPartitionList(partitions.size());
  for (const io::TopicPartition& partition : partitions) {
    rd_kafka_topic_partition_list_add(list.get(), partition.topic.c_str(), partition.partition);
  }
  const rd_kafka_resp_err_t error = rd_kafka_committed(handle_, list.get(), kCommittedSliceMs);
  Answers& answers = committed_.emplace();
  answers.question = Question::kCommitted;
  for (int i = 0; i < list->cnt; ++i) {
    answers.list.push_back(FromPartition(list->elems[i]));
    if (error != RD_KAFKA_RESP_ERR_NO_ERROR) answers.list.back().error = error;
  }
}

void Lookup::AskOffsets(Question question, std::span<const io::TopicPartition> earliest,
                        std::span<const io::TopicPartition> latest) {
  std::vector<io::TopicPartition> all(earliest.begin(), earliest.end());
  all.insert(all.end(), latest.begin(), latest.end());
  AdminOptions options = Options(question, RD_KAFKA_ADMIN_OP_LISTOFFSETS, all);
  KafkaError(rd_kafka_AdminOptions_set_isolation_level(options.get(),
                                                       RD_KAFKA_ISOLATION_LEVEL_READ_COMMITTED));
  PartitionList list = NewPartitionList(all.size());
  for (size_t i = 0; i < all.size(); ++i) {
    rd_kafka_topic_partition_list_add(list.get(), all[i].topic.c_str(), all[i].partition)->offset =
        i < earliest.size() ? static_cast<int64_t>(RD_KAFKA_OFFSET_SPEC_EARLIEST)
                            : static_cast<int64_t>(RD_KAFKA_OFFSET_SPEC_LATEST);
  }
  rd_kafka_ListOffsets(handle_, list.get(), options.get(), queue_.get());
}

void Lookup::Forget() {
  committed_.reset();
  pending_[static_cast<size_t>(Question::kStarts)].busy = false;
}

std::optional<Answers> Lookup::Take() {
  if (committed_) return std::exchange(committed_, std::nullopt);
  for (;;) {
    Event event(rd_kafka_queue_poll(queue_.get(), 0));
    if (!event) return std::nullopt;
    if (std::optional<Answers> answers = Read(event.get())) return answers;
  }
}

std::optional<Answers> Lookup::Read(const rd_kafka_event_t* const_event) {
  auto* event = const_cast<rd_kafka_event_t*>(const_event);
  auto ticket = reinterpret_cast<uintptr_t>(rd_kafka_event_opaque(event));
  Pending* pending = nullptr;
  Answers answers;
  for (size_t i = 0; i < kQuestions; ++i) {
    if (!pending_[i].busy || pending_[i].ticket != ticket) continue;
    pending = &pending_[i];
    answers.question = static_cast<Question>(i);
  }
  if (pending == nullptr) return std::nullopt;  // forgotten
  pending->busy = false;
  if (rd_kafka_resp_err_t error = rd_kafka_event_error(event);
      error != RD_KAFKA_RESP_ERR_NO_ERROR) {
    answers.failed = true;
    for (const io::TopicPartition& asked : pending->asked) {
      Answer answer;
      answer.partition = asked;
      answer.error = error;
      answers.list.push_back(std::move(answer));
    }
    return answers;
  }
  size_t count = 0;
  switch (answers.question) {
    case Question::kTopicIds: {
      const rd_kafka_TopicDescription_t** topics = rd_kafka_DescribeTopics_result_topics(
          rd_kafka_event_DescribeTopics_result(event), &count);
      for (size_t i = 0; i < count; ++i) {
        Answer answer;
        answer.partition = {rd_kafka_TopicDescription_name(topics[i]), -1};
        answer.error = rd_kafka_error_code(rd_kafka_TopicDescription_error(topics[i]));
        size_t partitions = 0;
        rd_kafka_TopicDescription_partitions(topics[i], &partitions);
        answer.offset = static_cast<int64_t>(partitions);
        if (answer.error == 0)
          answer.text = UuidText(rd_kafka_TopicDescription_topic_id(topics[i]));
        answers.list.push_back(std::move(answer));
      }
      break;
    }
    case Question::kCommitted:
      break;  // is answered in AskCommitted
    case Question::kStarts:
    case Question::kStableEnds: {
      const rd_kafka_ListOffsetsResultInfo_t** infos =
          rd_kafka_ListOffsets_result_infos(rd_kafka_event_ListOffsets_result(event), &count);
      for (size_t i = 0; i < count; ++i) {
        answers.list.push_back(
            FromPartition(*rd_kafka_ListOffsetsResultInfo_topic_partition(infos[i])));
      }
      break;
    }
  }
  // Whoever is missing in the answer is asked again.
  for (const io::TopicPartition& asked : pending->asked) {
    bool answered = std::any_of(answers.list.begin(), answers.list.end(),
                                [&](const Answer& answer) { return answer.partition == asked; });
    if (answered) continue;
    Answer answer;
    answer.partition = asked;
    answer.error = RD_KAFKA_RESP_ERR__NOENT;
    answers.list.push_back(std::move(answer));
  }
  return answers;
}

}  // namespace aegis::kafka
