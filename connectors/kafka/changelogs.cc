#include "connectors/kafka/changelogs.h"

#include <librdkafka/rdkafka.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "connectors/kafka/admin.h"
#include "connectors/kafka/handles.h"

namespace aegis::kafka {
namespace {

using Consumer = std::shared_ptr<rd_kafka_t>;
using Message = std::unique_ptr<rd_kafka_message_t, Destroyer<rd_kafka_message_destroy>>;

// Who else reads with the same client.
enum class Among : uint8_t { kAlone, kOthers };

constexpr size_t kMessagesTogether = 5000;
// The broker's own default.
constexpr int kDefaultReplication = -1;
// A restore of many partitions has as many clients.
constexpr char kQueuedKilobytes[] = "16384";
// Side by side, the client keeps that much, and one fetch more, of each partition.
constexpr char kQueuedKilobytesOfMany[] = "512";
constexpr char kFetchBytesOfMany[] = "524288";
// Nobody waits for these: a broker answers twice a second, or when that much is there.
constexpr char kFetchAtLeastOfMany[] = "65536";

// One partition of a consumer, which ends without waiting for anybody: it is in no group.
class KafkaChangelogReader final : public io::ChangelogReader {
 public:
  KafkaChangelogReader(Consumer consumer, Among among, io::TopicPartition changelog, int64_t from,
                       const io::Clock& clock)
      : changelog_(std::move(changelog)),
        position_(from),
        clock_(clock),
        consumer_(std::move(consumer)),
        among_(among),
        records_queue_(among == Among::kAlone
                           ? rd_kafka_queue_get_consumer(consumer_.get())
                           : rd_kafka_queue_get_partition(consumer_.get(), changelog_.topic.c_str(),
                                                          changelog_.partition)),
        answers_(rd_kafka_queue_new(consumer_.get())),
        messages_(kMessagesTogether) {}
  ~KafkaChangelogReader() override {
    Release();
    if (!assigned_ || among_ == Among::kAlone) return;
    KafkaError(rd_kafka_incremental_unassign(consumer_.get(), Partition(position_).get()));
    // What was fetched stays in the partition's queue, and the client lives on. What still comes
    // is not taken for it any more.
    for (;;) {
      const ssize_t count =
          rd_kafka_consume_batch_queue(records_queue_.get(), 0, messages_.data(), messages_.size());
      if (count <= 0) break;
      held_ = static_cast<size_t>(count);
      Release();
    }
  }

  Status Start() {
    if (among_ == Among::kAlone) {
      const rd_kafka_resp_err_t error =
          rd_kafka_assign(consumer_.get(), Partition(position_).get());
      if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
        return Fail(ErrorCode::kUnavailable, Name() + ": " + Describe(error));
    } else {
      // To a queue of its own.
      rd_kafka_queue_forward(records_queue_.get(), nullptr);
      const KafkaError error(
          rd_kafka_incremental_assign(consumer_.get(), Partition(position_).get()));
      if (error != nullptr)
        return Fail(ErrorCode::kUnavailable, Name() + ": " + Describe(error.get()));
    }
    assigned_ = true;
    return {};
  }

  Result<std::optional<int64_t>> End(io::Time deadline) override {
    if (end_) return end_;
    if (!asked_) AskEnd();
    const Event event(
        rd_kafka_queue_poll(answers_.get(), MillisecondsUntil(deadline, clock_.Now())));
    if (!event) return std::optional<int64_t>();
    asked_ = false;
    // What went wrong may be over the next time.
    if (rd_kafka_event_error(event.get()) != RD_KAFKA_RESP_ERR_NO_ERROR)
      return std::optional<int64_t>();
    const rd_kafka_ListOffsets_result_t* result = rd_kafka_event_ListOffsets_result(event.get());
    size_t count = 0;
    const rd_kafka_ListOffsetsResultInfo_t** infos =
        result == nullptr ? nullptr : rd_kafka_ListOffsets_result_infos(result, &count);
    for (size_t i = 0; i < count; ++i) {
      const rd_kafka_topic_partition_t* partition =
          rd_kafka_ListOffsetsResultInfo_topic_partition(infos[i]);
      if (partition->err == RD_KAFKA_RESP_ERR_NO_ERROR && partition->offset >= 0)
        end_ = partition->offset;
    }
    return end_;
  }

