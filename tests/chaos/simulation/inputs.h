// What was put into the input topic, and what has to come of it: known to the generator, which
// planted the values, and found by nobody.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "connectors/memory/cluster.h"

namespace aegis::simulation {

enum class Kind : uint8_t {
  kPlain,
  kPlanted,         // one value to be redacted, or two
  kTombstone,       // no value
  kBroken,          // cut off in the middle: cannot be scanned, and has a planted value
  kRefused,         // the broker takes no such value
  kRefusedOnKeyed,  // nor this one, but on the other route it does
  kTooLarge,        // the client takes no such value
};

struct Input {
  int number = 0;  // in key and timestamp, and in the value unless it is another one's
  Kind kind = Kind::kPlain;
  memory::Message message;
  std::string topic_id;
  io::TopicPartition partition;
  int64_t offset = -1;
  uint64_t transaction = 0;
  bool aborted = false;
  // What stands at its path and makes its text; -1: neither.
  int content = -1;
};

// A record's number is in its timestamp too, as so many milliseconds; the rest is whole seconds.
inline constexpr int64_t kFirstTimestamp = 1'600'000'000'000;
inline constexpr int64_t kMostInputs = 1000;
inline int64_t NumberOf(int64_t timestamp_ms) { return timestamp_ms % kMostInputs; }
inline constexpr size_t kClientLimit = 2500;
// In every planted value, and in nothing else that is ever written.
inline constexpr char kPlantedSign[] = "@";
inline constexpr char kPlantedDomain[] = "@example.";
// In what the broker refuses: on every route, and on the keyed one only.
inline constexpr char kRefusedWord[] = "unwanted";
inline constexpr char kRefusedOnKeyedWord[] = "unkeyed";

// Of the first set of routes; the second writes elsewhere, as after a reload.
inline constexpr char kInputTopic[] = "in";
inline constexpr char kSameTopic[] = "out";
inline constexpr char kReloadedTopic[] = "out-reloaded";
inline constexpr char kKeyedTopic[] = "keyed";
inline constexpr char kDeadTopic[] = "dead";
inline constexpr char kReceiptsTopic[] = "receipts";
inline constexpr char kSameRoute[] = "same";
inline constexpr char kKeyedRoute[] = "keyed";
inline constexpr char kPipeline[] = "pipeline";
inline constexpr char kGroup[] = "group";
inline constexpr char kReplacement[] = "[EMAIL_ADDRESS]";

}  // namespace aegis::simulation
