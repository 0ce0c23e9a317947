// Values that are found because of the label in front of them: `First name: …`, `first_name=…`,
// {"firstName": "…"}, {"name": {"first": "…"}}, <first-name>…</first-name>, `--first-name …`,
// "his first name is …", a row `| First name | … |`, and a header `X-First-Name`.
//
// A label is found by its last word, which is one of the literals of the rules: that word must be
// followed by something that joins a label to a value, which refuses most words of a text after a
// byte or two. Only then is the label read backwards, brought into the form of context.h, and
// looked up, with fewer and fewer words in front of it: `customerFirstName` is `customer first
// name`, and `first name`. A key of a JSON object is looked up with the name of what holds it, too.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "src/base/result.h"
#include "src/base/span.h"
#include "src/codec/document.h"
#include "src/detect/finding.h"
#include "src/detect/literals.h"
#include "src/detect/prefix_body.h"
#include "src/detect/rule.h"

namespace aegis::detect {

// What a search for a value knows of its document, and where it puts what it found.
class LabelSource {
 public:
  // The place of the byte, or null when it is syntax; good until the next call. Costs more than
  // looking at the text.
  virtual const Place* PlaceAt(uint32_t offset) = 0;
  // False: no more may be read.
  virtual bool Charge(size_t bytes) = 0;
  // `candidate` is what the rule's validator gets.
  virtual void Found(RuleIndex rule, Span value, std::string_view candidate) = 0;

 protected:
  ~LabelSource() = default;
};

class Labels {
 public:
  // Fails on a shape that cannot be.
  Status Add(const LabelledShape& shape, RuleIndex rule);
  bool empty() const { return shapes_.empty(); }

  // What to look for in the text, after the last Add. Where `literal` ends, a label's last word has
  // ended `behind` bytes before.
  struct Anchor {
    Literal literal;
    uint32_t behind = 0;
  };
  std::vector<Anchor> Anchors() const;

  struct Scratch {
    std::string form;
    std::string other;
    std::string holder;
    std::string compact;
  };
  // Looks for a label whose last word ends at `end`, and for its value.
  void Find(std::string_view text, size_t end, LabelSource& source, Scratch& scratch) const;
  // The same for the name of a header, whose value the text is.
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
  struct Use {
    uint32_t shape = 0;
    bool alone = false;
  };
  struct Head;
  struct Range;
  struct Match;
  class Matches;

  Status AddLabel(std::string_view label, Use use);
  // Adds the uses of `form` and of what it ends with. Of `held` only labels that are longer than it
  // are of interest: it is the form of a key, and in front of it stands what holds it.
  void LookUp(std::string_view form, bool bounded, size_t held, Matches& matches) const;
  void LookUpInParents(const Place& place, std::string_view key, Scratch& scratch,
                       Matches& matches) const;
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
  // Only looked up, never walked: its order decides nothing.
  std::unordered_map<std::string, std::vector<Use>, Hash, std::equal_to<>> labels_;
  // What the labels of several words end with: keys for which it is worth asking who holds them.
  std::unordered_map<std::string, bool, Hash, std::equal_to<>> ends_;
  size_t most_words_ = 1;
};

}  // namespace aegis::detect
