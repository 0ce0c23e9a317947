#include "topology/config.h"

#include <regex.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <set>
#include <utility>

#include "src/plan/compile.h"
#include "src/plan/schema.h"
#include "topology/changelog.h"
#include "topology/config_keys.h"
#include "topology/feedback.h"
#include "topology/files.h"
#include "topology/host_names.h"
#include "topology/user_rules.h"

namespace aegis::topology {
namespace {

using yaml::Node;
using yaml::Position;

std::string Quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

// Parts of ids, of Kafka's group and of internal topics' names.
std::string WrongName(std::string_view what, std::string_view name) {
  if (name.empty()) return std::string(what) + " is empty";
  if (name.size() > limits::kMaxNameBytes) {
    return std::string(what) + " has more than " + std::to_string(limits::kMaxNameBytes) +
           " characters";
  }
  if (!WrongTopicName(name).empty()) {
    return std::string(what) + " may hold letters, digits, '.', '_' and '-' only";
  }
  return {};
}

// What people, metrics and receipts call a thing: any text on one line.
std::string WrongLabel(std::string_view what, std::string_view name) {
  if (name.empty()) return std::string(what) + " is empty";
  if (name.size() > limits::kMaxNameBytes) {
    return std::string(what) + " has more than " + std::to_string(limits::kMaxNameBytes) +
           " characters";
  }
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  if (std::any_of(name.begin(), name.end(), control)) {
    return std::string(what) + " holds a line break or another control character";
  }
  if (name.front() == ' ' || name.back() == ' ') {
    return std::string(what) + " begins or ends with a space";
  }
  return {};
}

// The value as one line, so that two files that say the same compare equal however they are laid
// out.
void WriteOut(const Node& node, std::string& out) {
  switch (node.kind) {
    case yaml::Kind::kNull:
      out += "null";
      return;
    case yaml::Kind::kScalar:
      out += '"' + node.scalar + '"';
      return;
    case yaml::Kind::kSequence:
      out += '[';
      for (const Node& item : node.items) {
        WriteOut(item, out);
        out += ',';
      }
      out += ']';
      return;
    case yaml::Kind::kMapping: {
      std::map<std::string_view, const Node*> sorted;
      for (const yaml::Entry& entry : node.entries) sorted[entry.key] = &entry.value;
      out += '{';
      for (const auto& [key, value] : sorted) {
        out += '"' + std::string(key) + "\":";
        WriteOut(*value, out);
        out += ',';
      }
      out += '}';
      return;
    }
  }
}

// A text under `kafka` or `keys` may be a secret that got into the wrong place, so that messages
// do not repeat it.
void HideTexts(Node& node) {
  if (node.IsScalar()) node.scalar = "…";
  for (Node& item : node.items) HideTexts(item);
  for (yaml::Entry& entry : node.entries) HideTexts(entry.value);
}

// The name of a file that is there is no secret; anything else may be.
std::string FileShown(const std::string& name, const std::string& path) {
  struct stat about {};
  return lstat(path.c_str(), &about) == 0 ? Quoted(name) : "the file";
}

class Reader {
 public:
  Reader(std::string file, yaml::Diagnostics& diagnostics, const Keys& given_keys)
      : file_(std::move(file)), diagnostics_(diagnostics), given_keys_(given_keys) {}

  std::optional<Config> Read(std::string_view text) {
    const std::optional<Node> root = yaml::Parse(text, diagnostics_);
    if (!root) return std::nullopt;
    Node shown = *root;
    for (yaml::Entry& entry : shown.entries) {
      if (entry.key == "kafka" || entry.key == "keys") HideTexts(entry.value);
    }
    schema::Check(shown, PipelineType(), diagnostics_);
    ReadNames(*root);
    ReadKafka(root->Find("kafka"));
    ReadKeys(root->Find("keys"));
    ReadNumbers(*root);
    ReadState(root->Find("state"));
    ReadAdmin(root->Find("admin"));
    ReadReceipts(root->Find("receipts"));
    ReadRoutes(root->Find("routes"));
    CheckStandby(root->Find("routes"));
    CheckOutputs();
    CheckFeedback();
    CheckTimes(*root);
    CheckPropertyBounds();

    PlanInput input;
    input.policies = root->Find("policies");
    input.routes = root->Find("routes");
    input.keys = std::move(keys_);
    input.max_record_bytes = config_.record_limit;
    UserRuleFiles rule_files;
    ReadUserRuleFiles(root->Find("rules"), file_, diagnostics_, rule_files);
    input.user_rules = std::move(rule_files.texts);
    for (const Route& route : routes_) input.route_names.push_back(route.name);
    config_.work.plan = CompilePlan(input, diagnostics_);
    if (!diagnostics_.empty()) return std::nullopt;

    auto table = RouteTable::New(routes_, receipts_, Changelogs(*root));
    if (!table) {
      diagnostics_.Add(At(root->Find("routes")), table.error().message);
      return std::nullopt;
    }
    config_.work.routes = *table;
    CheckCopies();
    TryClients(*root->Find("kafka"));
    if (!diagnostics_.empty()) return std::nullopt;
    WriteFixed(*root);
    return std::move(config_);
  }

