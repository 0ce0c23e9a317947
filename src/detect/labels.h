// Values that are found because of the label in front of them: `First name: …`, `first_name=…`,
// {"firstName": "…"}, {"name": {"first": "…"}}, <first-name>…</first-name>, `--first-name …`,
// "his first name is …", a row `| First name | … |`, and a header `X-First-Name`.
//
// A label is found by its last word: something that joins a label to a value must follow it, which
// label_ends.h asks of every word of ASCII letters; other last words are among the literals of the
// rules. Then the words before it must be those of some label, which is told from a hash of
// their bytes. Only then is the label read, brought into the form of context.h, and looked up, with
// more and more words in front of it: `customerFirstName` is `first name`, and `customer first
// name`. A key of a JSON object is looked up with the name of what holds it, too, and of a `value`
// what a member beside it calls it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "src/base/result.h"
#include "src/base/span.h"
#include "src/codec/document.h"
#include "src/detect/finding.h"
#include "src/detect/label_ends.h"
#include "src/detect/prefix_body.h"
#include "src/detect/rule.h"
#include "src/detect/shapes.h"

namespace aegis::detect {

// What a search for a value knows of its document, and where it puts what it found.
class LabelSource {
 public:
  // The place of the byte, or null when it is syntax; good until the next call. Costs more than
  // looking at the text.
  virtual const Place* PlaceAt(uint32_t offset) = 0;
  // Pays for one more try, at `offset`. False: no more may be read.
  virtual bool Charge(size_t offset, size_t bytes) = 0;
  // `candidate` is what the rule's validator gets.
  virtual void Found(RuleIndex rule, Span value, std::string_view candidate) = 0;

 protected:
  ~LabelSource() = default;
};

struct LabelJoint;

class Labels {
  struct Use {
    uint32_t shape = 0;
    bool alone = false;
  };
  struct Match {
    Use use;
    std::string_view front;  // words in front of the label
  };
  class Matches {
   public:
    void Clear() { all_.clear(); }
    void Add(const Match& match) {
      if (all_.size() < kMost) all_.push_back(match);
    }
    template <typename Predicate>
    void Drop(Predicate predicate) {
      std::erase_if(all_, predicate);
    }
    bool empty() const { return all_.empty(); }
    size_t size() const { return all_.size(); }
    auto begin() const { return all_.begin(); }
    auto end() const { return all_.end(); }

   private:
    static constexpr size_t kMost = 48;
    std::vector<Match> all_;
  };

 public:
  // Fails on a shape that cannot be.
  Status Add(const LabelledShape& shape, RuleIndex rule);
  bool empty() const { return shapes_.empty(); }

  // The last words of labels that do not end with an ASCII letter: what label_ends.h does not see.
  // In both cases, after the last Add.
  std::vector<std::string> OtherLastWords() const;

  struct Scratch {
    std::string form;
    std::string other;
    std::string holder;
    std::string compact;
    Matches matches;
  };
  // Looks for labels that end with a word of ASCII letters, and for their values. `marks`: of each
  // block of the text.
  void FindBehindWords(std::string_view text, const BlockMarks* marks, LabelSource& source,
                       Scratch& scratch) const;
  // Looks for a label whose last word, one of OtherLastWords, ends at `end`. Behind it may stand
  // the s of a plural.
  void Find(std::string_view text, size_t end, LabelSource& source, Scratch& scratch) const;
  // Looks for the label that the name of a header is, whose value the text is.
  void FindByHint(std::string_view hint, std::string_view text, LabelSource& source,
                  Scratch& scratch) const;

 private:
  struct Item {
    RuleIndex rule = 0;
    LabelledValue value = LabelledValue::kText;
    uint32_t min_length = 0;
    uint32_t max_length = 0;
    std::optional<PrefixBody> body;
    std::vector<std::string> one_of;  // in their form, sorted
    std::vector<std::string> except;  // the same
  };
  struct Range;

  class FormHash;
  // What is known of a form, by a hash of it. Two forms may share one; then it knows too much,
  // never too little.
  class FactsOfForms {
   public:
    enum Fact : uint8_t { kLabel = 1, kEnd = 2 };  // a label, what a longer label ends with
    uint8_t Of(uint64_t hash) const {
      const uint64_t slot = hash >> shift_;
      return (slots_[slot / 4] >> (slot % 4 * 2)) & 3;
    }
    bool HasRoomFor(size_t forms) const { return kSlotsPerForm * forms <= 4 * slots_.size(); }
    // Forgets all of them.
    void MakeRoomFor(size_t forms);
    void Add(std::string_view form, Fact fact);

   private:
    static constexpr size_t kSlotsPerForm = 8;
    std::vector<uint8_t> slots_ = {0};  // four slots of two bits each
    int shift_ = 62;
  };

  Status AddLabel(std::string_view label, Use use);
  void PutForm(const std::string& form, Use use);
  void PutEnd(std::string_view form);
  void KeepFactsSparse();
  void PutLastWord(std::string_view form);
  // False: no label ends at `end`, nor does a key that may be one with what holds it.
  bool MayEndLabel(std::string_view text, size_t end) const;
  // The rest of Find. FindBehindKey: false: it is not what that knows of.
  bool FindBehindKey(std::string_view text, size_t end, LabelSource& source,
                     Scratch& scratch) const;
  void FindAt(std::string_view text, size_t end, LabelSource& source, Scratch& scratch) const;
  struct Written {  // where a label is
    size_t begin = 0;
    size_t end = 0;
  };
  void FindValue(std::string_view text, Written written, std::string_view form, LabelJoint joint,
                 bool may_be_held, LabelSource& source, Scratch& scratch) const;
  // Adds the uses of `form` and of what it ends with. Of `held` only labels that are longer than it
  // are of interest: it is the form of a key, and in front of it stands what holds it. True: there
  // may be a label that is longer than the form.
  bool LookUp(std::string_view form, bool bounded, size_t held, Matches& matches) const;
  void LookUpInParents(const Place& place, std::string_view key, Scratch& scratch,
                       Matches& matches) const;
  void LookUpTitles(const Place& place, Scratch& scratch, Matches& matches) const;
  bool IsLabel(std::string_view value, Scratch& scratch) const;
  void Read(std::string_view text, const Range& range, const Matches& matches, LabelSource& source,
            Scratch& scratch) const;
  bool ReadValue(const Item& shape, bool alone, std::string_view text, const Range& range,
                 Scratch& scratch, Span& value) const;

  std::vector<Item> shapes_;
  std::vector<std::string> words_;  // the last words of labels, as they may be written
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  // Its order decides nothing.
  std::unordered_map<std::string, std::vector<Use>, Hash, std::equal_to<>> labels_;
  // What the labels of several words end with: keys for which it is worth asking who holds them.
  std::unordered_set<std::string> ends_;
  FactsOfForms facts_;  // of both
  size_t most_words_ = 1;
  LabelEnds label_ends_;
};

}  // namespace aegis::detect
