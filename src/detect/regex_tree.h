// A pattern as a tree: what regex_parser.cc reads and regex_compiler.cc turns into a program.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "src/detect/regex.h"

namespace aegis::detect {

inline constexpr uint32_t kMaxPoint = 0x10ffff;

struct PointRange {
  uint32_t low = 0;
  uint32_t high = 0;
};
using Points = std::vector<PointRange>;  // sorted, apart from each other

struct RegexNode {
  enum class Kind : uint8_t { kSet, kSequence, kEither, kRepeat, kAssert, kValue };
  static constexpr uint32_t kNoEnd = ~uint32_t{0};

  Kind kind = Kind::kSequence;
  size_t at = 0;                    // of the pattern
  Points points;                    // kSet
  std::vector<RegexNode> children;  // one of kRepeat and kValue
  uint32_t least = 0;               // kRepeat
  uint32_t most = 0;
  uint8_t assertion = 0;  // kAssert: what Regex numbers so

  // May it match without reading a byte?
  bool MayBeEmpty() const;
  // Can it read none, whatever the text?
  bool ReadsNothing() const;
};

tl::expected<RegexNode, RegexError> ParseRegex(std::string_view pattern, bool any_case);

}  // namespace aegis::detect