 private:
  void Add(Position at, std::string message) { diagnostics_.Add(at, std::move(message)); }
  static Position At(const Node* node) { return node == nullptr ? Position{} : node->at; }

  void ReadNames(const Node& root) {
    const struct {
      const char* key;
      std::string* into;
    } names[] = {
        {"name", &config_.name}, {"group", &config_.group}, {"instance", &config_.instance}};
    if (const Node* policies = root.Find("policies")) {
      for (const yaml::Entry& entry : policies->entries) {
        if (const std::string wrong = WrongLabel("a policy's name", entry.key); !wrong.empty())
          Add(entry.at, wrong);
      }
    }
    for (const auto& [key, into] : names) {
      const Node* node = root.Find(key);
      const auto value = schema::AsString(node);
      if (!value) continue;
      *into = *value;
      const std::string wrong = WrongName(Quoted(key), *value);
      if (!wrong.empty()) Add(node->at, wrong);
    }
    if (config_.group.empty()) config_.group = config_.name;
  }

  // --- kafka

  // Properties that are good one by one and not together, and files that they name.
  void TryClients(const Node& kafka) {
    kafka::ClientSettings settings = config_.Settings();
    settings.member_id = config_.name;
    if (const Status made = kafka::TryClients(settings); !made) {
      const Node* properties = kafka.Find("properties");
      Add(properties == nullptr ? kafka.at : properties->at, made.error().message);
    }
  }

  void ReadKafka(const Node* kafka) {
    if (kafka == nullptr) return;
    const Node* brokers = kafka->Find("brokers");
    if (brokers != nullptr && brokers->IsSequence()) {
      if (brokers->items.empty())
        Add(brokers->at, "at least one broker is needed, as [localhost:9092]");
      std::set<std::string_view> seen;
      for (const Node& broker : brokers->items) {
        if (!broker.IsScalar()) continue;
        const std::string wrong = WrongBroker(broker.scalar);
        if (!wrong.empty()) {
          Add(broker.at, wrong);
        } else if (!seen.insert(broker.scalar).second) {
          Add(broker.at, "this broker is listed twice");
        }
        if (!config_.brokers.empty()) config_.brokers += ',';
        config_.brokers += broker.scalar;
      }
    }
    const Node* properties = kafka->Find("properties");
    if (properties == nullptr || !properties->IsMapping()) return;
    for (const yaml::Entry& entry : properties->entries) ReadProperty(entry);
  }

  // Once the times and sizes are known that they are measured by.
  void CheckPropertyBounds() {
    const kafka::ClientSettings settings = config_.Settings();
    for (size_t i = 0; i < config_.properties.size(); ++i) {
      const auto& [name, value] = config_.properties[i];
      if (const Status good = kafka::CheckBounds(name, value, settings); !good)
        Add(property_at_[i], good.error().message);
    }
  }

