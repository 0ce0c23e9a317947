#include "topology/router.h"

#include <regex.h>

#include <algorithm>
#include <optional>
#include <set>

#include "connectors/kafka/commit_policy.h"
#include "connectors/mutation.h"
#include "topology/dead_letter.h"
#include "topology/feedback.h"
#include "topology/json_text.h"
#include "topology/receipts.h"

namespace aegis::topology {
namespace {

// ${1} … ${9}, and the whole match
constexpr size_t kGroups = 10;

// A compiled pattern. POSIX extended, because the client matches subscriptions with the same.
class Pattern {
 public:
  explicit Pattern(const std::string& text) {
    valid_ = regcomp(&expression_, text.c_str(), REG_EXTENDED) == 0;
  }
  ~Pattern() {
    if (valid_) regfree(&expression_);
  }
  Pattern(const Pattern&) = delete;
  Pattern& operator=(const Pattern&) = delete;
  bool valid() const { return valid_; }
  size_t groups() const { return expression_.re_nsub; }
  // groups[n]: what the n-th group matched, the whole first; nothing when the topic does not match.
  std::optional<std::vector<std::string>> Match(const std::string& topic) const {
    regmatch_t found[kGroups] = {};
    if (regexec(&expression_, topic.c_str(), kGroups, found, 0) != 0) return std::nullopt;
    std::vector<std::string> groups;
    for (size_t i = 0; i < std::min(this->groups() + 1, kGroups); ++i) {
      const auto [begin, end] = found[i];
      groups.push_back(
          begin < 0 ? std::string()
                    : topic.substr(static_cast<size_t>(begin), static_cast<size_t>(end - begin)));
    }
    return groups;
  }

