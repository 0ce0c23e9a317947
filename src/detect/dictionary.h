// Words and phrases of lists, hundreds of thousands of them, found where they stand as whole words:
// in any case, with and without accents, full-width or not, whatever blanks, dashes or underscores
// stand between the words. A table leads from word to word, so that the number of entries costs a
// text nothing but memory.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "src/base/span.h"
#include "src/detect/finding.h"

namespace aegis::detect {

class Dictionary {
 public:
  // `exact`: case and accents count.
  explicit Dictionary(bool exact) : exact_(exact) {}

  // False: an entry without two letters or digits in a row of words is none.
  bool Add(std::string_view entry, RuleIndex rule);
  // After the last Add.
  void Finish();
  bool empty() const { return edge_count_ == 0; }
  size_t bytes() const;  // of memory

  // One a thread.
  struct Scratch {
    std::string form;
    struct Hit {
      uint32_t node = 0;
      uint32_t end = 0;
    };
    std::vector<Hit> hits;
    std::vector<RuleIndex> rules;
  };

  // Calls found(rule, span) for the longest entry of each rule that begins at each word. False: the
  // steps, one for each word that is looked up, are spent.
  template <typename Found>
  bool Find(std::string_view text, size_t& steps, Scratch& scratch, Found found) const;

 private:
  static constexpr uint32_t kNone = ~uint32_t{0};
  static constexpr size_t kRulesPerStep = 16;

  struct Word {
    uint64_t hash = 0;
    uint64_t gap = 0;  // what stands in front, but for blanks and dashes
    uint32_t begin = 0;
    uint32_t end = 0;
  };
  // The next word from `at` on; false at the end.
  bool NextWord(std::string_view text, uint32_t& at, Word& word, std::string& form) const;
  uint64_t HashWord(std::string_view word, bool ascii, std::string& form) const;
  uint32_t Follow(uint32_t node, uint64_t hash, uint64_t gap) const;
  static uint64_t EdgeKey(uint32_t node, uint64_t hash, uint64_t gap);
  uint32_t Put(uint32_t node, uint64_t hash, uint64_t gap);
  void Grow(size_t size);
  bool MayBegin(uint64_t hash) const {
    return (begins_[(hash >> 6) & begin_mask_] >> (hash & 63) & 1) != 0;
  }

  bool exact_ = false;
  std::vector<uint64_t> keys_;  // open addressing, at most half full; 0: free
  std::vector<uint32_t> nodes_;
  size_t edge_count_ = 0;
  uint32_t node_count_ = 1;
  // By node, where an entry ends: its rules in rule_lists_.
  std::vector<uint32_t> ends_;
  std::vector<std::vector<RuleIndex>> rule_lists_;
  std::map<std::pair<uint32_t, RuleIndex>, uint32_t> longer_lists_;  // list, one more: until Finish
  std::vector<uint64_t> first_words_;                                // until Finish
  std::vector<uint64_t> begins_;
  uint64_t begin_mask_ = 0;
};

template <typename Found>
bool Dictionary::Find(std::string_view text, size_t& steps, Scratch& scratch, Found found) const {
  uint32_t at = 0;
  Word first;
  while (NextWord(text, at, first, scratch.form)) {
    if (steps == 0) return false;
    --steps;
    if (!MayBegin(first.hash)) continue;
    uint32_t node = Follow(0, first.hash, 0);
    if (node == kNone) continue;
    scratch.hits.clear();
    if (ends_[node] != kNone) scratch.hits.push_back({node, first.end});
    uint32_t next_at = at;
    Word next;
    while (NextWord(text, next_at, next, scratch.form)) {
      if (steps == 0) return false;
      --steps;
      node = Follow(node, next.hash, next.gap);
      if (node == kNone) break;
      if (ends_[node] != kNone) scratch.hits.push_back({node, next.end});
    }
    scratch.rules.clear();
    for (size_t i = scratch.hits.size(); i-- > 0;) {
      for (const RuleIndex rule : rule_lists_[ends_[scratch.hits[i].node]]) {
        // Each of many rules that have one entry is looked for among those before it.
        const size_t looked = 1 + scratch.rules.size() / kRulesPerStep;
        if (steps < looked) return false;
        steps -= looked;
        bool known = false;
        for (const RuleIndex seen : scratch.rules) known = known || seen == rule;
        if (known) continue;
        scratch.rules.push_back(rule);
        found(rule, Span{first.begin, scratch.hits[i].end});
      }
    }
  }
  return true;
}

}  // namespace aegis::detect