  void ReadProperty(const yaml::Entry& entry) {
    if (const kafka::RefusedProperty* refused = kafka::FindRefusedProperty(entry.key)) {
      Add(entry.at, Quoted(entry.key) + " cannot be set: " + std::string(refused->why));
      return;
    }
    // By its answer to any value, because the list of names has no aliases such as linger.ms.
    const Status named = kafka::CheckProperty(entry.key, "");
    if (!named && named.error().code == ErrorCode::kNotFound) {
      static const std::vector<std::string> known = kafka::KnownProperties();
      const std::vector<std::string_view> names(known.begin(), known.end());
      Add(entry.at,
          "librdkafka has no property " + Quoted(entry.key) + yaml::DidYouMean(entry.key, names));
      return;
    }
    std::string value;
    if (entry.value.IsScalar()) {
      value = entry.value.scalar;
    } else if (const Node* file = entry.value.Find("file"); file != nullptr && file->IsScalar()) {
      const std::string path = ResolvePath(file->scalar, file_);
      auto content = ReadFile(path, limits::kMaxSecretBytes);
      if (!content) {
        Add(file->at, FileShown(file->scalar, path) + ": " + content.error().message);
        return;
      }
      value = std::move(*content);
      while (value.ends_with('\n') || value.ends_with('\r')) value.pop_back();
    } else {
      return;  // said by the schema
    }
    if (const Status good = kafka::CheckProperty(entry.key, value); !good) {
      // librdkafka quotes what it refuses.
      Add(entry.value.at, entry.value.IsScalar()
                              ? "this is no value of " + Quoted(entry.key)
                              : "the file's content is no value of " + Quoted(entry.key));
      return;
    }
    if (entry.key == "max.poll.interval.ms") {
      std::from_chars(value.data(), value.data() + value.size(), max_poll_interval_ms_);
      max_poll_interval_at_ = entry.value.at;
    }
    property_at_.emplace_back(entry.value.at);
    config_.properties.emplace_back(entry.key, std::move(value));
  }

  void ReadKeys(const Node* keys) {
    if (keys == nullptr || !keys->IsMapping()) return;
    for (const yaml::Entry& entry : keys->entries) {
      if (const std::string wrong = WrongLabel("a key's name", entry.key); !wrong.empty())
        Add(entry.at, wrong);
      std::shared_ptr<const Keyset>& keyset = keys_[entry.key];
      if (const auto given = given_keys_.find(entry.key); given != given_keys_.end()) {
        keyset = given->second;
        continue;
      }
      const Node* file = entry.value.Find("file");
      if (file == nullptr || !file->IsScalar()) continue;
      const std::string path = ResolvePath(file->scalar, file_);
      const auto content = ReadSecretFile(path, limits::kMaxSecretBytes);
      if (!content) {
        Add(file->at, "keyset " + FileShown(file->scalar, path) + ": " + content.error().message);
        continue;
      }
      if (content->empty()) {
        Add(file->at, "keyset " + Quoted(file->scalar) + ": is empty; `aegis keys new` makes one");
        continue;
      }
      auto parsed = ParseKeyset(*content);
      if (!parsed) {
        Add(file->at, "keyset " + Quoted(file->scalar) + ": " + parsed.error().message);
        continue;
      }
      keyset = std::make_shared<const Keyset>(std::move(*parsed));
    }
  }

  // --- numbers, times and places

  static const Node* Find2(const Node& root, std::string_view section, std::string_view key) {
    const Node* node = root.Find(section);
    return node == nullptr ? nullptr : node->Find(key);
  }

  void ReadNumbers(const Node& root) {
    if (schema::AsString(root.Find("start")) == "latest") config_.start = kafka::Start::kLatest;
    if (const auto n = schema::AsSizeBytes(Find2(root, "limits", "record"))) {
      config_.record_limit = static_cast<size_t>(*n);
    }
    if (const auto n = schema::AsSizeBytes(Find2(root, "limits", "reuse"))) {
      config_.reuse_bytes = static_cast<size_t>(*n);
    }
    const Node* count = Find2(root, "workers", "count");
    if (const auto n = schema::AsInteger(count)) {
      if (*n < 1 || *n > limits::kMaxWorkers) {
        Add(count->at, "must be 1 to " + std::to_string(limits::kMaxWorkers) + ", or auto");
      } else {
        config_.workers = static_cast<int>(*n);
      }
    }
    if (const auto pin = schema::AsBool(Find2(root, "workers", "pin"))) config_.pin = *pin;
    const auto duration = [&](const char* section, const char* key,
                              std::chrono::milliseconds& into) {
      if (const auto ms = schema::AsDurationMs(Find2(root, section, key)))
        into = std::chrono::milliseconds(*ms);
    };
    duration("transaction", "interval", config_.interval);
    duration("transaction", "timeout", config_.transaction_timeout);
    duration("session", "timeout", config_.session_timeout);
    if (const auto n = schema::AsInteger(Find2(root, "transaction", "max_records"))) {
      config_.max_records = static_cast<size_t>(*n);
    }
    if (const auto n = schema::AsSizeBytes(Find2(root, "transaction", "max_bytes"))) {
      config_.max_bytes = static_cast<size_t>(*n);
    }
    if (schema::AsString(Find2(root, "session", "stop")) == "leave")
      config_.stop = StopMode::kLeave;
  }

