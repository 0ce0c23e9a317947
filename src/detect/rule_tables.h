// The rules, turned round: from what was seen in the text to the few rules that it concerns. A run
// of nine digits asks the rules of nine digits; that there are nine hundred others costs it
// nothing.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "src/base/limits.h"
#include "src/base/result.h"
#include "src/detect/context.h"
#include "src/detect/finding.h"
#include "src/detect/labels.h"
#include "src/detect/layout.h"
#include "src/detect/layout_pieces.h"
#include "src/detect/literals.h"
#include "src/detect/matchers/matcher.h"
#include "src/detect/prefix_body.h"
#include "src/detect/rule.h"
#include "src/detect/user_patterns.h"
#include "src/detect/validators/registry.h"

namespace aegis::detect {

// Groups of one candidate: the most that a number in use is written in.
inline constexpr size_t kMaxGroups = 12;
// Letters before the first digit of a word that a separator may follow.
inline constexpr size_t kMaxLeadingLetters = 8;

// A part of one of the flat arrays below.
struct Range {
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t size() const { return end - begin; }
  bool empty() const { return begin == end; }
};

// Digits to begin with: as the first of kHeadDigits digits, low..high.
struct DigitPrefix {
  static constexpr size_t kHeadDigits = 9;
  uint32_t low = 0;
  uint32_t high = 0;
  uint8_t length = 0;
};

struct DigitProbe {
  RuleIndex rule = 0;
  uint8_t separators = 0;  // kinds that may join the groups
  bool plus = false;
  bool as_written = false;
  bool alone = false;
  Range starts;  // in prefixes; empty: any
};

// Who wants to know of digits that are written in one way. Behind `context` are the rules that are
// nothing without their context; `ask` is the bit that word_asks has for them.
struct DigitProbes {
  uint32_t begin = 0;
  uint32_t context = 0;
  uint32_t end = 0;
  uint64_t ask = 0;
  uint32_t size() const { return end - begin; }
  bool empty() const { return begin == end; }
};

struct TokenProbe {
  RuleIndex rule = 0;
  uint32_t min_length = 0;
  uint32_t max_length = 0;
  ByteSet first;
  ByteSet chars;
  bool padded = false;  // may end with =
};

// Tokens of letters, digits and some characters more. Of each set of those the runs are looked at
// once.
struct TokenSet {
  std::string extra;  // sorted
  ByteSet chars;      // letters, digits and those
  std::vector<uint32_t> probes;
  std::array<bool, limits::kMaxTokenBytes + 1> lengths{};  // of some probe
};
// Sets are few: each costs a walk over every run.
inline constexpr size_t kMaxTokenSets = 8;

struct LiteralProbe {
  RuleIndex rule = 0;
  int32_t body = -1;  // in bodies; -1: a matcher
  bool word_start = false;
  const Matcher* matcher = nullptr;
  bool ends_label = false;  // a label's last word: nothing else of the probe counts
};

struct MatcherProbe {
  RuleIndex rule = 0;
  const Matcher* matcher = nullptr;
};

struct RuleFacts {
  const Validator* validator = nullptr;
  float score = 0;
  RuleDefault by_default = RuleDefault::kOn;
  bool numbers = true;
  bool secret = false;  // published samples are none
  Range context;        // in word_ids
  Range against;
};

// Turned round: the rules that a word speaks for.
struct WordRules {
  std::vector<uint32_t> begins;  // by word, and one more: where its rules begin in `rules`
  std::vector<RuleIndex> rules;
  std::span<const RuleIndex> Of(uint32_t word) const {
    return std::span(rules).subspan(begins[word], begins[word + 1] - begins[word]);
  }
};

struct RuleTables {
  static Result<std::unique_ptr<RuleTables>> Build(std::span<const Rule> rules);

  std::vector<RuleFacts> rules;
  ContextWords words;
  std::vector<uint32_t> word_ids;
  WordRules word_rules;
  // By word: the bits (DigitProbes::ask, LayoutPieces::Entry::ask) of what the rules ask for that
  // the word speaks for.
  std::vector<uint64_t> word_asks;
  std::vector<DigitPrefix> prefixes;

  // Digits. `undivided` by count; `grouped` by the lengths of the groups, 5 bits each, the last
  // group lowest; `any_grouping` by count.
  std::vector<DigitProbe> digit_probes;
  std::array<DigitProbes, limits::kMaxCandidateDigits + 1> undivided{};
  std::array<DigitProbes, limits::kMaxCandidateDigits + 1> any_grouping{};
  struct Grouping {
    uint64_t key = 0;
    DigitProbes probes;
  };
  std::vector<Grouping> groupings;  // open addressing, at most a quarter full; key 0: free
  uint64_t last_groups = 0;         // bit n: some grouping ends with a group of n digits
  bool has_any_grouping = false;

  // Null: nobody wants to know of these groups.
  const DigitProbes* FindGrouping(uint64_t key) const {
    for (size_t i = HashGrouping(key) & (groupings.size() - 1);;
         i = (i + 1) & (groupings.size() - 1)) {
      if (groupings[i].key == key) return &groupings[i].probes;
      if (groupings[i].key == 0) return nullptr;
    }
  }
  static size_t HashGrouping(uint64_t key) {
    return static_cast<size_t>((key * 0x9e3779b97f4a7c15u) >> 32);
  }

  // Words of a fixed layout, by the piece that they begin with.
  std::vector<Layout> layouts;
  LayoutPieces pieces;
  // Bit n: n digits between two bytes that join nothing may be a candidate.
  uint64_t digits_alone = 0;

  std::vector<TokenProbe> token_probes;                    // sorted by min_length
  std::array<Range, limits::kMaxTokenBytes + 1> tokens{};  // by length: part of token_ids
  std::vector<uint32_t> token_ids;
  std::vector<TokenSet> token_sets;

  // Literals and what follows each.
  std::vector<Literal> literals;
  std::vector<Range> literal_ranges;  // by literal: part of literal_probes
  std::vector<LiteralProbe> literal_probes;
  std::vector<PrefixBody> bodies;

  Labels labels;

  UserPatterns users;

  // The other triggers.
  std::array<std::vector<MatcherProbe>, kTriggerCount> matchers;
  std::span<const MatcherProbe> On(Trigger trigger) const {
    return matchers[static_cast<size_t>(trigger)];
  }
};

}  // namespace aegis::detect
