// What users' rules look for beside the shapes of the built-in ones: regular expressions and
// dictionaries. They have a database and a budget of their own, so that no user's rule slows or
// stops what is built in; where there are none, they cost nothing.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "src/base/limits.h"
#include "src/base/result.h"
#include "src/codec/document.h"
#include "src/detect/dictionary.h"
#include "src/detect/finding.h"
#include "src/detect/pattern_filter.h"
#include "src/detect/regex.h"
#include "src/detect/rule.h"

namespace aegis::detect {

// Who asks for the patterns.
class UserPatternSource {
 public:
  // The place of the byte, or null when it is syntax; good until the next call.
  virtual const Place* PlaceAt(uint32_t offset) = 0;
  virtual void Found(RuleIndex rule, Span value) = 0;

 protected:
  ~UserPatternSource() = default;
};

// What users' rules may cost one record, all views of it together. Work, never time.
struct UserBudget {
  size_t callbacks = limits::kBaseUserCallbacks;
  size_t steps = limits::kBaseUserSteps;

  void AddText(size_t size) {
    callbacks += limits::kUserCallbacksPerByte * size;
    steps += limits::kUserStepsPerByte * size;
  }
};

class UserPatterns {
 public:
  // Without the library that filters, what is found is the same; for tests.
  enum class Filter : uint8_t { kWhereBuilt, kNever };

  UserPatterns() : folded_(false), exact_(true) {}

  Status Add(const RegexShape& shape, RuleIndex rule);
  Status Add(const DictionaryShape& shape, RuleIndex rule);
  // After the last Add.
  Status Finish(Filter filter = Filter::kWhereBuilt);
  bool empty() const { return patterns_.empty() && folded_.empty() && exact_.empty(); }

  struct Scratch {
    std::unique_ptr<PatternFilter::Scratch> filter;
    Regex::Scratch regex;
    Dictionary::Scratch dictionary;
    std::vector<uint32_t> searched;  // by pattern: where its search goes on
  };
  Result<std::unique_ptr<Scratch>> NewScratch() const;

  // Calls source.Found for each match: of a pattern those that follow one another, from left to
  // right, each within one field; of a dictionary the longest entries. kUserRulesExhausted: the
  // budget came to nothing.
  RecordStatus Find(std::string_view text, UserPatternSource& source, UserBudget& budget,
                    Scratch& scratch) const;

 private:
  struct Pattern {
    Regex regex;
    RuleIndex rule = 0;
  };
  class Search;

  std::vector<Pattern> patterns_;
  size_t states_ = 0;                      // of all patterns
  size_t entries_ = 0;                     // of all dictionaries
  std::unique_ptr<PatternFilter> filter_;  // null: there is none
  std::vector<uint32_t> unfiltered_;
  Dictionary folded_;
  Dictionary exact_;
};

}  // namespace aegis::detect
