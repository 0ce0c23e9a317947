#include "topology/verify.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <numeric>
#include <utility>

#include "connectors/kafka/commit_policy.h"
#include "topology/receipts.h"
#include "topology/router.h"

namespace aegis::topology {
namespace {

constexpr size_t kShownFaults = 20;
constexpr std::string_view kForward = "forward";
constexpr std::string_view kToDuplicates = "route:duplicate";
constexpr std::string_view kQuarantine = "quarantine:";

std::string Place(const io::TopicPartition& partition) {
  return partition.topic + "/" + std::to_string(partition.partition);
}

std::string Place(const Record& record) {
  return std::string(record.topic) + "/" + std::to_string(record.partition) + "@" +
         std::to_string(record.offset);
}

// A null key is not an empty one.
uint64_t KeyHash(std::string_view key) {
  return IsNull(key) ? 1 : XXH3_64bits(key.data(), key.size()) | 2;
}

std::string LetterName(const std::string& topic, int64_t partition, int64_t offset,
                       const std::string& route, const std::string& error) {
  return topic + "/" + std::to_string(partition) + "@" + std::to_string(offset) + " on route " +
         route + ": " + error;
}

}  // namespace

Verifier::Verifier(std::map<std::string, VerifyRoute> routes, VerifyRoute every_route,
                   std::function<int32_t(const std::string&)> output_partitions,
                   std::string only_input, std::string only_output)
    : routes_(std::move(routes)),
      every_route_(every_route),
      output_partitions_(std::move(output_partitions)),
      only_input_(std::move(only_input)),
      only_output_(std::move(only_output)) {}

void Verifier::AddFault(std::string what) {
  ++report_.faults;
  if (report_.shown.size() < kShownFaults) report_.shown.push_back(std::move(what));
}

const VerifyRoute& Verifier::RouteNamed(const std::string& name) const {
  const auto found = routes_.find(name);
  return found == routes_.end() ? every_route_ : found->second;
}

void Verifier::AddReceipt(const Record& record) {
  const nlohmann::json receipt = nlohmann::json::parse(record.value, nullptr, false);
  if (receipt.is_discarded() || !receipt.is_object())
    return AddFault("receipt " + Place(record) + " is not JSON");
  try {
    if (receipt.at("version") != 1)
      return AddFault("receipt " + Place(record) + " has a version that is not known");
    const io::TopicPartition partition{receipt.at("topic"), receipt.at("partition")};
    if (!only_input_.empty() && partition.topic != only_input_) return;
    ++report_.receipts;
    InputState& input = inputs_[partition];
    const int64_t from = receipt.at("from");
    const int64_t next = receipt.at("next");
    const std::string previous = receipt.at("previous");
    const std::string topic_id = receipt.at("topic_id");
    if (input.receipts == 0) {
      input.range = {from, from};
      input.topic_id = topic_id;
      // The first of the chain names none; a receipts topic that has lost its beginning cannot show
      // that.
      if (!previous.empty())
        AddFault("the first receipt of " + Place(partition) +
                 " continues a chain whose beginning is gone");
    } else {
      if (previous != input.last_hash)
        AddFault("the chain of receipts of " + Place(partition) + " breaks at " + Place(record));
      if (topic_id != input.topic_id)
        AddFault(Place(partition) + " was deleted and made again at receipt " + Place(record));
    }
    // A gap is fine where it holds transaction markers only: an input in it would have no outcome.
    if (from < input.range.next) {
      AddFault("receipt " + Place(record) + " of " + Place(partition) + " begins at " +
               std::to_string(from) + " and the one before ended at " +
               std::to_string(input.range.next));
    }
    if (next < from)
      AddFault("receipt " + Place(record) + " of " + Place(partition) + " goes backwards");
    for (const auto& entry : receipt.at("routes")) {
      const std::string name = entry.at("route");
      if (!only_output_.empty() && entry.at("output") != only_output_) continue;
      const auto [known, added] = input.routes.try_emplace(name);
      RouteOfInput& route = known->second;
      if (added) route.range.from = from;
      route.range.next = next;
      route.output = entry.at("output");
      route.dead_letter = entry.at("dead_letter");
      route.duplicates = entry.value("duplicates", std::string());
      int64_t count = 0;
      for (const auto& run : entry.at("outcomes")) {
        count += run.at(2).get<int64_t>();
        AddRun(
            route, partition, name,
            Run{.first = run.at(0), .last = run.at(1), .count = run.at(2), .outcome = run.at(3)});
      }
      if (count != receipt.at("records").get<int64_t>()) {
        AddFault("receipt " + Place(record) + " has " + std::to_string(count) +
                 " outcomes on route " + name + " for another number of records");
      }
    }
    input.range.next = next;
    input.last_hash = ReceiptHash(record.value);
    ++input.receipts;
  } catch (const nlohmann::json::exception&) {
    AddFault("receipt " + Place(record) + " has a member missing or of the wrong type");
  }
}

void Verifier::AddRun(RouteOfInput& route, const io::TopicPartition& input, const std::string& name,
                      Run run) {
  if (run.first > run.last || run.count < 1 ||
      (!route.runs.empty() && run.first <= route.runs.back().last)) {
    AddFault("the outcomes of " + Place(input) + " on route " + name + " are not in order at " +
             std::to_string(run.first));
  }
  if (run.outcome == kForward || run.outcome == kToDuplicates) {
    report_.forwarded += run.count;
  } else if (run.outcome.starts_with("drop:")) {
    report_.dropped += run.count;
  } else if (run.outcome.starts_with(kQuarantine)) {
    report_.quarantined += run.count;
  } else {
    AddFault("the receipts of " + Place(input) + " have an outcome that is not known");
  }
  route.runs.push_back(std::move(run));
}

namespace {

// Which belong together, by their numbers.
class Union {
 public:
  explicit Union(size_t size) : parent_(size) {
    std::iota(parent_.begin(), parent_.end(), size_t{0});
  }
  size_t Of(size_t member) {
    while (parent_[member] != member) member = parent_[member] = parent_[parent_[member]];
    return member;
  }
  void Join(size_t a, size_t b) { parent_[Of(a)] = Of(b); }

