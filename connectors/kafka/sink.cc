#include "connectors/kafka/sink.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <unordered_map>

#include "connectors/kafka/producer.h"
#include "connectors/kafka/transaction.h"

namespace aegis::kafka {
namespace {

// librdkafka's default, below the brokers' default of max.message.bytes.
constexpr size_t kDefaultBatchBytes = 1'000'000;

class KafkaSink final : public io::Sink {
 public:
  KafkaSink(ClientSettings settings, const io::Clock& clock, std::shared_ptr<const bool> fenced)
      : settings_(std::move(settings)), clock_(clock), member_fenced_(std::move(fenced)) {}

  ~KafkaSink() override { DropProducer(); }

  Status MakeProducer(bool one_by_one) {
    DropProducer();
    Result<std::unique_ptr<Producer>> producer = Producer::New(settings_, batch_bytes_, one_by_one);
    if (!producer) return tl::unexpected(producer.error());
    producer_ = std::move(*producer);
    made_with_batch_bytes_ = batch_bytes_;
    return {};
  }

  Result<std::unique_ptr<io::Transaction>> Begin(io::Time deadline) override {
    if (needs_renewal())
      return Fail(ErrorCode::kInternal, "a transaction was begun on a spent producer");
    producer_->reports() = {};
    KafkaError error(rd_kafka_begin_transaction(producer_->handle()));
    if (error) {
      producer_->Break(Classify(error.get()));
      return Fail(ErrorCode::kUnavailable,
                  "a transaction cannot begin: " + kafka::Describe(error.get()));
    }
    return std::make_unique<KafkaTransaction>(*producer_, outputs_, clock_, deadline);
  }

  bool needs_renewal() const override {
    return !producer_->initialised() || producer_->spent() || made_with_batch_bytes_ > batch_bytes_;
  }

  Status Renew(bool one_by_one, io::Time deadline) override {
    if (member_fenced_ != nullptr && *member_fenced_)
      return Fail(ErrorCode::kUnavailable, "fenced: waiting until it is known who has the ids");
    if (producer_->fenced()) {
      io::Time now = clock_.Now();
      if (!take_back_at_) take_back_at_ = now + RenewDelay(ErrorClass::kFenced);
      if (now < *take_back_at_)
        return Fail(ErrorCode::kUnavailable, "fenced: waiting before the id is taken back");
    }
    take_back_at_.reset();
    bool usable = !producer_->initialised() && !producer_->spent() &&
                  made_with_batch_bytes_ == batch_bytes_ && producer_->one_by_one() == one_by_one;
    if (!usable) {
      if (Status made = MakeProducer(one_by_one); !made) return made;
    }
    return producer_->Initialise(clock_, deadline);
  }

  Result<io::TopicInfo> Describe(std::string_view topic, io::Time deadline) override {
    std::string name(topic);
    int timeout = std::max(MillisecondsUntil(deadline, clock_.Now()), 1);
    Result<Event> event = AskDescribeTopics(producer_->handle(), {name}, true, timeout);
    if (!event) return Fail(event.error().code, "topic " + name + ": " + event.error().message);
    size_t count = 0;
    const rd_kafka_TopicDescription_t** descriptions = rd_kafka_DescribeTopics_result_topics(
        rd_kafka_event_DescribeTopics_result(event->get()), &count);
    if (count != 1) return Fail(ErrorCode::kInternal, "topic " + name + ": no description");
    const rd_kafka_TopicDescription_t* description = descriptions[0];
    if (const rd_kafka_error_t* error = rd_kafka_TopicDescription_error(description);
        rd_kafka_error_code(error) != RD_KAFKA_RESP_ERR_NO_ERROR) {
      const ErrorCode kind = KindOf(rd_kafka_error_code(error));
      return Fail(kind, "topic " + name + ": " + kafka::Describe(rd_kafka_error_code(error)) +
                            (kind == ErrorCode::kPermission
                                 ? ": no right to Describe and Write, if it exists"
                                 : ""));
    }
    if (!MayWrite(description)) {
      return Fail(ErrorCode::kPermission, "topic " + name + ": no right to Write");
    }
    size_t partitions = 0;
    rd_kafka_TopicDescription_partitions(description, &partitions);
    io::TopicHandle handle = HandleOf(name);
    Output& output = outputs_[handle];
    output.info.handle = handle;
    output.info.partitions = static_cast<int32_t>(partitions);
    output.info.topic_id = UuidText(rd_kafka_TopicDescription_topic_id(description));
    output.max_message_bytes =
        AskMaxMessageBytes(name, std::max(MillisecondsUntil(deadline, clock_.Now()), 1));
    if (output.max_message_bytes > 0)
      batch_bytes_ = std::min(batch_bytes_, output.max_message_bytes);
    return output.info;
  }

