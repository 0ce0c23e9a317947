// Was everything done exactly once? Judged from the topics alone: the receipts say what became of
// every input, and the inputs, outputs and dead letters must agree with them. Pure;
// verify_cluster.h reads the topics.
//
// Feed in this order: all receipts; for each of Groups(), all its inputs, then all its outputs,
// then FinishGroup; all dead letters; then Finish. A group is as little as can be judged alone,
// because what is remembered of an input stays until its output has come: some 24 bytes a record.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/io.h"
#include "src/base/record.h"

namespace aegis::topology {

// What the configuration says of a route and its receipts do not.
struct VerifyRoute {
  bool by_key = false;       // partition: key
  bool keys_change = false;  // key: redact
  bool provenance = false;
};

struct VerifyReport {
  int64_t receipts = 0;
  int64_t inputs = 0;     // (record, route) pairs
  int64_t forwarded = 0;  // duplicates that went to a topic of theirs included
  int64_t dropped = 0;
  int64_t quarantined = 0;
  int64_t faults = 0;
  std::vector<std::string> shown;  // the first faults; places and numbers, never content
};

class Verifier {
 public:
  struct Range {
    int64_t from = 0;
    int64_t next = 0;
  };

  // `routes` by name; one that is not there is taken for `every_route`. `output_partitions`:
  // how many partitions an output topic has. `only_input`, `only_output`: look at no other topics
  // (empty: all).
  Verifier(std::map<std::string, VerifyRoute> routes, VerifyRoute every_route,
           std::function<int32_t(const std::string&)> output_partitions,
           std::string only_input = {}, std::string only_output = {});

  void AddReceipt(const Record& receipt);
  // Input partitions, as far as the receipts cover them (inputs outside of that have not been read
  // yet), and the output partitions that they alone write. Together all output partitions.
  struct Group {
    std::map<io::TopicPartition, Range> inputs;
    std::set<io::TopicPartition> outputs;
  };
  std::vector<Group> Groups() const;
  std::set<std::string> OutputTopics() const;
  std::set<std::string> DeadLetterTopics() const;
  void AddInput(const Record& record);
  void AddDeadLetter(const Record& record);
  // The name of the route that the output belongs to; empty: of none, which was counted as a fault.
  std::string AddOutput(const Record& record);
  void AddFault(std::string what);
  // Counts what did not come out of the inputs so far, and forgets them.
  void FinishGroup();
  VerifyReport Finish();

 private:
  // A run of one outcome, as in the receipt; `seen` counts the inputs found in it.
  struct Run {
    int64_t first;
    int64_t last;
    int64_t count;
    int64_t seen = 0;
    std::string outcome;
  };
  struct RouteOfInput {
    std::string output;
    std::string dead_letter;
    std::string duplicates;
    Range range;  // from the first receipt that names the route to the last
    std::vector<Run> runs;
    size_t current = 0;  // the run that the next input belongs to, or lies before
  };
  struct InputState {
    std::string topic_id;
    std::string last_hash;
    Range range;
    int64_t receipts = 0;
    std::map<std::string, RouteOfInput> routes;
  };
  // What one input partition owes to one output partition on one route, in order.
  struct Owed {
    uint64_t key_hash;
    int64_t timestamp_ms;
    int64_t offset;
  };
  struct Stream {
    std::string route;
    io::TopicPartition input;
    std::deque<Owed> owed;
  };

  void AddRun(RouteOfInput& route, const io::TopicPartition& input, const std::string& name,
              Run run);
  void Owe(const Record& record, const io::TopicPartition& input, const std::string& name,
           const std::string& output);
  bool Matches(const Stream& stream, const Record& output) const;
  const VerifyRoute& RouteNamed(const std::string& name) const;

  std::map<std::string, VerifyRoute> routes_;
  VerifyRoute every_route_;
  std::function<int32_t(const std::string&)> output_partitions_;
  std::string only_input_;
  std::string only_output_;
  std::map<io::TopicPartition, InputState> inputs_;
  std::map<io::TopicPartition, std::vector<Stream>> owed_;  // by output partition
  // "topic/partition/offset/route error" of each quarantined input that has no dead letter yet.
  std::multiset<std::string> letters_;
  VerifyReport report_;
};

}  // namespace aegis::topology
