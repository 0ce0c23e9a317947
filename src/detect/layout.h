// A word of a fixed layout, as WordShape writes it: L letter, D digit, A either, X hex digit, [XYZ]
// one of these, a blank where a separator may stand; other characters stand for themselves, and one
// of `separators` for any of its kind.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/result.h"
#include "src/detect/text_class.h"

namespace aegis::detect {

class Layout {
 public:
  static constexpr size_t kMaxCharacters = 64;
  static constexpr size_t kNoMatch = ~size_t{0};

  // `separators` as in WordShape. Errors say what is wrong and at which character.
  static Result<Layout> Parse(std::string_view text, std::string_view separators, bool upper_only);

  // The end of the word that begins at `at`, a boundary, or kNoMatch; `compact` gets it in upper
  // case and without its separators. The word is bounded behind, too.
  size_t Match(std::string_view text, size_t at, std::string& compact) const;

  // The piece of letters and digits that a text of this layout may begin with, which is what finds
  // it: one entry for each blank (the text has a separator there) and one for no separator at all.
  struct Start {
    uint8_t length = 0;
    bool letters = false;  // may be all letters
    bool digits = false;   // may be all digits
    bool mixed = false;    // may have both
    bool whole = false;    // it is the whole word
    ByteSet next;          // what may stand behind it; '\0' for the end of the text
    // Bit n: behind the separator that follows, a run of exactly n digits may stand. All bits when
    // it is not known.
    uint64_t digits_behind = ~uint64_t{0};
    ByteSet after;  // what may stand behind those digits; '\0' for the end of the text
    // The place behind that separator, for At; kNoMatch when it is not known.
    size_t behind = kNoMatch;
  };
  const std::vector<Start>& starts() const { return starts_; }
  // How many places a text has, without blanks.
  size_t size() const { return items_.size(); }
  // What may stand at the i-th place, from the beginning or from a Start::behind on up to where a
  // separator may stand: IsPlain says how far that is.
  const ByteSet& At(size_t i) const { return items_[i].set; }
  // Does the i-th place stand right behind the one before it in every text?
  bool IsPlain(size_t i) const {
    return i < items_.size() && !items_[i].separator_before && items_[i].separator == kSepNone;
  }

 private:
  bool StandsBehind(size_t length, size_t behind) const;
  // For a piece that ends before item `from`; `after` gets what may stand behind the digits.
  uint64_t DigitsBehind(size_t from, ByteSet& after) const;

  struct Item {
    ByteSet set;
    bool separator_before = false;
    uint8_t separator = kSepNone;  // a separator of this kind must stand here
  };
  std::vector<Item> items_;
  std::vector<Start> starts_;
  uint8_t separators_ = 0;
};

}  // namespace aegis::detect