  Result<std::span<const Record>> Poll(io::Time deadline) override {
    Release();
    // The client's own events; of records there are none in that queue.
    if (among_ == Among::kOthers) Message(rd_kafka_consumer_poll(consumer_.get(), 0));
    ssize_t count =
        rd_kafka_consume_batch_queue(records_queue_.get(), 0, messages_.data(), messages_.size());
    if (count == 0) {
      // A batch call waits until its array is full: so wait for one, then take what is there.
      const int wait = MillisecondsUntil(deadline, clock_.Now());
      if (wait > 0)
        count = rd_kafka_consume_batch_queue(records_queue_.get(), wait, messages_.data(), 1);
    }
    if (count < 0) return Fail(ErrorCode::kUnavailable, Name() + ": cannot be read");
    held_ = static_cast<size_t>(count);
    for (size_t i = 0; i < held_; ++i) {
      const rd_kafka_message_t* message = messages_[i];
      switch (message->err) {
        case RD_KAFKA_RESP_ERR_NO_ERROR:
          Add(message);
          position_ = message->offset + 1;
          break;
        case RD_KAFKA_RESP_ERR__PARTITION_EOF:
          // Behind markers and what was aborted.
          position_ = std::max(position_, message->offset);
          break;
        case RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET:
        case RD_KAFKA_RESP_ERR__LOG_TRUNCATION:
          return Fail(ErrorCode::kNotFound,
                      Name() + ": offset " + std::to_string(position_) + " is not there any more");
        case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED:
          return Fail(ErrorCode::kPermission, Name() + ": no right to Read");
        default:
          // The client tries again by itself.
          break;
      }
    }
    return std::span<const Record>(records_);
  }

  int64_t position() const override { return position_; }

 private:
  std::string Name() const {
    return "changelog " + changelog_.topic + " [" + std::to_string(changelog_.partition) + "]";
  }

  PartitionList Partition(int64_t offset) const {
    PartitionList list = NewPartitionList(1);
    rd_kafka_topic_partition_list_add(list.get(), changelog_.topic.c_str(), changelog_.partition)
        ->offset = offset;
    return list;
  }

  // With what is still open: nothing of it may be left unread once it has ended.
  void AskEnd() {
    const PartitionList list = Partition(RD_KAFKA_OFFSET_SPEC_LATEST);
    const AdminOptions options(
        rd_kafka_AdminOptions_new(consumer_.get(), RD_KAFKA_ADMIN_OP_LISTOFFSETS));
    KafkaError(rd_kafka_AdminOptions_set_isolation_level(
        options.get(), RD_KAFKA_ISOLATION_LEVEL_READ_UNCOMMITTED));
    rd_kafka_ListOffsets(consumer_.get(), list.get(), options.get(), answers_.get());
    asked_ = true;
  }

  void Add(const rd_kafka_message_t* message) {
    Record& record = records_.emplace_back();
    record.topic = changelog_.topic;
    record.partition = message->partition;
    record.offset = message->offset;
    if (message->key != nullptr)
      record.key = {static_cast<const char*>(message->key), message->key_len};
    if (message->payload != nullptr)
      record.value = {static_cast<const char*>(message->payload), message->len};
  }

  void Release() {
    for (size_t i = 0; i < held_; ++i) rd_kafka_message_destroy(messages_[i]);
    held_ = 0;
    records_.clear();
  }

  const io::TopicPartition changelog_;
  int64_t position_;
  const io::Clock& clock_;
  const Consumer consumer_;
  const Among among_;
  bool assigned_ = false;
  Queue records_queue_;
  Queue answers_;
  bool asked_ = false;
  std::optional<int64_t> end_;
  std::vector<rd_kafka_message_t*> messages_;
  size_t held_ = 0;
  std::vector<Record> records_;
};

class KafkaChangelogs final : public io::Changelogs {
 public:
  KafkaChangelogs(ClientSettings settings, Among among, std::unique_ptr<Admin> admin,
                  const io::Clock& clock)
      : settings_(std::move(settings)), among_(among), admin_(std::move(admin)), clock_(clock) {}

