// A matcher finds one format that no shape describes. It is called where its trigger stands in the
// text and answers with the span of the candidate, or says no. One a file; the table of them is in
// registry.cc.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "src/base/span.h"
#include "src/detect/text_class.h"

namespace aegis::detect {

enum class Trigger : uint8_t {
  kLiteral,      // one of the matcher's literals; the anchor is the literal
  kAt,           // '@'
  kColonToken,   // the hexadecimal digits, colons and dots around a ':'
  kPairDashes,   // the first '-' of 00-00-00-00-00-00
  kQuadDots,     // the first '.' of 0000.0000.0000
  kDottedQuad,   // exactly four runs of one to three digits joined by dots, bounded
  kPlusDigits,   // a run of digits behind '+' or '+('; the anchor begins at the '+'
  kParenDigits,  // two to five digits in brackets; the anchor has the brackets
  kYear,         // a run of four digits that begins with 1 or 2
  kDecimal,      // one to three digits, '.', three or more; the anchor has all of them
  kMixedWord,    // letters and digits in one piece, at least `min_word` of them
};
inline constexpr size_t kTriggerCount = static_cast<size_t>(Trigger::kMixedWord) + 1;

struct TriggerLiteral {
  std::string_view text;
  bool any_case = false;
  // Only behind a digit, which is the first byte of the anchor: most of such texts are common
  // words.
  bool behind_digit = false;
};

// What a matcher may look at, and how it says what it read.
class MatchInput {
 public:
  MatchInput(std::string_view text, Span anchor) : text(text), anchor(anchor) {}
  virtual ~MatchInput() = default;

  // The field that holds the byte; the whole text where there are no fields. Empty when the byte is
  // syntax. Costs more than looking at the text: ask late.
  virtual Span FieldAt(uint32_t offset) = 0;

  // Bytes read far from the anchor are charged, so that no text makes matching cost more than a
  // multiple of its length.
  void Charge(size_t bytes) { charged += bytes; }

  // Does somebody want to know of what only its check digits keep from being found?
  virtual bool WantsMisses() const { return false; }
  virtual void Missed(Span) {}

  const std::string_view text;
  Span anchor;
  size_t charged = 0;
};

struct Matcher {
  std::string_view name;
  Trigger trigger;
  // True: `found` is the candidate, of whole UTF-8 characters. Reads at most
  // limits::kMaxConfirmBytes on each side.
  bool (*match)(MatchInput& input, Span& found);
  std::string_view what;
  std::span<const TriggerLiteral> literals = {};  // kLiteral
  uint32_t min_word = 0;                          // kMixedWord
};

// A name may have several rows: one for each trigger. Empty when no matcher has that name.
std::span<const Matcher> FindMatcher(std::string_view name);
std::span<const Matcher> AllMatchers();  // sorted by name

inline Span MakeSpan(size_t begin, size_t end) {
  return {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
}

}  // namespace aegis::detect