  // Where a time is given, and what a reader sees where it is not: the mapping, or the file.
  static Position TimePosition(const Node& root, const char* section, const char* key) {
    const Node* node = Find2(root, section, key);
    return node != nullptr ? node->at : At(root.Find(section));
  }

  void CheckTimes(const Node& root) {
    if (config_.interval >= config_.transaction_timeout) {
      Add(TimePosition(root, "transaction", "interval"),
          "`transaction.interval` must be shorter than `transaction.timeout` (" +
              std::to_string(config_.transaction_timeout.count()) +
              "ms), or the broker aborts every transaction");
    }
    const std::chrono::milliseconds poll{max_poll_interval_ms_};
    if (config_.transaction_timeout > poll) {
      Add(max_poll_interval_at_.value_or(TimePosition(root, "transaction", "timeout")),
          "`transaction.timeout` must not pass `max.poll.interval.ms` (" +
              std::to_string(poll.count()) + "ms): a commit may wait that long inside a rebalance");
    }
    if (config_.session_timeout > poll) {
      Add(max_poll_interval_at_.value_or(TimePosition(root, "session", "timeout")),
          "`session.timeout` must not pass `max.poll.interval.ms` (" +
              std::to_string(poll.count()) + "ms); librdkafka refuses it");
    }
  }

  void ReadState(const Node* state) {
    const Node* standby = state == nullptr ? nullptr : state->Find("standby");
    config_.standby = schema::AsBool(standby).value_or(false);
    if (config_.standby) standby_at_ = standby->at;
    const Node* dir = state == nullptr ? nullptr : state->Find("dir");
    if (dir == nullptr || !dir->IsScalar()) return;
    if (dir->scalar.empty()) {
      Add(dir->at, "`state.dir` is empty");
      return;
    }
    config_.state_dir = ResolvePath(dir->scalar, file_);
    struct stat about {};
    if (stat(config_.state_dir.c_str(), &about) != 0) {
      // What is missing is made at the start.
      if (errno != ENOENT) {
        Add(dir->at, "`state.dir` " + Quoted(dir->scalar) + ": " + std::strerror(errno));
      }
    } else if (!S_ISDIR(about.st_mode)) {
      Add(dir->at, "`state.dir` " + Quoted(dir->scalar) + " is no folder");
    }
  }

  void ReadAdmin(const Node* admin) {
    const Node* listen = admin == nullptr ? nullptr : admin->Find("listen");
    if (listen == nullptr || !listen->IsScalar()) return;
    if (const std::string wrong = WrongAddress(listen->scalar); !wrong.empty()) {
      Add(listen->at, wrong);
      return;
    }
    config_.admin = *ParseListenAddress(listen->scalar);
  }

  // --- routes

  bool ReadTopic(const Node* node, std::string& into) {
    if (node == nullptr || !node->IsScalar()) return false;
    const std::string wrong = WrongTopicName(node->scalar);
    if (!wrong.empty()) {
      Add(node->at, wrong);
      return false;
    }
    if (node->scalar.starts_with("__")) {
      Add(node->at, Quoted(node->scalar) + " is one of Kafka's own topics");
      return false;
    }
    into = node->scalar;
    return true;
  }

  void ReadReceipts(const Node* receipts) {
    const Node* topic = receipts == nullptr ? nullptr : receipts->Find("topic");
    if (ReadTopic(topic, receipts_)) receipts_at_ = topic->at;
  }

  struct Places {
    Position name;
    Position from;
    Position output;
    Position dead_letter;
    Position duplicates;
  };

