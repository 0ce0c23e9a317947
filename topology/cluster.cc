#include "topology/cluster.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <set>
#include <variant>

#include "connectors/kafka/peek.h"
#include "topology/changelog.h"
#include "topology/feedback.h"

namespace aegis::topology {
namespace {

using Level = ClusterFinding::Level;
using std::chrono::milliseconds;

constexpr milliseconds kAnswerTime{10'000};

// Masks and fixed texts map many keys to one; a MAC does not, unless it is cut to the length of a
// number.
bool MergesKeys(const Plan& plan, const RoutePlan& route) {
  if (route.key != KeyMode::kRedact) return false;
  const Policy& policy = plan.policies[route.policy];
  for (const uint8_t action : policy.action_of_rule) {
    if (action == Policy::kNotDetected) continue;
    const Action& chosen = policy.actions[action];
    if (std::holds_alternative<NoAction>(chosen)) continue;
    if (!std::holds_alternative<HmacAction>(chosen) || policy.numbers != NumberForm::kString)
      return true;
  }
  return false;
}

bool MayMergeKeys(const Config& config, size_t route) {
  return !config.allow_key_merge[route] &&
         MergesKeys(*config.work.plan, config.work.plan->routes[route]);
}

std::string KeyMergeMessage(const Config& config, const Match& match) {
  return "route `" + config.work.routes->routes()[match.route].name +
         "` redacts keys with an action that can make two keys one, and " + match.output +
         " is compacted: records of one subject would delete another's; use hmac, or say "
         "`allow_key_merge: true`";
}

std::string Partitions(const kafka::TopicDescription& topic) {
  return std::to_string(topic.partitions) + (topic.partitions == 1 ? " partition" : " partitions");
}

// In a shell's words; names of topics need no quotes.
std::string ShellQuoted(const std::string& text) {
  const bool plain = text.find_first_not_of(
                         "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                         "0123456789._-:,[]@=/+") == std::string::npos;
  if (plain) return text;
  std::string out = "'";
  for (char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

// With SASL's passwords the principal is the user; only the broker knows what it makes of a
// certificate or a token.
std::string PrincipalOf(const Config& config) {
  for (const auto& [name, value] : config.properties) {
    if (name == "sasl.username") return "User:" + value;
  }
  return "User:PRINCIPAL";
}

// Of the same prefix as the workers' ids, <name>.<instance>.<worker>, and none of them.
std::string ProbeId(const Config& config) { return config.name + ".check"; }

int64_t NumberOf(const std::string& text) {
  int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

class Judge {
 public:
  Judge(const Config& config, const ClusterFacts& facts) : config_(config), facts_(facts) {}

  std::vector<ClusterFinding> Run() {
    Add(Level::kFine, "librdkafka " + kafka::LibraryVersion());
    if (facts_.rights) JudgeClient(*facts_.rights);
    const auto& routes = config_.work.routes->routes();
    std::vector<size_t> inputs(routes.size());
    for (const auto& [name, topic] : facts_.described) {
      std::map<std::string, size_t> writers;
      for (const Match& match : config_.work.routes->MatchTopic(name)) {
        ++inputs[match.route];
        JudgePair(topic, match);
        const auto [first, is_new] = writers.emplace(match.output, match.route);
        if (is_new) continue;
        Add(Level::kError, "routes `" + routes[first->second].name + "` and `" +
                               routes[match.route].name + "` both copy the records of " + name +
                               " to " + match.output + ", where each would stand twice");
      }
    }
    for (size_t i = 0; i < routes.size(); ++i) {
      for (const std::string& topic : routes[i].topics) {
        if (Exists(topic)) continue;
        const std::string input = "route `" + routes[i].name + "`: input topic " + topic;
        if (RightsOf(topic).describe == kafka::Right::kNo) {
          Add(Level::kError, input + ": no right to Describe, if it exists" +
                                 Grant({"Read", "Describe"}, "--topic " + topic));
        } else {
          Add(Level::kError, input + " does not exist");
        }
      }
      if (!routes[i].pattern.empty() && inputs[i] == 0) {
        Add(Level::kWarning, "route `" + routes[i].name +
                                 "`: no topic that this client may describe matches " +
                                 routes[i].pattern + " yet");
      }
      const std::string& letters = routes[i].dead_letter;
      // Once for all routes that share it.
      const bool judged = letters.empty() || written_.contains(letters);
      if (!judged && JudgeWritten(letters, "dead letters") && Compacted(letters)) {
        Add(Level::kError, "dead letters topic " + letters +
                               " is compacted, and the broker refuses records without a key, as "
                               "dead letters are; set cleanup.policy=delete");
      }
    }
    const std::string& receipts = config_.work.routes->receipts_topic();
    if (const auto round = FindFeedback(routes, receipts, facts_.topics)) {
      Add(Level::kError,
          "the routes feed themselves: " + DescribeFeedback(*round) + ", which is input again");
    }
    if (!receipts.empty() && JudgeWritten(receipts, "receipts") && Compacted(receipts)) {
      Add(Level::kError, "receipts topic " + receipts +
                             " is compacted, which would lose receipts; set cleanup.policy=delete");
    }
    std::stable_sort(
        findings_.begin(), findings_.end(),
        [](const ClusterFinding& a, const ClusterFinding& b) { return a.level > b.level; });
    return std::move(findings_);
  }

 private:
  void Add(Level level, std::string message) { findings_.push_back({level, std::move(message)}); }

  // `; grant it with: …`, for people to paste.
  std::string Grant(std::initializer_list<const char*> operations,
                    const std::string& resource) const {
    std::string line = "; grant it with: kafka-acls.sh --bootstrap-server " +
                       ShellQuoted(config_.brokers) + " --add --allow-principal " +
                       ShellQuoted(PrincipalOf(config_));
    for (const char* operation : operations) line += std::string(" --operation ") + operation;
    return line + " " + resource;
  }

  kafka::TopicRights RightsOf(const std::string& topic) const {
    if (!facts_.rights) return {};
    const auto found = facts_.rights->topics.find(topic);
    return found == facts_.rights->topics.end() ? kafka::TopicRights() : found->second;
  }

  // What is not about a topic.
  void JudgeClient(const kafka::Rights& rights) {
    Add(Level::kFine, "cluster " + rights.cluster_id + ", " + std::to_string(rights.brokers) +
                          (rights.brokers == 1 ? " broker" : " brokers") +
                          "; brokers tell clients what they can do, not their version");
    const std::string group = "group " + config_.group;
    switch (rights.read_group) {
      case kafka::Right::kYes:
        Add(Level::kFine, group + ", may be joined");
        break;
      case kafka::Right::kNo:
        Add(Level::kError,
            group + ": no right to Read" + Grant({"Read", "Describe"}, "--group " + config_.group));
        break;
      case kafka::Right::kUnknown:
        Add(Level::kWarning, group + ": whether it may be joined is not known" +
                                 (rights.group_error.empty() ? "" : ": " + rights.group_error));
        break;
    }
    const std::string ids = "transactional ids " + config_.name + ".*";
    switch (rights.transactional_id) {
      case kafka::Right::kYes:
        Add(Level::kFine, ids + ", may be written (tried with " + ProbeId(config_) + ")");
        break;
      case kafka::Right::kNo:
        Add(Level::kError,
            ids + ": no right to Write" +
                Grant({"Write", "Describe"},
                      "--transactional-id " + config_.name + ". --resource-pattern-type prefixed"));
        break;
      case kafka::Right::kUnknown:
        Add(Level::kError, ids + ": " + rights.transactional_error);
        break;
    }
  }

  // Where what is acknowledged may still be lost, or nothing will be acknowledged.
  void JudgeReplicas(const std::string& topic) {
    const kafka::TopicRights rights = RightsOf(topic);
    const std::string least_text = Setting(topic, "min.insync.replicas");
    if (rights.replicas == 0 || least_text.empty()) return;
    const int64_t least = NumberOf(least_text);
    const std::string counts = "topic " + topic + " has " + std::to_string(rights.replicas) +
                               (rights.replicas == 1 ? " replica" : " replicas") +
                               " and min.insync.replicas=" + least_text;
    if (rights.in_sync < least) {
      Add(Level::kError, counts + ", of which " + std::to_string(rights.in_sync) +
                             (rights.in_sync == 1 ? " is" : " are") +
                             " in sync: the broker takes no record");
    } else if (rights.replicas == 1 && facts_.rights->brokers > 1) {
      Add(Level::kWarning, counts + ": its records are lost with one broker");
    } else if (rights.replicas > 1 && least == 1) {
      Add(Level::kWarning,
          counts + ": what is acknowledged may be on one broker only, and lost with it");
    } else if (rights.replicas > 1 && least == rights.replicas) {
      Add(Level::kWarning, counts + ": writing stops while one broker is down");
    }
    if (Setting(topic, "unclean.leader.election.enable") == "true") {
      Add(Level::kWarning, "topic " + topic +
                               " has unclean.leader.election.enable=true: a broker that lags may "
                               "become its leader, and acknowledged records are lost");
    }
  }

  const kafka::TopicDescription* Find(const std::string& topic) const {
    const auto found = facts_.described.find(topic);
    return found == facts_.described.end() || !found->second.error.empty() ? nullptr
                                                                           : &found->second;
  }
  bool Exists(const std::string& topic) const { return Find(topic) != nullptr; }

  std::string Setting(const std::string& topic, const std::string& name) const {
    const auto config = facts_.configs.find(topic);
    if (config == facts_.configs.end()) return {};
    const auto value = config->second.find(name);
    return value == config->second.end() ? std::string() : value->second;
  }
  bool Compacted(const std::string& topic) const {
    return Setting(topic, "cleanup.policy").find("compact") != std::string::npos;
  }

  void JudgePair(const kafka::TopicDescription& input, const Match& match) {
    const Route& route = config_.work.routes->routes()[match.route];
    if (!input.error.empty()) return;
    if (read_.insert(input.name).second) {
      if (!input.may_read) {
        Add(Level::kError, "input topic " + input.name + ": no right to Read" +
                               Grant({"Read", "Describe"}, "--topic " + input.name));
      } else {
        Add(Level::kFine, "input topic " + input.name + ", " + Partitions(input));
      }
    }
    if (JudgeWritten(match.output, "output of " + input.name)) {
      JudgePartitions(input, match.output, route);
      if (MayMergeKeys(config_, match.route) && Compacted(match.output))
        Add(Level::kError, KeyMergeMessage(config_, match));
    }
    if (!route.duplicates.empty() && JudgeWritten(route.duplicates, "duplicates of " + input.name))
      JudgePartitions(input, route.duplicates, route);
    if (const auto& dedup = config_.work.plan->routes[match.route].dedup)
      JudgeChangelog(input, ChangelogTopic(config_.name, input.name, dedup->state));
  }

  void JudgePartitions(const kafka::TopicDescription& input, const std::string& topic,
                       const Route& route) {
    const kafka::TopicDescription& output = *Find(topic);
    if (route.partition == PartitionRule::kSame && output.partitions < input.partitions) {
      const std::string counts = topic + " has " + std::to_string(output.partitions) +
                                 " partitions, its input " + input.name + " has " +
                                 std::to_string(input.partitions);
      if (route.create_topics_match) {
        Add(Level::kWarning, counts + "; it will be grown");
        if (RightsOf(topic).alter == kafka::Right::kNo) {
          Add(Level::kError, "topic " + topic + ": no right to Alter, which growing takes" +
                                 Grant({"Alter"}, "--topic " + topic));
        }
      } else {
        Add(Level::kError,
            counts +
                ": with `partition: same` the others would stop; add partitions, or say "
                "`create_topics: match` or `partition: key`");
      }
    }
  }

  // Which `run` makes where it is missing.
  void JudgeChangelog(const kafka::TopicDescription& input, const std::string& topic) {
    const std::string what = "changelog " + topic;
    const kafka::TopicDescription* found = Find(topic);
    if (found == nullptr) {
      if (RightsOf(topic).describe == kafka::Right::kNo) {
        Add(Level::kError, what + ": no right to Describe, if it exists" +
                               Grant({"Create", "Read", "Write", "Describe"}, "--topic " + topic));
      } else {
        Add(Level::kFine, what + " is not there yet, and will be made");
      }
      return;
    }
    if (!found->may_read || !found->may_write) {
      Add(Level::kError, what + ": no right to " + (found->may_read ? "Write" : "Read") +
                             Grant({"Read", "Write", "Describe"}, "--topic " + topic));
      return;
    }
    if (const std::string policy = Setting(topic, "cleanup.policy");
        !policy.empty() && policy != "compact") {
      Add(Level::kError, what + " has cleanup.policy=" + policy +
                             ", and what it deletes would be missing from a restored state; it "
                             "must be compact");
    }
    JudgeReplicas(topic);
    if (found->partitions < input.partitions) {
      Add(Level::kWarning, what + " has " + Partitions(*found) + ", its input " + input.name +
                               " has " + std::to_string(input.partitions) + "; it will be grown");
      if (RightsOf(topic).alter == kafka::Right::kNo) {
        Add(Level::kError, what + ": no right to Alter, which growing takes" +
                               Grant({"Alter"}, "--topic " + topic));
      }
    } else {
      Add(Level::kFine, what + ", " + Partitions(*found));
    }
  }

  std::string GrantWriting(const std::string& topic) const {
    return Grant({"Write", "Describe", "DescribeConfigs"}, "--topic " + topic);
  }

  // False when the topic cannot be written at all.
  bool JudgeWritten(const std::string& topic, const std::string& as) {
    const kafka::TopicDescription* found = Find(topic);
    const bool first = written_.insert(topic).second;
    if (found == nullptr) {
      if (RightsOf(topic).describe == kafka::Right::kNo) {
        if (first) {
          Add(Level::kError, "topic " + topic + " (" + as +
                                 "): no right to Describe, if it exists" + GrantWriting(topic));
        }
        return false;
      }
      const auto described = facts_.described.find(topic);
      const std::string why =
          described == facts_.described.end() ? "does not exist" : described->second.error;
      if (first) Add(Level::kError, "topic " + topic + " (" + as + "): " + why);
      return false;
    }
    if (!first) return true;
    if (!found->may_write) {
      Add(Level::kError,
          "topic " + topic + " (" + as + "): no right to Write" + GrantWriting(topic));
      return false;
    }
    if (facts_.rights && !facts_.configs.contains(topic)) {
      Add(Level::kWarning, "topic " + topic + " (" + as +
                               "): no right to DescribeConfigs, so that nobody can tell how large "
                               "a batch it takes" +
                               Grant({"DescribeConfigs"}, "--topic " + topic));
    }
    JudgeReplicas(topic);
    Add(Level::kFine, "topic " + topic + " (" + as + "), " + Partitions(*found));
    // Dead letters and receipts are small, whatever they tell of.
    const std::string most = as.starts_with("output") || as.starts_with("duplicates")
                                 ? Setting(topic, "max.message.bytes")
                                 : std::string();
    const auto bytes = static_cast<uint64_t>(NumberOf(most));
    if (bytes != 0 && bytes < config_.record_limit) {
      Add(Level::kWarning, "topic " + topic + " takes batches up to max.message.bytes=" + most +
                               ", `limits.record` is " + std::to_string(config_.record_limit) +
                               ": what lies between will be quarantined as refused by the broker");
    }
    if (Setting(topic, "message.timestamp.type") == "LogAppendTime") {
      Add(Level::kWarning,
          "topic " + topic +
              " has message.timestamp.type=LogAppendTime: the records' timestamps will "
              "not stay as they came");
    }
    return true;
  }

  const Config& config_;
  const ClusterFacts& facts_;
  std::set<std::string> read_;
  std::set<std::string> written_;
  std::vector<ClusterFinding> findings_;
};

kafka::ClientSettings AdminSettings(const Config& config) {
  kafka::ClientSettings settings = config.Settings();
  settings.member_id.clear();
  return settings;
}

// Names that a configuration reads, as far as they exist or are named.
std::set<std::string> Inputs(const Config& config, const std::vector<std::string>& existing) {
  std::set<std::string> inputs;
  for (const std::string& topic : existing) {
    if (!config.work.routes->MatchTopic(topic).empty()) inputs.insert(topic);
  }
  return inputs;
}

}  // namespace

const char* LevelName(Level level) {
  switch (level) {
    case Level::kFine:
      return "ok";
    case Level::kWarning:
      return "warning";
    case Level::kError:
      return "error";
  }
  return "";
}

std::vector<ClusterFinding> JudgeCluster(const Config& config, const ClusterFacts& facts) {
  return Judge(config, facts).Run();
}

namespace {

Result<ClusterFacts> AskFacts(const Config& config) {
  auto admin = kafka::Admin::New(AdminSettings(config));
  if (!admin) return tl::unexpected(admin.error());
  ClusterFacts facts;
  auto topics = (*admin)->ListTopics(kAnswerTime);
  if (!topics) return tl::unexpected(topics.error());
  facts.topics = std::move(*topics);

  const std::set<std::string> inputs = Inputs(config, facts.topics);
  std::set<std::string> written;
  for (const std::string& input : inputs) {
    for (Match& match : config.work.routes->MatchTopic(input)) {
      // A template may come out empty, and a question about no name fails as a whole.
      if (!match.output.empty()) written.insert(std::move(match.output));
      if (const auto& dedup = config.work.plan->routes[match.route].dedup)
        written.insert(ChangelogTopic(config.name, input, dedup->state));
    }
  }
  for (const std::string& topic : config.work.routes->FixedOutputs()) written.insert(topic);
  std::set<std::string> all = inputs;
  all.insert(written.begin(), written.end());
  for (const Route& route : config.work.routes->routes()) {
    all.insert(route.topics.begin(), route.topics.end());
  }

  const std::vector<std::string> names(all.begin(), all.end());
  auto described = (*admin)->DescribeTopics(names, kAnswerTime);
  if (!described) return tl::unexpected(described.error());
  for (kafka::TopicDescription& topic : *described) {
    facts.described[topic.name] = std::move(topic);
  }
  for (const std::string& topic : written) {
    const auto found = facts.described.find(topic);
    if (found == facts.described.end() || !found->second.error.empty()) continue;
    // Without the right to DescribeConfigs there is nothing to judge, and nothing wrong either.
    if (auto settings = (*admin)->TopicConfig(topic, kAnswerTime)) {
      facts.configs[topic] = std::move(*settings);
    }
  }
  return facts;
}

}  // namespace

Result<std::vector<ClusterFinding>> CheckCluster(const Config& config) {
  if (Status version = kafka::CheckLibraryVersion(); !version) {
    return tl::unexpected(version.error());
  }
  auto facts = AskFacts(config);
  if (!facts) return tl::unexpected(facts.error());
  std::vector<std::string> topics;
  for (const auto& [topic, description] : facts->described) topics.push_back(topic);
  auto rights = kafka::AskRights(AdminSettings(config), topics, ProbeId(config), kAnswerTime);
  if (!rights) return tl::unexpected(rights.error());
  facts->rights = std::move(*rights);
  return JudgeCluster(config, *facts);
}

Status CheckKeyMerge(const Config& config) {
  bool may = false;
  for (size_t i = 0; i < config.work.plan->routes.size(); ++i) may |= MayMergeKeys(config, i);
  if (!may) return {};
  auto facts = AskFacts(config);
  if (!facts) return tl::unexpected(facts.error());
  for (const std::string& topic : facts->topics) {
    for (const Match& match : config.work.routes->MatchTopic(topic)) {
      if (!MayMergeKeys(config, match.route)) continue;
      const auto settings = facts->configs.find(match.output);
      if (settings == facts->configs.end()) continue;
      const auto policy = settings->second.find("cleanup.policy");
      if (policy != settings->second.end() && policy->second.find("compact") != std::string::npos) {
        return Fail(ErrorCode::kInvalidArgument, KeyMergeMessage(config, match));
      }
    }
  }
  return {};
}

Result<std::vector<io::TopicPartition>> InputPartitions(const Config& config, kafka::Admin& admin) {
  auto topics = admin.ListTopics(kAnswerTime);
  if (!topics) return tl::unexpected(topics.error());
  const std::set<std::string> inputs = Inputs(config, *topics);
  const std::vector<std::string> names(inputs.begin(), inputs.end());
  std::vector<io::TopicPartition> partitions;
  if (names.empty()) return partitions;
  auto described = admin.DescribeTopics(names, kAnswerTime);
  if (!described) return tl::unexpected(described.error());
  for (const kafka::TopicDescription& topic : *described) {
    if (!topic.error.empty())
      return Fail(ErrorCode::kUnavailable, "topic " + topic.name + ": " + topic.error);
    for (int32_t p = 0; p < topic.partitions; ++p) partitions.push_back({topic.name, p});
  }
  std::sort(partitions.begin(), partitions.end());
  return partitions;
}

Result<std::vector<LagRow>> AskLag(const Config& config) {
  auto admin = kafka::Admin::New(AdminSettings(config));
  if (!admin) return tl::unexpected(admin.error());
  auto partitions = InputPartitions(config, **admin);
  if (!partitions) return tl::unexpected(partitions.error());
  std::vector<LagRow> rows;
  if (partitions->empty()) return rows;
  auto ends = (*admin)->EndOffsets(*partitions, kAnswerTime);
  if (!ends) return tl::unexpected(ends.error());
  auto begins = (*admin)->BeginningOffsets(*partitions, kAnswerTime);
  if (!begins) return tl::unexpected(begins.error());
  auto committed = (*admin)->CommittedOffsets(*partitions, kAnswerTime);
  if (!committed) return tl::unexpected(committed.error());

  std::map<io::TopicPartition, int64_t> behind;
  for (const io::TopicPartition& partition : *partitions) {
    LagRow row;
    row.partition = partition;
    row.committed = (*committed)[partition].offset;
    row.end = (*ends)[partition];
    // Nothing committed yet: `start` says where it will begin.
    int64_t next = row.committed;
    if (next < 0) next = config.start == kafka::Start::kEarliest ? (*begins)[partition] : row.end;
    row.records = std::max<int64_t>(0, row.end - next);
    if (row.records == 0) {
      row.seconds = 0;
    } else {
      behind[partition] = next;
    }
    rows.push_back(std::move(row));
  }
  if (behind.empty()) return rows;
  auto timestamps = kafka::FirstTimestamps(AdminSettings(config), behind, kAnswerTime);
  if (!timestamps) return tl::unexpected(timestamps.error());
  const int64_t now_ms =
      std::chrono::duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch())
          .count();
  for (LagRow& row : rows) {
    const auto found = timestamps->find(row.partition);
    if (found == timestamps->end()) continue;
    row.seconds = std::max<int64_t>(0, (now_ms - found->second) / 1000);
  }
  return rows;
}

}  // namespace aegis::topology
