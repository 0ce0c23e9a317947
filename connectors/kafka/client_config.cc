#include "connectors/kafka/client_config.h"

#include <librdkafka/rdkafka.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <limits>

#include "connectors/mutation.h"

namespace aegis::kafka {
namespace {

constexpr int kOldestLibrary = 0x020e02ff;  // 2.14.2

constexpr std::string_view kOurs = "Aegis sets it: see name, instance, session and transaction";
constexpr std::string_view kOffsets = "offsets are committed in transactions only";
constexpr std::string_view kBrokerVersion =
    "transactions need the broker's own word on its version";
constexpr std::string_view kCallback = "it is a pointer and has no place in a file";

// Sorted, for the binary search and for people.
constexpr std::array kRefused = {
    RefusedProperty{"acks", "a transaction needs all replicas"},
    RefusedProperty{"allow.auto.create.topics",
                    "a mistyped output must be an error, not a new topic"},
    RefusedProperty{"api.version.fallback.ms", kBrokerVersion},
    RefusedProperty{"api.version.request", kBrokerVersion},
    RefusedProperty{"auto.commit.enable", kOffsets},
    RefusedProperty{"auto.commit.interval.ms", kOffsets},
    RefusedProperty{"auto.offset.reset",
                    "a position that is gone must stop the partition; `start` says where to begin"},
    RefusedProperty{"background_event_cb", kCallback},
    RefusedProperty{"batch.num.messages",
                    "Aegis lowers it to find a record that the broker refuses"},
    RefusedProperty{"batch.size", "Aegis derives it from the outputs' max.message.bytes"},
    RefusedProperty{"bootstrap.servers", "it is kafka.brokers"},
    RefusedProperty{"broker.version.fallback", kBrokerVersion},
    RefusedProperty{"closesocket_cb", kCallback},
    RefusedProperty{"connect_cb", kCallback},
    RefusedProperty{"consume.callback.max.messages", kCallback},
    RefusedProperty{"consume_cb", kCallback},
    RefusedProperty{"default_topic_conf", kCallback},
    RefusedProperty{"delivery.report.only.error", "Aegis must see every failed delivery"},
    RefusedProperty{"delivery.timeout.ms", "it follows transaction.timeout"},
    RefusedProperty{"dr_cb", kCallback},
    RefusedProperty{"dr_msg_cb", kCallback},
    RefusedProperty{"enable.auto.commit", kOffsets},
    RefusedProperty{"enable.auto.offset.store", kOffsets},
    RefusedProperty{"enable.gapless.guarantee", "transactions give more"},
    RefusedProperty{"enable.idempotence", "transactions need it"},
    RefusedProperty{"enable.partition.eof", "lag needs it"},
    RefusedProperty{"enabled_events", kCallback},
    RefusedProperty{"error_cb", kCallback},
    RefusedProperty{"group.id", "it is `group`, or `name`"},
    RefusedProperty{"group.instance.id", kOurs},
    RefusedProperty{
        "group.protocol",
        "with the new protocol a restart after a crash waits for the session to time out"},
    RefusedProperty{"group.remote.assignor", "it belongs to the new group protocol"},
    RefusedProperty{"interceptors", kCallback},
    RefusedProperty{"internal.termination.signal", "it would end the process"},
    RefusedProperty{"isolation.level", "aborted records must never be read"},
    RefusedProperty{"log.queue", "Aegis writes the client's log"},
    RefusedProperty{"log_cb", kCallback},
    RefusedProperty{"max.in.flight", "order within a partition depends on it"},
    RefusedProperty{"max.in.flight.requests.per.connection",
                    "order within a partition depends on it"},
    RefusedProperty{"message.max.bytes", "it follows limits.record"},
    RefusedProperty{"message.send.max.retries", "idempotence decides"},
    RefusedProperty{"message.timeout.ms", "it follows transaction.timeout"},
    RefusedProperty{"metadata.broker.list", "it is kafka.brokers"},
    RefusedProperty{"oauthbearer_token_refresh_cb", kCallback},
    RefusedProperty{"offset.store.method", kOffsets},
    RefusedProperty{"offset.store.path", kOffsets},
    RefusedProperty{"offset.store.sync.interval.ms", kOffsets},
    RefusedProperty{"offset_commit_cb", kCallback},
    RefusedProperty{"opaque", kCallback},
    RefusedProperty{"open_cb", kCallback},
    RefusedProperty{"partition.assignment.strategy",
                    "cooperative assignors revoke after the new generation has begun: the sealed "
                    "transaction could only abort"},
    RefusedProperty{"partitioner", "Aegis chooses the partition"},
    RefusedProperty{"partitioner_cb", kCallback},
    RefusedProperty{"plugin.library.paths", "it loads foreign code into the process"},
    RefusedProperty{"produce.offset.report", kOurs},
    RefusedProperty{"queuing.strategy", "order within a partition depends on it"},
    RefusedProperty{"rebalance_cb", kCallback},
    RefusedProperty{"request.required.acks", "a transaction needs all replicas"},
    RefusedProperty{"resolve_cb", kCallback},
    RefusedProperty{"retries", "idempotence decides"},
    RefusedProperty{"session.timeout.ms", "it is session.timeout"},
    RefusedProperty{"socket_cb", kCallback},
    RefusedProperty{"ssl.engine.location", "it loads foreign code into the process"},
    RefusedProperty{"ssl.providers", "it loads foreign code into the process"},
    RefusedProperty{"ssl_engine_callback_data", kCallback},
    RefusedProperty{"stats_cb", kCallback},
    RefusedProperty{"test.mock.broker.rtt", "it replaces the cluster by a mock"},
    RefusedProperty{"test.mock.num.brokers", "it replaces the cluster by a mock"},
    RefusedProperty{"throttle_cb", kCallback},
    RefusedProperty{"topic.blacklist", "routes choose the topics"},
    RefusedProperty{"transaction.timeout.ms", "it is transaction.timeout"},
    RefusedProperty{"transactional.id", kOurs},
};

constexpr bool Sorted() {
  for (size_t i = 1; i < kRefused.size(); ++i) {
    if (!(kRefused[i - 1].name < kRefused[i].name)) return false;
  }
  return true;
}
static_assert(Sorted());

// Room for the record's key, headers and framing beside the value that limits.record bounds.
constexpr size_t kRecordOverhead = size_t{64} * 1024;
// librdkafka's own bound on message.max.bytes.
constexpr size_t kLargestMessage = 1'000'000'000;

size_t MessageMaxBytes(const ClientSettings& settings) {
  return std::clamp(settings.record_limit + kRecordOverhead, size_t{1'000'000}, kLargestMessage);
}

// What a number may be without stopping the pipeline for good, beyond what the library takes: a
// transaction that times out is begun again, and again.
struct Bounds {
  std::string_view name;
  int64_t low;
  int64_t high;
  std::string_view why;
  bool or_zero = false;
};

std::vector<Bounds> BoundsOf(const ClientSettings& settings) {
  constexpr int64_t kAny = std::numeric_limits<int64_t>::max();
  const int64_t part_of_timeout = settings.transaction_timeout_ms / 4;
  const int64_t largest_kbytes = static_cast<int64_t>(MessageMaxBytes(settings) / 1024 + 1);
  constexpr std::string_view kDelay = "a quarter of transaction.timeout is the most";
  constexpr std::string_view kAnswer = "no broker answers sooner";
  constexpr std::string_view kRoom = "a transaction's records would wait for each other";
  return {
      {"fetch.error.backoff.ms", 0, part_of_timeout, kDelay},
      {"fetch.queue.backoff.ms", 0, part_of_timeout, kDelay},
      {"fetch.wait.max.ms", 0, part_of_timeout, kDelay},
      {"heartbeat.interval.ms", 1, settings.session_timeout_ms / 2,
       "half of session.timeout is the most"},
      {"linger.ms", 0, part_of_timeout, kDelay},
      {"queue.buffering.max.kbytes", largest_kbytes, kAny, "the largest record must fit"},
      {"queue.buffering.max.messages", 1000, kAny, kRoom, true},
      {"queue.buffering.max.ms", 0, part_of_timeout, kDelay},
      {"reconnect.backoff.max.ms", 0, 60'000, "a minute is the most"},
      {"reconnect.backoff.ms", 0, 60'000, "a minute is the most"},
      {"request.timeout.ms", 1000, kAny, kAnswer},
      {"retry.backoff.max.ms", 1, part_of_timeout, kDelay},
      {"retry.backoff.ms", 1, part_of_timeout, kDelay},
      {"socket.timeout.ms", 1000, kAny, kAnswer},
      {"topic.metadata.refresh.interval.ms", 100, 900'000,
       "new topics and partitions are seen by it; 15 minutes are the most"},
  };
}

// Is the property for consumers, producers or both? The user gives one list for all clients;
// librdkafka warns about (and ignores) those of the other kind, so they are sorted out here.
enum class Side : uint8_t { kConsumer, kProducer };

bool OnlyForOther(std::string_view name, Side side) {
  static constexpr std::string_view kConsumerOnly[] = {"check.crcs",
                                                       "coordinator.query.interval.ms",
                                                       "fetch.error.backoff.ms",
                                                       "fetch.max.bytes",
                                                       "fetch.message.max.bytes",
                                                       "fetch.min.bytes",
                                                       "fetch.queue.backoff.ms",
                                                       "fetch.wait.max.ms",
                                                       "group.protocol.type",
                                                       "heartbeat.interval.ms",
                                                       "max.partition.fetch.bytes",
                                                       "max.poll.interval.ms",
                                                       "queued.max.messages.kbytes",
                                                       "queued.min.messages"};
  static constexpr std::string_view kProducerOnly[] = {"compression.codec",
                                                       "compression.level",
                                                       "compression.type",
                                                       "linger.ms",
                                                       "message.copy.max.bytes",
                                                       "msg_order_cmp",
                                                       "queue.buffering.backpressure.threshold",
                                                       "queue.buffering.max.kbytes",
                                                       "queue.buffering.max.messages",
                                                       "queue.buffering.max.ms",
                                                       "request.timeout.ms",
                                                       "sticky.partitioning.linger.ms"};
  if (side == Side::kConsumer) {
    return std::find(std::begin(kProducerOnly), std::end(kProducerOnly), name) !=
           std::end(kProducerOnly);
  }
  return std::find(std::begin(kConsumerOnly), std::end(kConsumerOnly), name) !=
         std::end(kConsumerOnly);
}

Properties Common(const ClientSettings& settings) {
  return {
      {"bootstrap.servers", settings.brokers},
      {"client.id", settings.client_id},
      {"message.max.bytes", std::to_string(MessageMaxBytes(settings))},
      // Names are looked up again quickly when a broker comes back.
      {"reconnect.backoff.ms", "50"},
      {"reconnect.backoff.max.ms", "1000"},
      // A broker that stops may name no brokers at all; then it is asked again where to begin.
      {"metadata.recovery.rebootstrap.trigger.ms", "5000"},
      // Both at most the transaction's timeout plus 100 ms, or librdkafka refuses a transactional
      // producer; and a dead broker must not hold a consumer longer than that either.
      {"socket.timeout.ms", std::to_string(settings.transaction_timeout_ms)},
  };
}

void Append(const Properties& user, Side side, Properties* to) {
  for (const auto& [name, value] : user) {
    if (OnlyForOther(name, side)) continue;
    to->emplace_back(name, value);
  }
}

void Append(Properties ours, Properties* to) {
  for (auto& property : ours) to->push_back(std::move(property));
}

}  // namespace

std::span<const RefusedProperty> RefusedProperties() { return kRefused; }

const RefusedProperty* FindRefusedProperty(std::string_view name) {
  auto at = std::lower_bound(kRefused.begin(), kRefused.end(), name,
                             [](const RefusedProperty& property, std::string_view wanted) {
                               return property.name < wanted;
                             });
  return at != kRefused.end() && at->name == name ? &*at : nullptr;
}

Status CheckProperty(const std::string& name, const std::string& value) {
  if (const RefusedProperty* refused = FindRefusedProperty(name)) {
    return Fail(ErrorCode::kInvalidArgument,
                "property " + name + " may not be set: " + std::string(refused->why));
  }
  Conf conf(rd_kafka_conf_new());
  // The library's own message would repeat the value, which may be a secret.
  char ignored[256];
  switch (rd_kafka_conf_set(conf.get(), name.c_str(), value.c_str(), ignored, sizeof ignored)) {
    case RD_KAFKA_CONF_OK:
      return {};
    case RD_KAFKA_CONF_UNKNOWN:
      return Fail(ErrorCode::kNotFound, "unknown property " + name);
    case RD_KAFKA_CONF_INVALID:
      return Fail(ErrorCode::kInvalidArgument, "property " + name + " cannot have this value");
  }
  return Fail(ErrorCode::kInternal, "property " + name + " could not be checked");
}

Status CheckBounds(const std::string& name, const std::string& value,
                   const ClientSettings& settings) {
  const std::string cannot = "property " + name + " cannot have this value: ";
  if (name == "sasl.mechanism" || name == "sasl.mechanisms") {
    static constexpr std::string_view kMechanisms[] = {"GSSAPI", "OAUTHBEARER", "PLAIN",
                                                       "SCRAM-SHA-256", "SCRAM-SHA-512"};
    if (std::find(std::begin(kMechanisms), std::end(kMechanisms), value) == std::end(kMechanisms))
      return Fail(ErrorCode::kInvalidArgument,
                  cannot + "it is one of GSSAPI, OAUTHBEARER, PLAIN, SCRAM-SHA-256, SCRAM-SHA-512");
    return {};
  }
  for (const Bounds& bounds : BoundsOf(settings)) {
    if (bounds.name != name) continue;
    // The library took it, so it is a number; of linger.ms, one with a fraction perhaps.
    const double number = std::strtod(value.c_str(), nullptr);
    if (bounds.or_zero && number == 0) return {};
    if (number < static_cast<double>(bounds.low))
      return Fail(ErrorCode::kInvalidArgument, cannot + "at least " + std::to_string(bounds.low) +
                                                   " is needed (" + std::string(bounds.why) + ")");
    if (number > static_cast<double>(bounds.high))
      return Fail(ErrorCode::kInvalidArgument, cannot + "at most " + std::to_string(bounds.high) +
                                                   " can be (" + std::string(bounds.why) + ")");
  }
  return {};
}

std::vector<std::string> KnownProperties() {
  // The only list with the aliases in it is the printed one: "name | C/P | range | default | …" a
  // line.
  std::vector<std::string> names;
  char* text = nullptr;
  size_t size = 0;
  FILE* out = open_memstream(&text, &size);
  if (out == nullptr) return names;
  rd_kafka_conf_properties_show(out);
  std::fclose(out);
  std::string_view rest(text, size);
  while (!rest.empty()) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    size_t end = line.find(' ');
    bool is_row = end != std::string_view::npos && line.find(" | ") != std::string_view::npos;
    bool is_heading = line.substr(0, end) == "Property" || line.starts_with('#');
    if (is_row && !is_heading && end > 0) names.emplace_back(line.substr(0, end));
  }
  std::free(text);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::string LibraryVersion() { return rd_kafka_version_str(); }

Status CheckLibraryVersion() {
  if (rd_kafka_version() >= kOldestLibrary) return {};
  return Fail(ErrorCode::kInvalidArgument,
              "librdkafka " + LibraryVersion() + " is too old: 2.14.2 or newer is needed");
}

void ConfDeleter::operator()(rd_kafka_conf_s* conf) const { rd_kafka_conf_destroy(conf); }

// Ours stand before the user's where the user may choose better, and after where a promise depends
// on them: the last wins.
Properties ConsumerProperties(const ClientSettings& settings) {
  Properties properties = Common(settings);
  Append(
      {{"fetch.queue.backoff.ms",
        "2"},  // the default of a second idles the fetcher behind a full queue
       {"fetch.message.max.bytes", "1048576"},
       {"fetch.max.bytes", std::to_string(std::max(MessageMaxBytes(settings), size_t{52428800}))},
       // A few fetches ahead. More only falls out of the processor's cache before it is read.
       {"queued.max.messages.kbytes", "8192"},
       {"topic.metadata.refresh.interval.ms", "5000"},  // new topics and partitions within seconds
       {"heartbeat.interval.ms", std::to_string(std::min(3000, settings.session_timeout_ms / 3))}},
      &properties);
  Append(settings.properties, Side::kConsumer, &properties);
  Append({{"group.id", settings.group},
          {"group.protocol", "classic"},
          {"partition.assignment.strategy", "range,roundrobin"},
          {"session.timeout.ms", std::to_string(settings.session_timeout_ms)},
          {"isolation.level",
           AEGIS_MUTATION(read_uncommitted_input) || AEGIS_MUTATION(read_unstable_offsets)
               ? "read_uncommitted"
               : "read_committed"},
          {"enable.auto.commit", "false"},
          {"enable.auto.offset.store", "false"},
          {"enable.partition.eof", "true"},
          {"auto.offset.reset", "error"},
          {"allow.auto.create.topics", "false"}},
         &properties);
  if (settings.static_member) properties.emplace_back("group.instance.id", settings.member_id);
  return properties;
}

Properties ProducerProperties(const ClientSettings& settings, size_t batch_bytes, bool one_by_one) {
  Properties properties = Common(settings);
  Append({{"retry.backoff.ms",
           "2"},  // AddOffsetsToTxn meets CONCURRENT_TRANSACTIONS after every commit
          {"retry.backoff.max.ms", "50"},
          {"queue.buffering.max.messages", "1000000"},
          {"queue.buffering.max.kbytes", "1048576"},
          // Full batches; sealing a transaction flushes, and waits for no linger. An idempotent
          // producer has one request of a partition under way, and a batch that is due before it is
          // answered is asked for in a loop that does not wait: so, longer than most answers take.
          {"linger.ms", "50"}},
         &properties);
  Append(settings.properties, Side::kProducer, &properties);
  Append({{"transactional.id", settings.member_id},
          {"transaction.timeout.ms", std::to_string(settings.transaction_timeout_ms)},
          {"enable.idempotence", "true"},
          {"batch.size", std::to_string(batch_bytes)},
          {"delivery.report.only.error", settings.note_offsets ? "false" : "true"},
          {"allow.auto.create.topics", "false"}},
         &properties);
  properties.emplace_back("batch.num.messages", one_by_one ? "1" : "10000");
  return properties;
}

Properties AdminProperties(const ClientSettings& settings) {
  Properties properties = Common(settings);
  Append(settings.properties, Side::kConsumer, &properties);
  // A group, because looking at its offsets needs its coordinator; nothing is subscribed, so
  // nothing joins.
  properties.emplace_back("group.id", settings.group.empty() ? "aegis" : settings.group);
  properties.emplace_back("enable.auto.commit", "false");
  properties.emplace_back("allow.auto.create.topics", "false");
  return properties;
}

Result<Conf> MakeConf(const Properties& properties) {
  Conf conf(rd_kafka_conf_new());
  for (const auto& [name, value] : properties) {
    char ignored[256];
    if (rd_kafka_conf_set(conf.get(), name.c_str(), value.c_str(), ignored, sizeof ignored) !=
        RD_KAFKA_CONF_OK) {
      return Fail(ErrorCode::kInvalidArgument,
                  "the Kafka client does not take the property " + name + " with this value");
    }
  }
  return conf;
}

Status TryClients([[maybe_unused]] const ClientSettings& settings) {
#if defined(__SANITIZE_THREAD__)
  // GCC 12's TSan does not see threads that are made with C11's thrd_create, as librdkafka's are,
  // and ends where such a thread allocates.
  return {};
#else
  constexpr size_t kAnyBatch = 1'000'000;
  const std::pair<rd_kafka_type_t, Properties> clients[] = {
      {RD_KAFKA_CONSUMER, ConsumerProperties(settings)},
      {RD_KAFKA_PRODUCER, ProducerProperties(settings, kAnyBatch, false)}};
  for (auto [type, properties] : clients) {
    std::erase_if(properties,
                  [](const auto& property) { return property.first == "bootstrap.servers"; });
    properties.emplace_back("log_level", "0");
    Result<Conf> conf = MakeConf(properties);
    if (!conf) return tl::unexpected(conf.error());
    char why[512];
    rd_kafka_t* handle = rd_kafka_new(type, conf->get(), why, sizeof why);
    if (handle == nullptr) {
      return Fail(ErrorCode::kInvalidArgument, std::string("no Kafka client can be made: ") + why);
    }
    conf->release();  // rd_kafka_new took it
    rd_kafka_destroy_flags(handle, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE);
  }
  return {};
#endif
}

}  // namespace aegis::kafka