  void ReadRoutes(const Node* routes) {
    if (routes == nullptr || !routes->IsSequence()) return;
    if (routes->items.empty()) Add(routes->at, "at least one route is needed");
    if (routes->items.size() > limits::kMaxRoutes) {
      Add(routes->at, "more than " + std::to_string(limits::kMaxRoutes) + " routes");
      return;
    }
    std::map<std::string, Position> names;
    for (const Node& node : routes->items) {
      Route route;
      Places places;
      places.name = node.at;
      ReadRoute(node, route, places);
      const auto [first, fresh] = names.emplace(route.name, places.name);
      if (!fresh && !route.name.empty()) {
        Add(places.name, "a route named " + Quoted(route.name) + " is at line " +
                             std::to_string(first->second.line) +
                             " already; give this one a `name`");
      }
      routes_.push_back(std::move(route));
      places_.push_back(places);
    }
  }

  void ReadRoute(const Node& node, Route& route, Places& places) {
    const int groups = ReadFrom(node.Find("from"), route, places);
    ReadTo(node.Find("to"), groups, route, places);
    const Node* name = node.Find("name");
    if (name != nullptr && name->IsScalar()) {
      places.name = name->at;
      route.name = name->scalar;
      if (const std::string wrong = WrongLabel("a route's name", name->scalar); !wrong.empty())
        Add(name->at, wrong);
    } else {
      route.name = route.topics.empty() ? route.pattern : route.topics.front();
    }
    config_.allow_key_merge.push_back(schema::AsBool(node.Find("allow_key_merge")).value_or(false));
    if (const auto provenance = schema::AsBool(node.Find("provenance")))
      route.provenance = *provenance;
    const Node* dead_letter = node.Find("dead_letter");
    const Node* dead_topic = dead_letter == nullptr ? nullptr : dead_letter->Find("topic");
    if (ReadTopic(dead_topic, route.dead_letter)) places.dead_letter = dead_topic->at;
    ReadDuplicates(node.FindEntry("dedup"), route, places);
  }

  // The engine reads the rest.
  void ReadDuplicates(const yaml::Entry* dedup, Route& route, Places& places) {
    if (dedup == nullptr) return;
    if (config_.state_dir.empty()) {
      Add(dedup->at,
          "`dedup` needs `state.dir`: a place for what was seen, that outlives the process");
    }
    const Node* on_duplicate = dedup->value.Find("on_duplicate");
    const Node* to = on_duplicate == nullptr ? nullptr : on_duplicate->Find("route");
    const Node* topic = to == nullptr ? nullptr : to->Find("topic");
    if (ReadTopic(topic, route.duplicates)) places.duplicates = topic->at;
  }

  // The number of groups in the pattern; -1: there is no pattern.
  int ReadFrom(const Node* from, Route& route, Places& places) {
    if (from == nullptr) return -1;
    places.from = from->at;
    const Node* topics = from->Find("topics");
    if (topics != nullptr && topics->IsSequence()) {
      places.from = topics->at;
      if (topics->items.empty()) Add(topics->at, "at least one topic is needed");
      for (const Node& topic : topics->items) {
        std::string name;
        if (!ReadTopic(&topic, name)) continue;
        if (std::find(route.topics.begin(), route.topics.end(), name) != route.topics.end()) {
          Add(topic.at, Quoted(name) + " is listed twice");
          continue;
        }
        route.topics.push_back(std::move(name));
      }
    }
    const Node* pattern = from->Find("pattern");
    if (pattern == nullptr || !pattern->IsScalar()) return -1;
    places.from = pattern->at;
    if (!pattern->scalar.starts_with('^')) {
      Add(pattern->at, "a pattern begins with ^, as \"^team-.*\\\\.raw$\"");
      return 9;
    }
    regex_t compiled;
    const int error = regcomp(&compiled, pattern->scalar.c_str(), REG_EXTENDED);
    if (error != 0) {
      char why[128];
      regerror(error, &compiled, why, sizeof(why));
      Add(pattern->at, std::string("is no POSIX extended expression: ") + why);
      return 9;
    }
    const int groups = static_cast<int>(compiled.re_nsub);
    regfree(&compiled);
    route.pattern = pattern->scalar;
    return groups;
  }