  Status GrowTopic(std::string_view topic, int32_t partitions, io::Time deadline) override {
    std::string name(topic);
    int timeout = std::max(MillisecondsUntil(deadline, clock_.Now()), 1);
    char why[256];
    rd_kafka_NewPartitions_t* wanted =
        rd_kafka_NewPartitions_new(name.c_str(), static_cast<size_t>(partitions), why, sizeof why);
    if (wanted == nullptr) return Fail(ErrorCode::kInternal, "topic " + name + ": " + why);
    Queue queue(rd_kafka_queue_new(producer_->handle()));
    rd_kafka_CreatePartitions(producer_->handle(), &wanted, 1, nullptr, queue.get());
    Result<Event> event = Await(queue.get(), RD_KAFKA_EVENT_CREATEPARTITIONS_RESULT, timeout);
    rd_kafka_NewPartitions_destroy(wanted);
    if (!event) return Fail(event.error().code, "topic " + name + ": " + event.error().message);
    size_t count = 0;
    const rd_kafka_topic_result_t** results = rd_kafka_CreatePartitions_result_topics(
        rd_kafka_event_CreatePartitions_result(event->get()), &count);
    for (size_t i = 0; i < count; ++i) {
      rd_kafka_resp_err_t code = rd_kafka_topic_result_error(results[i]);
      // Another worker was faster.
      if (code == RD_KAFKA_RESP_ERR_INVALID_PARTITIONS) continue;
      if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return Fail(KindOf(code),
                    "topic " + name + " cannot get more partitions: " + kafka::Describe(code));
      }
    }
    return {};
  }

 private:
  static ErrorCode KindOf(rd_kafka_resp_err_t code) {
    switch (code) {
      case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART:
      case RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC:
      case RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION:
        return ErrorCode::kNotFound;
      case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED:
      case RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED:
        return ErrorCode::kPermission;
      default:
        return ErrorCode::kUnavailable;
    }
  }

  static bool MayWrite(const rd_kafka_TopicDescription_t* description) {
    size_t count = 0;
    const rd_kafka_AclOperation_t* operations =
        rd_kafka_TopicDescription_authorized_operations(description, &count);
    if (operations == nullptr || count == 0) return true;  // the broker does not say
    return std::find(operations, operations + count, RD_KAFKA_ACL_OPERATION_WRITE) !=
           operations + count;
  }

  // 0 when the broker does not tell (DescribeConfigs is a right of its own): then the default has
  // to do, and a record that is refused is found one by one.
  size_t AskMaxMessageBytes(const std::string& topic, int timeout_ms) {
    rd_kafka_ConfigResource_t* resource =
        rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic.c_str());
    Queue queue(rd_kafka_queue_new(producer_->handle()));
    rd_kafka_DescribeConfigs(producer_->handle(), &resource, 1, nullptr, queue.get());
    Result<Event> event = Await(queue.get(), RD_KAFKA_EVENT_DESCRIBECONFIGS_RESULT, timeout_ms);
    rd_kafka_ConfigResource_destroy(resource);
    if (!event) return 0;
    size_t count = 0;
    const rd_kafka_ConfigResource_t** resources = rd_kafka_DescribeConfigs_result_resources(
        rd_kafka_event_DescribeConfigs_result(event->get()), &count);
    for (size_t i = 0; i < count; ++i) {
      size_t entries = 0;
      const rd_kafka_ConfigEntry_t** configs =
          rd_kafka_ConfigResource_configs(resources[i], &entries);
      for (size_t j = 0; j < entries; ++j) {
        if (std::string_view(rd_kafka_ConfigEntry_name(configs[j])) != "max.message.bytes")
          continue;
        std::string_view text = rd_kafka_ConfigEntry_value(configs[j]);
        size_t bytes = 0;
        std::from_chars(text.data(), text.data() + text.size(), bytes);
        return bytes;
      }
    }
    return 0;
  }

  io::TopicHandle HandleOf(const std::string& name) {
    auto [at, is_new] = handles_.try_emplace(name, static_cast<io::TopicHandle>(outputs_.size()));
    if (is_new)
      outputs_.push_back(Output{.name = name, .info = {}, .max_message_bytes = 0, .topic = {}});
    return at->second;
  }

  void DropProducer() {
    // Topic objects belong to the client that made them.
    for (Output& output : outputs_) output.topic.reset();
    producer_.reset();
  }

  ClientSettings settings_;
  const io::Clock& clock_;
  size_t batch_bytes_ = kDefaultBatchBytes;
  size_t made_with_batch_bytes_ = kDefaultBatchBytes;
  std::vector<Output> outputs_;
  std::unordered_map<std::string, io::TopicHandle> handles_;
  std::unique_ptr<Producer> producer_;
  std::shared_ptr<const bool> member_fenced_;
  std::optional<io::Time> take_back_at_;  // a fenced producer waits: see RenewDelay
};

}  // namespace

Result<std::unique_ptr<io::Sink>> NewSink(ClientSettings settings, const io::Clock& clock,
                                          std::shared_ptr<const bool> fenced) {
  auto sink = std::make_unique<KafkaSink>(std::move(settings), clock, std::move(fenced));
  if (Status made = sink->MakeProducer(false); !made) return tl::unexpected(made.error());
  return std::unique_ptr<io::Sink>(std::move(sink));
}

}  // namespace aegis::kafka
