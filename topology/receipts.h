// Receipts: one record per transaction and input partition, in the same transaction, from which
// anybody can check that each input had exactly one outcome per route. Each names the hash of the
// one before; that hash travels in the metadata of the committed offset, so that a new owner of the
// partition continues the chain without reading the topic.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "src/pipeline.h"
#include "topology/router.h"

namespace aegis::topology {

// "forward", "route:duplicate", "drop:duplicate", "quarantine:invalid_json": part of the format.
std::string OutcomeName(const Outcome& outcome);

// SHA-256 of the receipt's bytes, in hex.
std::string ReceiptHash(std::string_view receipt);
// The chain in a committed offset's metadata, and back. Anything else in there is no chain: "".
std::string ChainMetadata(const std::string& hash);
std::string ChainOf(const std::string& metadata);
// The key of a partition's receipts: "<topic>/<partition>".
std::string ReceiptKey(const io::TopicPartition& partition);

// What happened to one input partition in one transaction. Kept and reused from transaction to
// transaction.
class Receipt {
 public:
  // from: the position when the transaction began; routes: how many the partition has.
  void Begin(int64_t from, size_t routes);
  // The outcome of a record on the route with this place among the partition's.
  void Add(size_t place, int64_t offset, const Outcome& outcome,
           std::span<const FindingCount> counts);
  void CountRecord() { ++records_; }
  bool empty() const { return records_ == 0; }
  uint64_t records() const { return records_; }
  // About how large Write's answer will be: a transaction is sealed before its receipt is too large
  // for a topic.
  size_t size_estimate() const;

  // The receipt as JSON:
  // {"version":1,"topic":"t","topic_id":"…","partition":0,"from":10,"next":13,"records":3,
  //  "routes":[{"route":"r","output":"o","dead_letter":"d","outcomes":[[10,11,2,"forward"],[12,12,1,"quarantine:too_large"]],
  //             "findings":[["EMAIL_ADDRESS","mask",2]]}],
  //  "plan":"<hash>","keys":["ids/k1"],"previous":"<hash>"}
  // A route with a topic for duplicates has it as "duplicates".
  // An outcome is [first offset, last offset, records, name]: offsets in between that are no
  // records (markers, compacted) are not counted. `next` is the committed position, `from` the one
  // before it.
  std::string Write(const io::TopicPartition& partition, std::string_view topic_id, int64_t next,
                    std::span<const Target> targets, const Plan& plan,
                    std::string_view previous) const;

 private:
  struct Run {
    int64_t first;
    int64_t last;
    uint32_t count;
    uint16_t outcome;  // see OutcomeCode
  };
  struct PerRoute {
    std::vector<Run> runs;
    std::vector<FindingCount> counts;
  };

  int64_t from_ = 0;
  uint64_t records_ = 0;
  size_t used_ = 0;  // of routes_
  std::vector<PerRoute> routes_;
};

}  // namespace aegis::topology
