#include "topology/verify_cluster.h"

#include <chrono>
#include <utility>
#include <vector>

#include "connectors/kafka/admin.h"
#include "connectors/kafka/topic_reader.h"
#include "src/pipeline.h"
#include "topology/router.h"

namespace aegis::topology {
namespace {

constexpr std::chrono::seconds kAsk{10};
constexpr std::chrono::seconds kIdle{20};
constexpr int64_t kProgressEvery = 50'000;

class ClusterReader {
 public:
  ClusterReader(const VerifyOptions& options, kafka::Admin& admin)
      : options_(options), admin_(admin) {}

  Result<int32_t> Partitions(const std::string& topic) {
    const auto described = admin_.DescribeTopics(std::vector<std::string>{topic}, kAsk);
    if (!described) return tl::unexpected(described.error());
    const kafka::TopicDescription& description = described->front();
    if (!description.error.empty())
      return Fail(ErrorCode::kNotFound, topic + ": " + description.error);
    return description.partitions;
  }

  Status ReadTopic(const std::string& topic, const std::function<void(const Record&)>& visit) {
    const auto partitions = Partitions(topic);
    if (!partitions) return tl::unexpected(partitions.error());
    std::map<io::TopicPartition, Verifier::Range> whole;
    for (int32_t p = 0; p < *partitions; ++p) whole[{topic, p}] = {0, INT64_MAX};
    return Read(topic, whole, visit);
  }

  // As much of the ranges as there is.
  Status Read(const std::string& step, const std::map<io::TopicPartition, Verifier::Range>& wanted,
              const std::function<void(const Record&)>& visit) {
    if (wanted.empty()) return {};
    std::vector<io::TopicPartition> partitions;
    for (const auto& [partition, range] : wanted) partitions.push_back(partition);
    const auto begins = admin_.BeginningOffsets(partitions, kAsk);
    if (!begins) return tl::unexpected(begins.error());
    const auto ends = admin_.EndOffsets(partitions, kAsk);
    if (!ends) return tl::unexpected(ends.error());
    std::vector<kafka::ReadRange> ranges;
    for (const auto& [partition, range] : wanted) {
      ranges.push_back({partition, std::max(range.from, begins->at(partition)),
                        std::min(range.next, ends->at(partition))});
    }
    int64_t count = 0;
    const Status read =
        kafka::ReadRanges(options_.client, ranges, kIdle, [&](const Record& record) {
          visit(record);
          if (++count % kProgressEvery == 0 && options_.progress) options_.progress(step, count);
        });
    if (read && options_.progress) options_.progress(step, count);
    return read;
  }

 private:
  const VerifyOptions& options_;
  kafka::Admin& admin_;
};

// "inputs orders.raw/3", "inputs orders.raw/0 and 7 more"
std::string StepOf(const std::string& what,
                   const std::map<io::TopicPartition, Verifier::Range>& partitions) {
  if (partitions.empty()) return what;
  const io::TopicPartition& first = partitions.begin()->first;
  std::string step = what + " " + first.topic + "/" + std::to_string(first.partition);
  if (partitions.size() > 1) step += " and " + std::to_string(partitions.size() - 1) + " more";
  return step;
}

// Scans outputs again as their routes scan records: value, headers and key.
class Rescan {
 public:
  static Result<Rescan> New(std::shared_ptr<const Plan> plan) {
    Rescan rescan;
    if (plan == nullptr) return rescan;
    auto pipeline = Pipeline::New(plan);
    if (!pipeline) return tl::unexpected(pipeline.error());
    rescan.pipeline_ = std::move(*pipeline);
    for (size_t i = 0; i < plan->routes.size(); ++i)
      rescan.routes_[plan->routes[i].name] = static_cast<uint16_t>(i);
    return rescan;
  }

