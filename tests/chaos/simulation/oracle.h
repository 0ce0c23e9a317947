// What has to become of each record of an input partition on a route, by docs/dedup.md: reads the
// partition once, in order, and remembers everything. Slow and simple; shares nothing with
// src/dedup.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/chaos/simulation/dedup.h"
#include "tests/chaos/simulation/inputs.h"

namespace aegis::simulation {

// How far a partition's stream has come.
struct StreamClock {
  std::optional<int64_t> now_ms;
  std::vector<int64_t> ahead;  // the records in a row that were too far ahead

  void Pass(int64_t timestamp_ms);
};

struct Remembered {
  const Input* first = nullptr;
  int64_t written_ms = 0;
};

struct Decided {
  std::string outcome = "forward";  // as receipts name it
  // Of a duplicate: those that it may name as its first occurrence.
  std::vector<const Input*> firsts;
};

class Oracle {
 public:
  Oracle(const RouteDedup& dedup, size_t route) : dedup_(dedup), route_(route) {}

  // The next record of the partition.
  Decided Decide(const Input& input);

  // How far the stream had come before this offset.
  const StreamClock& ClockBefore(int64_t offset) const;
  // What is remembered by the end of it; of equal contents the last one, of alike ones all.
  std::vector<Remembered> Memory() const;
  // Whether it counts by the time of the stream.
  bool Counts(const Remembered& remembered) const;
  // And by the time of a record that is compared with it.
  bool CountsFor(const Remembered& remembered, int64_t timestamp_ms) const;
  // Whether its entry is to be taken away.
  bool IsPast(const Remembered& remembered) const;

 private:
  const RouteDedup dedup_;
  const size_t route_;
  std::map<int64_t, StreamClock> clocks_;  // behind each record
  StreamClock clock_;
  std::map<std::string, std::vector<Remembered>> memory_;
};

}  // namespace aegis::simulation
