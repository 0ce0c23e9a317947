// Where matches of many patterns may end, all of them in one pass: with Hyperscan, where it is
// built in and the CPU has what it needs. Only ends are asked for: the start of a match costs much
// and is refused for many patterns. What it reports is confirmed by Regex, so that an end too many
// costs time only; it never misses one.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/result.h"

namespace aegis::detect {

// A match of the pattern may end at each of first..last (one past its last byte).
struct EndRun {
  uint32_t pattern = 0;
  uint32_t first = 0;
  uint32_t last = 0;
};

class PatternFilter {
 public:
  class Scratch {
   public:
    virtual ~Scratch() = default;
    std::vector<EndRun> runs;
  };
  enum class Outcome : uint8_t { kWhole, kTooMany, kFailed };

  virtual ~PatternFilter() = default;
  virtual Result<std::unique_ptr<Scratch>> NewScratch() const = 0;
  // Fills scratch.runs, in order of `first`. Each end that is reported takes one from `callbacks`;
  // kTooMany: it came to nothing.
  virtual Outcome Find(std::string_view text, size_t& callbacks, Scratch& scratch) const = 0;
  // Patterns that the library does not take are not looked for.
  virtual bool LooksFor(size_t pattern) const = 0;
};

// Patterns as Regex::filter writes them. Null where there is no such library.
Result<std::unique_ptr<PatternFilter>> MakePatternFilter(std::span<const std::string> patterns);

}  // namespace aegis::detect