  void ReadTo(const Node* to, int groups, Route& route, Places& places) {
    if (to == nullptr) return;
    const Node* topic = to->Find("topic");
    if (topic != nullptr && topic->IsScalar()) {
      places.output = topic->at;
      const std::string wrong = WrongTemplate(topic->scalar, groups);
      if (!wrong.empty()) {
        Add(topic->at, wrong);
      } else if (topic->scalar.starts_with("__")) {
        Add(topic->at, Quoted(topic->scalar) + " is one of Kafka's own topics");
      } else {
        route.output = topic->scalar;
      }
    }
    if (schema::AsString(to->Find("partition")) == "key") route.partition = PartitionRule::kKey;
    const Node* create = to->Find("create_topics");
    route.create_topics_match = create != nullptr;
    if (create != nullptr && route.partition == PartitionRule::kKey) {
      Add(create->at,
          "`create_topics: match` goes with `partition: same`; growing a topic that is partitioned "
          "by key "
          "would send later records of a key elsewhere");
    }
  }

  // Readers of an output take it for clean, so nothing else may go there. What a pattern's template
  // becomes is checked by the router.
  void CheckOutputs() {
    std::map<std::string, size_t> outputs;
    for (size_t i = 0; i < routes_.size(); ++i) {
      const std::string& output = routes_[i].output;
      if (output.empty()) continue;
      if (output.find("${") == std::string::npos) outputs.emplace(output, i);
      for (const std::string& topic : routes_[i].topics) {
        outputs.emplace(FillTemplate(output, topic, {topic}), i);
      }
    }
    for (size_t i = 0; i < routes_.size(); ++i) {
      const auto taken = outputs.find(routes_[i].dead_letter);
      if (taken != outputs.end()) {
        Add(places_[i].dead_letter, Quoted(taken->first) + " is the output of route " +
                                        Quoted(routes_[taken->second].name) +
                                        "; dead letters need a topic of their own");
      }
    }
    CheckDuplicates(outputs);
    if (receipts_.empty()) return;
    if (const auto taken = outputs.find(receipts_); taken != outputs.end()) {
      Add(receipts_at_, Quoted(receipts_) + " is the output of route " +
                            Quoted(routes_[taken->second].name) +
                            "; receipts need a topic of their own");
    }
    for (const Route& route : routes_) {
      if (route.dead_letter != receipts_) continue;
      Add(receipts_at_, Quoted(receipts_) + " holds the dead letters of route " +
                            Quoted(route.name) + "; receipts need a topic of their own");
      break;
    }
  }

  // A topic of duplicates holds nothing but what one route takes for such.
  void CheckDuplicates(const std::map<std::string, size_t>& outputs) {
    for (size_t i = 0; i < routes_.size(); ++i) {
      const std::string& topic = routes_[i].duplicates;
      if (topic.empty()) continue;
      const auto taken = outputs.find(topic);
      std::string holds;
      if (taken != outputs.end())
        holds = "is the output of route " + Quoted(routes_[taken->second].name);
      if (topic == receipts_) holds = "holds the receipts";
      for (size_t j = 0; j < routes_.size(); ++j) {
        if (routes_[j].dead_letter == topic)
          holds = "holds the dead letters of route " + Quoted(routes_[j].name);
        if (j < i && routes_[j].duplicates == topic)
          holds = "holds the duplicates of route " + Quoted(routes_[j].name);
      }
      if (!holds.empty())
        Add(places_[i].duplicates,
            Quoted(topic) + " " + holds + "; duplicates need a topic of their own");
    }
  }

  // With * for the input topic.
  std::vector<std::string> Changelogs(const Node& root) {
    std::vector<std::string> changelogs;
    const auto& plans = config_.work.plan->routes;
    for (size_t i = 0; i < plans.size(); ++i) {
      if (!plans[i].dedup) continue;
      changelogs.push_back(ChangelogTopic(config_.name, "*", plans[i].dedup->state));
      for (const std::string& topic : routes_[i].topics) {
        const std::string name = ChangelogTopic(config_.name, topic, plans[i].dedup->state);
        const std::string wrong = WrongTopicName(name);
        if (wrong.empty()) continue;
        Add(root.Find("routes")->items[i].FindEntry("dedup")->at,
            "the changelog of " + Quoted(topic) + " would be " + Quoted(name) + ": " + wrong);
      }
    }
    return changelogs;
  }

  void CheckStandby(const Node* routes) {
    if (!config_.standby || routes == nullptr || !routes->IsSequence()) return;
    const bool any = std::any_of(routes->items.begin(), routes->items.end(),
                                 [](const Node& route) { return route.Find("dedup") != nullptr; });
    if (!any)
      Add(standby_at_, "`state.standby` keeps copies of dedup states, and no route has `dedup`");
  }