 private:
  regex_t expression_{};
  bool valid_ = false;
};

}  // namespace

// --- RouteTable ---

struct RouteTable::Compiled {
  std::vector<Route> routes;
  std::vector<std::unique_ptr<Pattern>> patterns;  // null for routes by name
  std::string receipts_topic;
  std::vector<std::string> changelogs;  // with * for the input topic
  std::unique_ptr<const FeedbackFinder> feedback;
};

RouteTable::RouteTable() : compiled_(std::make_unique<Compiled>()) {}
RouteTable::~RouteTable() = default;

Result<std::shared_ptr<const RouteTable>> RouteTable::New(std::vector<Route> routes,
                                                          std::string receipts_topic,
                                                          std::vector<std::string> changelogs) {
  std::shared_ptr<RouteTable> table(new RouteTable());
  for (const Route& route : routes) {
    auto fail = [&](const std::string& why) {
      return Fail(ErrorCode::kInvalidArgument, "route " + route.name + ": " + why);
    };
    std::unique_ptr<Pattern> pattern;
    if (!route.pattern.empty()) {
      if (route.pattern[0] != '^') return fail("a pattern begins with ^");
      pattern = std::make_unique<Pattern>(route.pattern);
      if (!pattern->valid()) return fail("the pattern is not a POSIX extended expression");
    }
    const int groups = pattern ? static_cast<int>(std::min(pattern->groups(), kGroups - 1)) : -1;
    if (const std::string wrong = WrongTemplate(route.output, groups); !wrong.empty())
      return fail("the output \"" + route.output + "\": " + wrong);
    table->compiled_->patterns.push_back(std::move(pattern));
  }
  table->compiled_->feedback = std::make_unique<FeedbackFinder>(routes, receipts_topic);
  table->compiled_->routes = std::move(routes);
  table->compiled_->receipts_topic = std::move(receipts_topic);
  table->compiled_->changelogs = std::move(changelogs);
  return std::shared_ptr<const RouteTable>(std::move(table));
}

const std::vector<Route>& RouteTable::routes() const { return compiled_->routes; }
const std::string& RouteTable::receipts_topic() const { return compiled_->receipts_topic; }

std::vector<Match> RouteTable::MatchTopic(const std::string& topic) const {
  std::vector<Match> matches;
  for (size_t i = 0; i < compiled_->routes.size(); ++i) {
    const Route& route = compiled_->routes[i];
    std::optional<std::vector<std::string>> groups;
    if (compiled_->patterns[i]) {
      groups = compiled_->patterns[i]->Match(topic);
    } else if (std::find(route.topics.begin(), route.topics.end(), topic) != route.topics.end()) {
      groups.emplace(1, topic);
    }
    if (groups)
      matches.push_back({static_cast<uint16_t>(i), FillTemplate(route.output, topic, *groups)});
  }
  return matches;
}

Status RouteTable::CheckFeedback(const std::string& topic) const {
  for (const std::string& changelog : compiled_->changelogs) {
    const size_t star = changelog.find('*');
    const std::string_view head = std::string_view(changelog).substr(0, star);
    const std::string_view tail = std::string_view(changelog).substr(star + 1);
    if (topic.size() > head.size() + tail.size() && topic.starts_with(head) &&
        topic.ends_with(tail)) {
      return Fail(ErrorCode::kInvalidArgument,
                  "topic " + topic + " is a changelog of this pipeline's, and no input");
    }
  }
  const auto found = compiled_->feedback->From(std::span(&topic, 1));
  if (!found) return {};
  return Fail(ErrorCode::kInvalidArgument,
              "the routes feed themselves: " + DescribeFeedback(*found) + ", which is input again");
}

std::vector<std::string> RouteTable::Subscription() const {
  std::set<std::string> topics;
  for (const Route& route : compiled_->routes) {
    topics.insert(route.topics.begin(), route.topics.end());
    if (!route.pattern.empty()) topics.insert(route.pattern);
  }
  return {topics.begin(), topics.end()};
}

std::vector<std::string> RouteTable::FixedOutputs() const {
  std::set<std::string> topics;
  for (const Route& route : compiled_->routes) {
    if (route.output.find("${") == std::string::npos) topics.insert(route.output);
    if (!route.dead_letter.empty()) topics.insert(route.dead_letter);
    if (!route.duplicates.empty()) topics.insert(route.duplicates);
  }
  if (!compiled_->receipts_topic.empty()) topics.insert(compiled_->receipts_topic);
  return {topics.begin(), topics.end()};
}

// --- Router ---

namespace {

// Readers of an output take it for clean, so nothing else may go there.
Status CheckOwn(const RouteTable& table, const Target& target) {
  const auto& routes = table.routes();
  const bool letters = std::any_of(routes.begin(), routes.end(), [&](const Route& route) {
    return route.dead_letter == target.output_name;
  });
  if (!letters && table.receipts_topic() != target.output_name) return {};
  return Fail(ErrorCode::kInvalidArgument, "route " + target.rule->name + " would write " +
                                               target.output_name + ", which holds " +
                                               (letters ? "dead letters" : "receipts"));
}

}  // namespace

Result<io::TopicInfo> Router::Describe(const std::string& topic, io::Time deadline) {
  if (auto known = known_.find(topic); known != known_.end()) return known->second;
  Result<io::TopicInfo> info = sink_.Describe(topic, deadline);
  if (info) known_[topic] = *info;
  return info;
}

// `same` with too few output partitions may not go elsewhere: the order of a partition would be
// lost.
Status Router::CheckPartitions(const Route& rule, const std::string& output, int32_t partitions,
                               const io::TopicPartition& input, io::Time deadline) {
  if (rule.partition != PartitionRule::kSame || input.partition < partitions) return {};
  std::string what = "output " + output + " has " + std::to_string(partitions) +
                     " partitions, and partition " + std::to_string(input.partition) + " of " +
                     input.topic + " keeps its number";
  known_.erase(output);  // it may grow
  if (!rule.create_topics_match) {
    return Fail(ErrorCode::kInvalidArgument,
                what + "; add partitions, or use `partition: key` or `create_topics: match`");
  }
  if (Status grown = sink_.GrowTopic(output, input.partition + 1, deadline); !grown) return grown;
  return Fail(ErrorCode::kUnavailable, what + ": more were asked for");
}

Result<PartitionTargets> Router::Open(const RouteTable& table, const io::TopicPartition& input,
                                      io::Time deadline) {
  PartitionTargets opened;
  Status round = table.CheckFeedback(input.topic);
  for (Match& match : table.MatchTopic(input.topic)) {
    Target target;
    target.route = match.route;
    target.rule = &table.routes()[match.route];
    target.output_name = std::move(match.output);
    if (const std::string wrong = WrongTopicName(target.output_name); !wrong.empty()) {
      return Fail(ErrorCode::kInvalidArgument, "route " + target.rule->name + ": the output \"" +
                                                   target.rule->output + "\" of topic " +
                                                   input.topic + ": " + wrong);
    }
    if (target.output_name == input.topic) {
      return Fail(ErrorCode::kInvalidArgument,
                  "route " + target.rule->name + " would write the topic that it reads");
    }
    if (!round) return tl::unexpected(round.error());
    if (Status own = CheckOwn(table, target); !own) return tl::unexpected(own.error());
    Result<io::TopicInfo> output = Describe(target.output_name, deadline);
    if (!output) return tl::unexpected(output.error());
    target.output = output->handle;
    target.partitions = output->partitions;
    if (Status fits =
            CheckPartitions(*target.rule, target.output_name, target.partitions, input, deadline);
        !fits) {
      return tl::unexpected(fits.error());
    }
    if (const std::string& topic = target.rule->duplicates; !topic.empty()) {
      Result<io::TopicInfo> duplicates = Describe(topic, deadline);
      if (!duplicates) return tl::unexpected(duplicates.error());
      target.duplicates = duplicates->handle;
      target.duplicates_partitions = duplicates->partitions;
      Status fits = CheckPartitions(*target.rule, topic, duplicates->partitions, input, deadline);
      if (!fits) return tl::unexpected(fits.error());
    }
    if (!target.rule->dead_letter.empty()) {
      Result<io::TopicInfo> dead = Describe(target.rule->dead_letter, deadline);
      if (!dead) return tl::unexpected(dead.error());
      target.has_dead_letter = true;
      target.dead_letter = dead->handle;
      target.dead_letter_partition = input.partition % std::max(dead->partitions, 1);
    }
    opened.routes.push_back(target.route);
    opened.targets.push_back(std::move(target));
  }
  if (opened.targets.empty())
    return Fail(ErrorCode::kInternal, "no route matches topic " + input.topic);
  if (!table.receipts_topic().empty()) {
    Result<io::TopicInfo> receipts = Describe(table.receipts_topic(), deadline);
    if (!receipts) return tl::unexpected(receipts.error());
    opened.has_receipts = true;
    opened.receipts = receipts->handle;
    const std::string key = ReceiptKey(input);
    opened.receipts_partition = kafka::PartitionOfKey(key, std::max(receipts->partitions, 1));
  }
  return opened;
}

Sent Router::Send(const Record& record, const Target& target, const Outcome& outcome,
                  uint32_t origin, io::Transaction& transaction) {
  if (const auto* quarantine = std::get_if<Quarantine>(&outcome)) {
    if (AEGIS_MUTATION(forward_on_error))
      return Send(record, target, Forward{record.key, record.value, record.headers}, origin,
                  transaction);
    return Quarantined(record, target, quarantine->error, origin, transaction);
  }
  if (std::holds_alternative<Drop>(outcome)) return {SendStatus::kDone, outcome, 0};
  const Forward& forward = std::get<Forward>(outcome);
  const int32_t partitions =
      forward.to_duplicates ? target.duplicates_partitions : target.partitions;
  io::OutputRecord output{.topic = forward.to_duplicates ? target.duplicates : target.output,
                          .partition = record.partition,
                          .timestamp_ms = record.timestamp_ms,
                          .key = forward.key,
                          .value = forward.value,
                          .headers = forward.headers,
                          .origin = origin};
  if (target.rule->partition == PartitionRule::kKey) {
    // The original key: a redacted one may have changed, and consumers find a subject by what Java
    // made of the original.
    output.partition = IsNull(record.key) ? record.partition % partitions
                                          : kafka::PartitionOfKey(record.key, partitions);
  }
  if (target.rule->provenance) {
    text_.assign(record.topic);
    text_ += '/';
    AppendNumber(record.partition, &text_);
    text_ += '/';
    AppendNumber(record.offset, &text_);
    headers_.assign(forward.headers.begin(), forward.headers.end());
    headers_.push_back({kProvenanceHeader, text_});
    output.headers = headers_;
  }
  if (AEGIS_MUTATION(send_to_first_partition)) output.partition = 0;
  if (AEGIS_MUTATION(stamp_now)) output.timestamp_ms = clock_.WallMs();
  switch (transaction.Produce(output)) {
    case io::ProduceResult::kAccepted:
      return {SendStatus::kDone, outcome, forward.key.size() + forward.value.size()};
    case io::ProduceResult::kRefused:
      if (AEGIS_MUTATION(lose_too_large)) return {SendStatus::kDone, outcome, 0};
      return Quarantined(record, target, {RecordErrorCode::kTooLarge, 0}, origin, transaction);
    case io::ProduceResult::kAbort:
      return {SendStatus::kAbort, outcome, 0};
  }
  return {SendStatus::kAbort, outcome, 0};
}

Sent Router::Quarantined(const Record& record, const Target& target, RecordError error,
                         uint32_t origin, io::Transaction& transaction) {
  Outcome outcome = Quarantine{error};
  if (!target.has_dead_letter) return {SendStatus::kNoDeadLetter, outcome, 0};
  WriteDeadLetter(record, target.rule->name, error, &text_);
  // The wall clock: brokers refuse timestamps that are too far ahead, and the original stands in
  // the letter.
  io::OutputRecord letter{.topic = target.dead_letter,
                          .partition = target.dead_letter_partition,
                          .timestamp_ms = clock_.WallMs(),
                          .key = kNull,
                          .value = text_,
                          .headers = {},
                          .origin = origin};
  if (AEGIS_MUTATION(drop_dead_letter)) return {SendStatus::kDone, outcome, 0};
  if (AEGIS_MUTATION(quarantine_twice)) transaction.Produce(letter);
  switch (transaction.Produce(letter)) {
    case io::ProduceResult::kAccepted:
      return {SendStatus::kDone, outcome, 0};
    case io::ProduceResult::kRefused:
      return {SendStatus::kDeadLetterRefused, outcome, 0};
    case io::ProduceResult::kAbort:
      break;
  }
  return {SendStatus::kAbort, outcome, 0};
}

}  // namespace aegis::topology
