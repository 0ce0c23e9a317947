// Where a record goes. RouteTable is what the configuration says, immutable and shared; Router is a
// worker's own: it knows the outputs of each input partition and carries each decision out in the
// transaction: exactly one of forwarded, dropped or quarantined for every (record, route).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/io.h"
#include "src/pipeline.h"

namespace aegis::topology {

// On an output record where the route asks for it: input topic, partition and offset.
inline constexpr std::string_view kProvenanceHeader = "aegis.provenance";

enum class PartitionRule : uint8_t {
  kSame,  // the input's partition
  kKey,   // murmur2 of the original key, as Java clients do; a null key: the input partition mod N
};

// The topology's part of a route; the engine's part is RoutePlan, under the same index.
struct Route {
  std::string name;
  std::vector<std::string> topics;  // exact names, or
  std::string pattern;              // a POSIX extended expression that begins with ^
  std::string
      output;  // a template: ${topic} is the input topic, ${1} … ${9} the groups of the pattern
  PartitionRule partition = PartitionRule::kSame;
  bool create_topics_match = false;  // `same` grows an output that has too few partitions
  bool provenance = false;           // header aegis.provenance: topic/partition/offset
  std::string
      dead_letter;         // topic; empty: the first record that would go there stops the partition
  std::string duplicates;  // topic; empty: they are dropped, tagged, or not looked for
};

struct Match {
  uint16_t route = 0;
  std::string output;  // the template, filled in
};

class RouteTable {
 public:
  // Errors name the route; patterns and templates are compiled here. `changelogs`: of the states,
  // with * for the input topic.
  static Result<std::shared_ptr<const RouteTable>> New(std::vector<Route> routes,
                                                       std::string receipts_topic,
                                                       std::vector<std::string> changelogs = {});
  ~RouteTable();

  const std::vector<Route>& routes() const;
  const std::string& receipts_topic() const;  // empty: no receipts
  std::vector<Match> MatchTopic(const std::string& topic) const;
  // An error: what this topic's routes write comes back as input, also by way of other routes; or
  // the topic is a changelog of this pipeline.
  Status CheckFeedback(const std::string& topic) const;
  std::vector<std::string> Subscription() const;  // for kafka::SourceOptions::topics
  // Topics that this table writes (dead letters, duplicates, receipts and untemplated outputs), for
  // checks and loops.
  std::vector<std::string> FixedOutputs() const;

 private:
  RouteTable();
  struct Compiled;
  std::unique_ptr<Compiled> compiled_;
};

// One route of one input partition, resolved.
struct Target {
  uint16_t route = 0;
  const Route* rule = nullptr;  // of the RouteTable
  std::string output_name;
  io::TopicHandle output = 0;
  int32_t partitions = 0;  // of the output
  io::TopicHandle duplicates = 0;
  int32_t duplicates_partitions = 0;  // 0: the route has no topic for them
  bool has_dead_letter = false;
  io::TopicHandle dead_letter = 0;
  int32_t dead_letter_partition = 0;
};

struct PartitionTargets {
  std::vector<uint16_t> routes;  // what the engine is told
  std::vector<Target> targets;   // in the same order
  bool has_receipts = false;
  io::TopicHandle receipts = 0;
  int32_t receipts_partition = 0;
};

enum class SendStatus : uint8_t {
  kDone,
  kAbort,         // the transaction cannot go on
  kNoDeadLetter,  // it would have to be quarantined, and the route has no dead letter: abort, and
                  // stop the partition before it
  kDeadLetterRefused,  // neither the record nor its dead letter can be produced: stop loudly
};
struct Sent {
  SendStatus status = SendStatus::kDone;
  Outcome outcome;  // what became of it: a Forward that the client cannot produce is a Quarantine
  size_t bytes_out = 0;  // key and value of what was forwarded
};

class Router {
 public:
  Router(io::Sink& sink, const io::Clock& clock) : sink_(sink), clock_(clock) {}

  // Asks for the outputs of a partition. kUnavailable: they may be fine; anything else is what
  // somebody has to change.
  Result<PartitionTargets> Open(const RouteTable& table, const io::TopicPartition& input,
                                io::Time deadline);
  // Topics are asked for once until this is called; an assignment does, so that grown outputs are
  // noticed.
  void Forget() { known_.clear(); }

  // Of a topic that is written.
  Result<io::TopicInfo> Describe(const std::string& topic, io::Time deadline);

  Sent Send(const Record& record, const Target& target, const Outcome& outcome, uint32_t origin,
            io::Transaction& transaction);

 private:
  Status CheckPartitions(const Route& rule, const std::string& output, int32_t partitions,
                         const io::TopicPartition& input, io::Time deadline);
  Sent Quarantined(const Record& record, const Target& target, RecordError error, uint32_t origin,
                   io::Transaction& transaction);

  io::Sink& sink_;
  const io::Clock& clock_;
  std::map<std::string, io::TopicInfo> known_;
  std::vector<Header> headers_;  // scratch
  std::string text_;             // scratch
};

// Everything a worker works by; a reload swaps it as one.
struct Work {
  std::shared_ptr<const Plan> plan;
  std::shared_ptr<const RouteTable> routes;
};

}  // namespace aegis::topology