  // What two routes write to one topic stands there twice.
  void CheckCopies() {
    std::set<std::string> inputs;
    for (const Route& route : routes_) inputs.insert(route.topics.begin(), route.topics.end());
    std::set<size_t> told;
    for (const std::string& input : inputs) {
      std::map<std::string, size_t> writers;
      for (const Match& match : config_.work.routes->MatchTopic(input)) {
        const auto [first, is_new] = writers.emplace(match.output, match.route);
        if (is_new || !told.insert(match.route).second) continue;
        const Places& places = places_[match.route];
        Add(places.output.line > 0 ? places.output : places.from,
            "route " + Quoted(routes_[first->second].name) + " copies the records of " +
                Quoted(input) + " to " + Quoted(match.output) + " already");
      }
    }
  }

  void CheckFeedback() {
    const auto found = FindFeedback(routes_, receipts_);
    if (!found) return;
    const Places& places = places_[found->route];
    Add(places.output.line > 0 ? places.output : places.from,
        "the routes feed themselves: " + DescribeFeedback(*found) + ", which is input again");
  }

  // --- reload

  void WriteFixed(const Node& root) {
    const auto paths = ReloadablePaths();
    const auto reloadable = [&](std::string_view path) {
      return std::find(paths.begin(), paths.end(), path) != paths.end();
    };
    for (const yaml::Entry& entry : root.entries) {
      if (reloadable(entry.key)) continue;
      if (entry.key != "routes") {
        WriteOut(entry.value, config_.fixed[entry.key]);
        continue;
      }
      for (size_t i = 0; i < entry.value.items.size(); ++i) {
        const std::string at = "routes[" + std::to_string(i) + "]";
        config_.fixed[at];  // one route more or less is a difference, too
        for (const yaml::Entry& key : entry.value.items[i].entries) {
          if (!reloadable("routes[]." + key.key))
            WriteOut(key.value, config_.fixed[at + "." + key.key]);
        }
      }
    }
    // A secret in a file may have changed where the text has not.
    for (const auto& [name, value] : config_.properties)
      config_.fixed["kafka.properties." + name] = value;
  }

  std::string file_;
  yaml::Diagnostics& diagnostics_;
  const Keys& given_keys_;
  Config config_;
  std::vector<Route> routes_;
  std::vector<Places> places_;  // of each route
  std::string receipts_;
  Position receipts_at_;
  Position standby_at_;
  Keys keys_;
  int max_poll_interval_ms_ = 300'000;  // librdkafka's default
  std::optional<Position> max_poll_interval_at_;
  std::vector<Position> property_at_;  // of config_.properties
};

}  // namespace

kafka::ClientSettings Config::Settings() const {
  kafka::ClientSettings settings;
  settings.brokers = brokers;
  settings.properties = properties;
  settings.client_id = name;
  settings.group = group;
  settings.session_timeout_ms = static_cast<int>(session_timeout.count());
  settings.transaction_timeout_ms = static_cast<int>(transaction_timeout.count());
  settings.record_limit = record_limit;
  return settings;
}

std::optional<Config> ParseConfig(std::string_view text, const std::string& file,
                                  yaml::Diagnostics& diagnostics, const Keys& given_keys) {
  return Reader(file, diagnostics, given_keys).Read(text);
}

std::vector<std::string> NeedRestart(const Config& running, const Config& wanted) {
  std::set<std::string> paths;
  for (const auto& [path, value] : running.fixed) {
    const auto other = wanted.fixed.find(path);
    if (other == wanted.fixed.end() || other->second != value) paths.insert(path);
  }
  for (const auto& [path, value] : wanted.fixed) {
    if (!running.fixed.contains(path)) paths.insert(path);
  }
  return {paths.begin(), paths.end()};
}

LoadedConfig LoadConfig(const std::string& file, const Keys& given_keys) {
  LoadedConfig loaded;
  const auto text = ReadFile(file == "-" ? "/dev/stdin" : file, limits::kMaxYamlBytes);
  if (!text) {
    loaded.problems = file + ": error: " + text.error().message + "\n";
    return loaded;
  }
  yaml::Diagnostics diagnostics;
  loaded.config = ParseConfig(*text, file, diagnostics, given_keys);
  loaded.problems = diagnostics.Render(file);
  return loaded;
}

}  // namespace aegis::topology