  // What is wrong with the output, without its content; empty: nothing.
  std::string FindLeft(const Record& output, const std::string& route) {
    const auto index = routes_.find(route);
    if (pipeline_ == nullptr || index == routes_.end()) return {};
    arena_->Reset();
    // What Aegis adds names a place, and its numbers may look like something else.
    std::vector<Header> headers;
    for (const Header& header : output.headers) {
      const bool own = header.name == kProvenanceHeader || header.name == kDuplicateHeader ||
                       header.name == kFirstHeader || header.name == kSimilarityHeader;
      if (!own) headers.push_back(header);
    }
    Record record = output;
    record.headers = headers;
    const Input input{record, {&index->second, 1}};
    const Decision decision = pipeline_->Process({&input, 1}, *arena_)[0];
    if (const auto* quarantine = std::get_if<Quarantine>(&decision.outcome)) {
      if (quarantine->error.code == RecordErrorCode::kFindingInKey) {
        return "still holds something in its key";
      }
      return "can not be scanned again: " + std::string(RecordErrorName(quarantine->error.code));
    }
    const RuleSet& rules = pipeline_->plan().rules;
    for (const FindingCount& count : decision.counts) {
      // Fields that are always acted on are acted on again.
      if (count.action == kNoAction || count.entity == rules.field_entity()) continue;
      return "still holds " + rules.EntityName(count.entity);
    }
    return {};
  }

 private:
  static constexpr size_t kNoAction = Action(NoAction{}).index();
  std::unique_ptr<Pipeline> pipeline_;
  std::unique_ptr<Arena> arena_ = std::make_unique<Arena>();
  std::map<std::string, uint16_t> routes_;
};

}  // namespace

VerifyOptions VerifyOptionsOf(const Config& config) {
  VerifyOptions options;
  options.client = config.Settings();
  options.receipts_topic = config.work.routes->receipts_topic();
  options.rescan = config.work.plan;
  const std::vector<Route>& routes = config.work.routes->routes();
  for (size_t i = 0; i < routes.size(); ++i) {
    VerifyRoute& route = options.routes[routes[i].name];
    route.by_key = routes[i].partition == PartitionRule::kKey;
    route.keys_change = config.work.plan->routes[i].key == KeyMode::kRedact;
    route.provenance = routes[i].provenance;
  }
  return options;
}

Result<VerifyReport> VerifyCluster(const VerifyOptions& options) {
  auto admin = kafka::Admin::New(options.client);
  if (!admin) return tl::unexpected(admin.error());
  auto rescan = Rescan::New(options.rescan);
  if (!rescan) return tl::unexpected(rescan.error());
  ClusterReader reader(options, **admin);
  std::map<std::string, int32_t> partitions;
  Verifier verifier(
      options.routes, options.every_route,
      [&](const std::string& topic) { return partitions[topic]; }, options.only_input,
      options.only_output);

  Status read = reader.ReadTopic(options.receipts_topic,
                                 [&](const Record& record) { verifier.AddReceipt(record); });
  if (!read) return tl::unexpected(read.error());
  for (const std::string& topic : verifier.OutputTopics()) {
    const auto count = reader.Partitions(topic);
    if (!count) return tl::unexpected(count.error());
    partitions[topic] = *count;
  }
  // Dead letters come last: they are paired over all inputs.
  for (const Verifier::Group& group : verifier.Groups()) {
    read = reader.Read(StepOf("inputs", group.inputs), group.inputs,
                       [&](const Record& record) { verifier.AddInput(record); });
    if (!read) return tl::unexpected(read.error());
    std::map<io::TopicPartition, Verifier::Range> outputs;
    for (const io::TopicPartition& partition : group.outputs) outputs[partition] = {0, INT64_MAX};
    read = reader.Read(StepOf("outputs", outputs), outputs, [&](const Record& record) {
      const std::string route = verifier.AddOutput(record);
      const std::string left = rescan->FindLeft(record, route);
      if (left.empty()) return;
      verifier.AddFault("output " + std::string(record.topic) + "/" +
                        std::to_string(record.partition) + "@" + std::to_string(record.offset) +
                        " " + left);
    });
    if (!read) return tl::unexpected(read.error());
    verifier.FinishGroup();
  }

  std::set<std::string> dead_letters = verifier.DeadLetterTopics();
  if (!options.dead_letter.empty()) dead_letters = {options.dead_letter};
  for (const std::string& topic : dead_letters) {
    read = reader.ReadTopic(topic, [&](const Record& record) { verifier.AddDeadLetter(record); });
    if (!read) return tl::unexpected(read.error());
  }
  return verifier.Finish();
}

}  // namespace aegis::topology