  Status Create(std::string_view topic, int32_t partitions, io::Time deadline) override {
    const std::string name(topic);
    const Status made = admin_->CreateTopic(name, partitions, kDefaultReplication,
                                            {{"cleanup.policy", "compact"}}, Left(deadline));
    if (made || made.error().code == ErrorCode::kUnavailable) return made;
    // Mostly because it is there.
    if (Status good = Check(topic, deadline); !good) return good;
    const Status grown = admin_->GrowTopic(name, partitions, Left(deadline));
    if (!grown && grown.error().code == ErrorCode::kNotFound)
      return Fail(made.error().code, "changelog " + name + ": " + made.error().message);
    return grown;
  }

  Status Check(std::string_view topic, io::Time deadline) override {
    const std::string name(topic);
    const auto config = admin_->TopicConfig(name, Left(deadline));
    // Without the right to ask, whoever made it answers for it.
    if (!config || !config->contains("cleanup.policy")) return {};
    const std::string& policy = config->at("cleanup.policy");
    if (policy == "compact") return {};
    return Fail(ErrorCode::kInvalidArgument,
                "changelog " + name + ": it has cleanup.policy=" + policy +
                    ", and what it deletes would be missing from a restored state; it must be "
                    "compact");
  }

  Result<std::unique_ptr<io::ChangelogReader>> Open(const io::TopicPartition& changelog,
                                                    int64_t from) override {
    Consumer consumer = shared_;
    if (consumer == nullptr) {
      auto made = NewConsumer();
      if (!made) return tl::unexpected(made.error());
      consumer = std::move(*made);
      if (among_ == Among::kOthers) shared_ = consumer;
    }
    auto reader = std::make_unique<KafkaChangelogReader>(std::move(consumer), among_, changelog,
                                                         from, clock_);
    if (Status started = reader->Start(); !started) return tl::unexpected(started.error());
    return std::unique_ptr<io::ChangelogReader>(std::move(reader));
  }

 private:
  Result<Consumer> NewConsumer() const {
    Properties properties = AdminProperties(settings_);
    properties.emplace_back("isolation.level", "read_committed");
    properties.emplace_back("enable.partition.eof", "true");
    properties.emplace_back("auto.offset.reset", "error");
    // As of the worker's own consumer: the default idles both sides.
    properties.emplace_back("fetch.queue.backoff.ms", "2");
    const bool alone = among_ == Among::kAlone;
    properties.emplace_back("queued.max.messages.kbytes",
                            alone ? kQueuedKilobytes : kQueuedKilobytesOfMany);
    if (!alone) {
      properties.emplace_back("fetch.message.max.bytes", kFetchBytesOfMany);
      properties.emplace_back("fetch.min.bytes", kFetchAtLeastOfMany);
      properties.emplace_back("fetch.wait.max.ms", "500");
    }
    auto conf = MakeConf(properties);
    if (!conf) return tl::unexpected(conf.error());
    auto handle = NewHandle(RD_KAFKA_CONSUMER, std::move(*conf));
    if (!handle) return tl::unexpected(handle.error());
    Consumer consumer(*handle, Destroyer<rd_kafka_destroy>());
    rd_kafka_poll_set_consumer(consumer.get());
    return consumer;
  }

  std::chrono::milliseconds Left(io::Time deadline) const {
    return std::chrono::milliseconds(std::max(MillisecondsUntil(deadline, clock_.Now()), 1));
  }

  const ClientSettings settings_;
  const Among among_;
  std::unique_ptr<Admin> admin_;
  const io::Clock& clock_;
  Consumer shared_;  // of all readers, where they are many
};

Result<std::unique_ptr<io::Changelogs>> New(const ClientSettings& settings, Among among,
                                            const io::Clock& clock) {
  auto admin = Admin::New(settings);
  if (!admin) return tl::unexpected(admin.error());
  return std::unique_ptr<io::Changelogs>(
      std::make_unique<KafkaChangelogs>(settings, among, std::move(*admin), clock));
}

}  // namespace

Result<std::unique_ptr<io::Changelogs>> NewChangelogs(const ClientSettings& settings,
                                                      const io::Clock& clock) {
  return New(settings, Among::kAlone, clock);
}

Result<std::unique_ptr<io::Changelogs>> NewChangelogsSideBySide(const ClientSettings& settings,
                                                                const io::Clock& clock) {
  return New(settings, Among::kOthers, clock);
}

}  // namespace aegis::kafka
