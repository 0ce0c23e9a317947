#include "topology/config_keys.h"

#include <algorithm>

#include "src/base/limits.h"
#include "src/plan/policy_schema.h"
#include "src/plan/rule_schema.h"

namespace aegis::topology {
namespace {

using schema::Choice;
using schema::Enum;
using schema::Key;
using schema::Mapping;
using schema::Status;
using schema::Type;

constexpr int64_t kSecond = 1000;
constexpr int64_t kMinute = 60 * kSecond;

// --- kafka
constexpr Key kFileKeys[] = {
    {.name = "file",
     .type = &schema::kString,
     .doc = "Path; relative to this file",
     .required = true},
};
constexpr Type kFile = Mapping(kFileKeys);
constexpr const Type* kPropertyAlternatives[] = {&schema::kString, &kFile};
constexpr Type kProperty = schema::Either(kPropertyAlternatives);
constexpr Type kProperties = schema::FreeMapping(kProperty);
constexpr Key kKafkaKeys[] = {
    {.name = "brokers",
     .type = &schema::kStringList,
     .doc = "host:port of some brokers of the cluster",
     .required = true},
    {.name = "properties",
     .type = &kProperties,
     .doc = "Any librdkafka property that breaks no promise; a secret as {file: PATH}"},
};
constexpr Type kKafka = Mapping(kKafkaKeys);

constexpr Type kKeysets = schema::FreeMapping(kFile);

// --- routes
constexpr Key kFromKeys[] = {
    {.name = "topics", .type = &schema::kStringList, .doc = "Input topics by name"},
    {.name = "pattern",
     .type = &schema::kString,
     .doc = "Input topics by a POSIX extended expression that begins with ^; new ones that match "
            "are picked up"},
};
constexpr Type kFrom = schema::OneOf(kFromKeys);
constexpr Choice kPartitionChoices[] = {{"same"}, {"key"}};
constexpr Type kPartition = Enum(kPartitionChoices);
constexpr Choice kCreateChoices[] = {{"match"}};
constexpr Type kCreate = Enum(kCreateChoices);
constexpr Key kToKeys[] = {
    {.name = "topic",
     .type = &schema::kString,
     .doc = "Output topic; ${topic} is the input topic, ${1} to ${9} the groups of the pattern",
     .required = true},
    {.name = "partition",
     .type = &kPartition,
     .default_text = "same",
     .doc = "same: the input's partition; key: by the original key, as Java clients do"},
    {.name = "create_topics",
     .type = &kCreate,
     .doc = "match: grow an output that has fewer partitions than its input"},
};
constexpr Type kTo = Mapping(kToKeys);
constexpr Choice kPayloadChoices[] = {{"metadata"}, {"sealed", Status::kNotBuilt}};
constexpr Type kPayload = Enum(kPayloadChoices);
constexpr Key kDeadLetterKeys[] = {
    {.name = "topic",
     .type = &schema::kString,
     .doc = "Where quarantined records are told of",
     .required = true},
    {.name = "payload",
     .type = &kPayload,
     .default_text = "metadata",
     .doc = "metadata: where it stood and why; never its content"},
    {.name = "recipient",
     .type = &schema::kAny,
     .doc = "Public key of sealed payloads",
     .status = Status::kNotBuilt},
};
constexpr Type kDeadLetter = Mapping(kDeadLetterKeys);

constexpr Key kOwnRouteKeys[] = {
    {.name = "name",
     .type = &schema::kString,
     .doc = "In metrics, dead letters and receipts; default: the first topic or the pattern"},
    {.name = "from", .type = &kFrom, .doc = "What is read", .required = true},
    {.name = "to", .type = &kTo, .doc = "Where clean records go", .required = true},
    {.name = "provenance",
     .type = &schema::kBool,
     .default_text = "false",
     .doc = "Adds a header with the input's topic, partition and offset"},
    {.name = "allow_key_merge",
     .type = &schema::kBool,
     .default_text = "false",
     .doc = "Redacted keys may become equal although the output is compacted, which keeps one "
            "record of each"},
    {.name = "dead_letter",
     .type = &kDeadLetter,
     .doc = "Where quarantined records are told of; without it the first one stops its partition"},
};
constexpr auto kRouteKeys = [] {
  std::array<Key, std::size(kOwnRouteKeys) + schema::kEngineRouteKeys.size()> keys{};
  std::copy(std::begin(kOwnRouteKeys), std::end(kOwnRouteKeys), keys.begin());
  std::copy(schema::kEngineRouteKeys.begin(), schema::kEngineRouteKeys.end(),
            keys.begin() + std::size(kOwnRouteKeys));
  return keys;
}();
constexpr Type kRoute = Mapping(kRouteKeys);
constexpr Type kRoutes = schema::ListOf(kRoute);

// --- the rest
constexpr Key kReceiptsKeys[] = {
    {.name = "topic",
     .type = &schema::kString,
     .doc = "Where receipts go; partitions as it has",
     .required = true},
};
constexpr Type kReceipts = Mapping(kReceiptsKeys);

constexpr Choice kStartChoices[] = {{"earliest"}, {"latest"}};
constexpr Type kStart = Enum(kStartChoices);

constexpr Type kRecordSize = schema::SizeIn(1 << 10, limits::kMaxRecordBytes);
// Less holds too few results to be asked; more is a typing error.
constexpr Type kReuseSize = schema::SizeIn(1 << 20, int64_t{64} << 30);
constexpr Key kLimitsKeys[] = {
    {.name = "record",
     .type = &kRecordSize,
     .default_text = "8MiB",
     .doc = "Of key, value and headers together; what is larger is quarantined"},
    {.name = "reuse",
     .type = &kReuseSize,
     .default_text = "64MiB",
     .doc = "Memory for results to reuse, of each worker; taken where a route has `reuse`"},
};
constexpr Type kLimits = Mapping(kLimitsKeys);

constexpr Choice kAutoChoices[] = {{"auto"}};
constexpr Type kAuto = Enum(kAutoChoices);
constexpr const Type* kCountAlternatives[] = {&schema::kInteger, &kAuto};
constexpr Type kCountOrAuto = schema::Either(kCountAlternatives);
constexpr Key kWorkersKeys[] = {
    {.name = "count",
     .type = &kCountOrAuto,
     .default_text = "auto",
     .doc = "Threads; auto: the allowed CPUs, at most the cgroup's quota"},
    {.name = "pin",
     .type = &schema::kBool,
     .default_text = "true",
     .doc = "Each worker to one of the allowed CPUs"},
};
constexpr Type kWorkers = Mapping(kWorkersKeys);

constexpr Type kInterval = schema::DurationIn(1, kMinute);
constexpr Type kMaxRecords = schema::IntegerIn(1, 10'000'000);
constexpr Type kMaxBytes = schema::SizeIn(1 << 10, int64_t{1} << 30);
// The broker's transaction.max.timeout.ms is 15 minutes unless changed.
constexpr Type kTransactionTimeout = schema::DurationIn(kSecond, 15 * kMinute);
constexpr Key kTransactionKeys[] = {
    {.name = "interval",
     .type = &kInterval,
     .default_text = "100ms",
     .doc = "Sealed when it has been open this long"},
    {.name = "max_records",
     .type = &kMaxRecords,
     .default_text = "10000",
     .doc = "Sealed at this many input records"},
    {.name = "max_bytes",
     .type = &kMaxBytes,
     .default_text = "8MiB",
     .doc = "Sealed at this many bytes of input"},
    {.name = "timeout",
     .type = &kTransactionTimeout,
     .default_text = "10s",
     .doc = "After which the broker aborts what a dead worker left open"},
};
constexpr Type kTransaction = Mapping(kTransactionKeys);

// The broker's group.max.session.timeout.ms is 30 minutes; its least, 6 s unless changed, is the
// broker's to say.
constexpr Type kSessionTimeout = schema::DurationIn(kSecond, 30 * kMinute);
constexpr Choice kStopChoices[] = {{"restart"}, {"leave"}};
constexpr Type kStop = Enum(kStopChoices);
constexpr Key kSessionKeys[] = {
    {.name = "timeout",
     .type = &kSessionTimeout,
     .default_text = "10s",
     .doc = "After which the group takes a silent member's partitions"},
    {.name = "stop",
     .type = &kStop,
     .default_text = "restart",
     .doc = "restart: keep the partitions for a restart within the timeout; leave: give them up at "
            "once"},
};
constexpr Type kSession = Mapping(kSessionKeys);

constexpr Key kStateKeys[] = {
    {.name = "dir",
     .type = &schema::kString,
     .doc = "Folder for what must outlive the process; made when missing",
     .required = true},
    {.name = "standby",
     .type = &schema::kBool,
     .default_text = "false",
     .doc = "Keep warm copies of the dedup states that other instances work with, for a faster "
            "takeover"},
};
constexpr Type kState = Mapping(kStateKeys);

constexpr Key kAdminKeys[] = {
    {.name = "listen",
     .type = &schema::kString,
     .default_text = "127.0.0.1:9464",
     .doc = "host:port of metrics, health and the page; port 0: any free one"},
};
constexpr Type kAdmin = Mapping(kAdminKeys);

constexpr Key kRootKeys[] = {
    {.name = "name",
     .type = &schema::kString,
     .doc = "Prefix of all ids, and the consumer group",
     .required = true},
    {.name = "group", .type = &schema::kString, .doc = "The consumer group, when it is not `name`"},
    {.name = "instance",
     .type = &schema::kString,
     .doc = "This process among those of the same name; fixed across restarts"},
    {.name = "kafka", .type = &kKafka, .doc = "The cluster", .required = true},
    {.name = "keys",
     .type = &kKeysets,
     .doc = "Keysets by the name that actions use; files that only their owner may read"},
    {.name = "rules",
     .type = &rule_schema::kRules,
     .doc = "What is looked for beside the built-in rules, and which of those are off"},
    {.name = "policies",
     .type = &schema::kPolicies,
     .doc = "What is found and what is done with it",
     .required = true},
    {.name = "routes",
     .type = &kRoutes,
     .doc = "Which topics go where, under which policy",
     .required = true},
    {.name = "receipts",
     .type = &kReceipts,
     .doc = "A record of every outcome, for `aegis verify`"},
    {.name = "start",
     .type = &kStart,
     .default_text = "earliest",
     .doc = "Where a partition without a committed offset begins"},
    {.name = "limits", .type = &kLimits, .doc = "Of records and of memory"},
    {.name = "workers", .type = &kWorkers, .doc = "Threads that do the work"},
    {.name = "transaction", .type = &kTransaction, .doc = "How much is committed together"},
    {.name = "session", .type = &kSession, .doc = "Membership of the consumer group"},
    {.name = "state",
     .type = &kState,
     .doc = "Without it, and without `instance`, ids are fresh at each start"},
    {.name = "admin", .type = &kAdmin, .doc = "The admin server"},
};
constexpr Type kRoot = Mapping(kRootKeys);

constexpr std::string_view kReloadable[] = {
    "keys",
    "policies",
    "rules",
    "routes[].format",
    "routes[].fields",
    "routes[].headers",
    "routes[].key",
    "routes[].policy",
    "routes[].reuse",
};

}  // namespace

const schema::Type& PipelineType() { return kRoot; }

std::span<const std::string_view> ReloadablePaths() { return kReloadable; }

}  // namespace aegis::topology
