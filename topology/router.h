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
      output;  // a template: {topic} is the input topic, {1} … {9} the groups of the pattern
  PartitionRule partition = PartitionRule::kSame;
  bool create_topics_match = false;  // `same` grows an output that has too few partitions
  bool provenance = false;           // header aegis.provenance: topic/partition/offset
  std::string
      dead_letter;  // topic; empty: the first record that would go there stops the partition
};

struct Match {
  uint16_t route = 0;
  std::string output;  // the template, filled in
};

class RouteTable {
 public:
  // Errors name the route; patterns and templates are compiled here.
  static Result<std::shared_ptr<const RouteTable>> New(std::vector<Route> routes,
                                                       std::string receipts_topic);
  ~RouteTable();

  const std::vector<Route>& routes() const;
  const std::string& receipts_topic() const;  // empty: no receipts
  std::vector<Match> MatchTopic(const std::string& topic) const;
  std::vector<std::string> Subscription() const;  // for kafka::SourceOptions::topics
  // Topics that this table writes (dead letters, receipts and untemplated outputs), for checks and
  // loops.
  std::vector<std::string> FixedOutputs() const;

 private:
  RouteTable();
  struct Compiled;
  std::unique_ptr<Compiled> compiled_;
};

// Everything a worker works by; a reload swaps it as one.
struct Work {
  std::shared_ptr<const Plan> plan;
  std::shared_ptr<const RouteTable> routes;
};

}  // namespace aegis::topology