 private:
  std::vector<size_t> parent_;
};

}  // namespace

std::vector<Verifier::Group> Verifier::Groups() const {
  std::map<io::TopicPartition, size_t> number;  // of the inputs, then of the outputs
  for (const auto& [partition, input] : inputs_) number.emplace(partition, number.size());
  // A topic may be the output of one route and the input of another: two places then.
  std::map<io::TopicPartition, size_t> output_number;
  for (const std::string& topic : OutputTopics()) {
    for (int32_t p = 0; p < output_partitions_(topic); ++p)
      output_number.emplace(io::TopicPartition{topic, p}, number.size() + output_number.size());
  }
  Union together(number.size() + output_number.size());
  for (const auto& [partition, input] : inputs_) {
    for (const auto& [name, route] : input.routes) {
      const bool by_key = RouteNamed(name).by_key;
      const int32_t first = by_key ? 0 : partition.partition;
      for (const std::string& topic : {route.output, route.duplicates}) {
        if (topic.empty()) continue;
        const int32_t end = by_key ? output_partitions_(topic) : first + 1;
        for (int32_t p = first; p < end; ++p) {
          const auto output = output_number.find({topic, p});
          if (output != output_number.end()) together.Join(number[partition], output->second);
        }
      }
    }
  }
  std::map<size_t, Group> groups;
  for (const auto& [partition, input] : inputs_)
    groups[together.Of(number[partition])].inputs[partition] = input.range;
  for (const auto& [partition, place] : output_number)
    groups[together.Of(place)].outputs.insert(partition);
  std::vector<Group> list;
  for (auto& [root, group] : groups) list.push_back(std::move(group));
  return list;
}

std::set<std::string> Verifier::OutputTopics() const {
  std::set<std::string> topics;
  for (const auto& [partition, input] : inputs_) {
    for (const auto& [name, route] : input.routes) {
      topics.insert(route.output);
      if (!route.duplicates.empty() && only_output_.empty()) topics.insert(route.duplicates);
    }
  }
  return topics;
}

std::set<std::string> Verifier::DeadLetterTopics() const {
  std::set<std::string> topics;
  for (const auto& [partition, input] : inputs_) {
    for (const auto& [name, route] : input.routes) {
      if (!route.dead_letter.empty()) topics.insert(route.dead_letter);
    }
  }
  return topics;
}

void Verifier::AddInput(const Record& record) {
  const io::TopicPartition partition{std::string(record.topic), record.partition};
  const auto input = inputs_.find(partition);
  if (input == inputs_.end()) return;
  for (auto& [name, route] : input->second.routes) {
    if (record.offset < route.range.from || record.offset >= route.range.next) continue;
    ++report_.inputs;
    while (route.current < route.runs.size() && route.runs[route.current].last < record.offset)
      ++route.current;
    if (route.current == route.runs.size() || route.runs[route.current].first > record.offset) {
      AddFault("input " + Place(record) + " has no outcome on route " + name);
      continue;
    }
    Run& run = route.runs[route.current];
    ++run.seen;
    if (run.outcome == kForward) {
      Owe(record, partition, name, route.output);
    } else if (run.outcome == kToDuplicates) {
      if (only_output_.empty()) Owe(record, partition, name, route.duplicates);
    } else if (run.outcome.starts_with(kQuarantine)) {
      letters_.insert(LetterName(partition.topic, record.partition, record.offset, name,
                                 run.outcome.substr(kQuarantine.size())));
    }
  }
}

void Verifier::Owe(const Record& record, const io::TopicPartition& input, const std::string& name,
                   const std::string& output) {
  const int32_t partitions = output_partitions_(output);
  const VerifyRoute& rule = RouteNamed(name);
  int32_t to = record.partition;
  if (rule.by_key && partitions > 0) {
    to = IsNull(record.key) ? record.partition % partitions
                            : kafka::PartitionOfKey(record.key, partitions);
  }
  std::vector<Stream>& streams = owed_[{output, to}];
  auto stream = std::find_if(streams.begin(), streams.end(), [&](const Stream& known) {
    return known.route == name && known.input == input;
  });
  if (stream == streams.end()) stream = streams.insert(streams.end(), Stream{name, input, {}});
  stream->owed.push_back({KeyHash(record.key), record.timestamp_ms, record.offset});
}

void Verifier::AddDeadLetter(const Record& record) {
  const nlohmann::json letter = nlohmann::json::parse(record.value, nullptr, false);
  if (letter.is_discarded() || !letter.is_object())
    return AddFault("dead letter " + Place(record) + " is not JSON");
  try {
    const std::string topic = letter.at("topic");
    const std::string route = letter.at("route");
    const int64_t offset = letter.at("offset");
    const auto input = inputs_.find({topic, letter.at("partition")});
    // A topic of dead letters may serve several pipelines, and several runs of one.
    if (input == inputs_.end() || !input->second.routes.contains(route) ||
        offset < input->second.range.from)
      return;
    const std::string name =
        LetterName(topic, letter.at("partition"), offset, route, letter.at("error"));
    const auto owed = letters_.find(name);
    if (owed == letters_.end())
      return AddFault("dead letter " + Place(record) + " is one too many: " + name);
    letters_.erase(owed);
  } catch (const nlohmann::json::exception&) {
    AddFault("dead letter " + Place(record) + " has a member missing or of the wrong type");
  }
}

bool Verifier::Matches(const Stream& stream, const Record& output) const {
  if (stream.owed.empty()) return false;
  const Owed& owed = stream.owed.front();
  const VerifyRoute& rule = RouteNamed(stream.route);
  if (rule.provenance) {
    const std::string wanted = stream.input.topic + "/" + std::to_string(stream.input.partition) +
                               "/" + std::to_string(owed.offset);
    return std::any_of(output.headers.begin(), output.headers.end(), [&](const Header& header) {
      return header.name == kProvenanceHeader && header.value == wanted;
    });
  }
  if (output.timestamp_type == TimestampType::kCreateTime && owed.timestamp_ms >= 0 &&
      owed.timestamp_ms != output.timestamp_ms) {
    return false;
  }
  return rule.keys_change || owed.key_hash == KeyHash(output.key);
}

std::string Verifier::AddOutput(const Record& record) {
  const auto streams = owed_.find({std::string(record.topic), record.partition});
  if (streams != owed_.end()) {
    for (Stream& stream : streams->second) {
      if (!Matches(stream, record)) continue;
      stream.owed.pop_front();
      return stream.route;
    }
  }
  AddFault(
      "output " + Place(record) +
      " is not the next one of any input: repeated, out of order, or not written by this pipeline");
  return {};
}

void Verifier::FinishGroup() {
  for (const auto& [output, streams] : owed_) {
    for (const Stream& stream : streams) {
      if (stream.owed.empty()) continue;
      AddFault(std::to_string(stream.owed.size()) + " records of " + Place(stream.input) +
               " on route " + stream.route + " are missing in " + Place(output) +
               ", the first is offset " + std::to_string(stream.owed.front().offset));
    }
  }
  owed_.clear();
}

VerifyReport Verifier::Finish() {
  for (const auto& [partition, input] : inputs_) {
    for (const auto& [name, route] : input.routes) {
      for (const Run& run : route.runs) {
        if (run.seen != run.count) {
          AddFault("the receipts of " + Place(partition) + " count " + std::to_string(run.count) +
                   " records from " + std::to_string(run.first) + " to " +
                   std::to_string(run.last) + " on route " + name + ", the topic has " +
                   std::to_string(run.seen));
        }
      }
    }
  }
  FinishGroup();
  for (const std::string& letter : letters_) AddFault("no dead letter for " + letter);
  return std::move(report_);
}

}  // namespace aegis::topology
