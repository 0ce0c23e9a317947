// What stands around a candidate, and what that says for and against the rules that found it: the
// words near it in its field, in the names of the field and of what holds it, in what members
// beside it call it, in the name of its column, and in what the document is called. Read once for a
// span, however many rules ask.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "src/base/span.h"
#include "src/codec/document.h"
#include "src/detect/context.h"
#include "src/detect/explanation.h"
#include "src/detect/rule_tables.h"
#include "src/detect/table.h"

namespace aegis::detect {

// Where candidates stand. They come in order, mostly several to a field.
class CandidatePlaces {
 public:
  explicit CandidatePlaces(Document& document) : document_(document) {}

  // Null for a byte of no field. The place is good until the next call.
  const Place* Of(uint32_t offset) {
    if (place_.text.begin <= offset && offset < place_.text.end) return &place_;
    if (document_.Locate(offset, place_)) return &place_;
    place_.text = {};
    return nullptr;
  }

 private:
  Document& document_;
  Place place_;  // of the last candidate
};

// Of the candidates of one text.
class CandidateContext {
 public:
  // One a thread.
  struct Scratch {
    explicit Scratch(const RuleTables& tables)
        : words(tables.words.NewSeen()),
          near_words(tables.words.NewSeen()),
          rule_marks(tables.rules.size(), 0) {}

    ContextWords::Seen words;
    ContextWords::Seen near_words;
    std::vector<uint64_t> rule_marks;  // by rule: the last span whose context had a word for it
    uint64_t span_mark = 0;
  };

  CandidateContext(const RuleTables& tables, float min_score, std::string_view text,
                   std::string_view hint, CandidatePlaces& places, Scratch& scratch)
      : t_(tables),
        idle_without_words_(kWithoutContext < min_score),
        text_(text),
        hint_(hint),
        places_(places),
        scratch_(scratch),
        table_(text) {}

  // A rule that is nothing without its context, and has none here: not worth checking. To be asked
  // where many rules want to know of one span, of which most mean nothing without a word for them.
  bool IsIdle(RuleIndex rule, Span span) {
    if (!idle_without_words_ || t_.rules[rule].by_default != RuleDefault::kContext) return false;
    if (marked_of_ != span) MarkRules(span);
    return scratch_.rule_marks[rule] != scratch_.span_mark;
  }
  // The same of all rules at once that RuleTables::word_asks has those bits for, as far as they are
  // nothing without their context: true says that all of them are idle.
  bool AreIdle(uint64_t ask, Span span) {
    if (!idle_without_words_) return false;
    if (asked_of_ != span) ReadAsks(span);
    return (asked_for_ & ask) == 0;
  }

  // `in_groups`: the candidate's digits are written as their kind is, in many groups; against those
  // speaks no word.
  float Score(const RuleFacts& facts, Span span, const Place& place, bool in_groups) {
    return ScoreWith(facts, Effect(facts, span, place, in_groups));
  }

  // Says in `sighting` what Score is made of: the effect, and the words for and against.
  void Explain(const RuleFacts& facts, Span span, const Place& place, bool in_groups,
               Sighting& sighting);

 private:
  // The most that a rule scores whose context is missing: below min_score's default, 0.5.
  static constexpr float kWithoutContext = 0.45f;

  ContextEffect Effect(const RuleFacts& facts, Span span, const Place& place, bool in_groups);
  static float ScoreWith(const RuleFacts& facts, ContextEffect effect) {
    switch (effect) {
      case ContextEffect::kNone:
      case ContextEffect::kSuffices:
        return facts.score;
      case ContextEffect::kRaises:
        return facts.score + (1 - facts.score) * 0.6f;
      case ContextEffect::kAgainst:
        return std::min(facts.score * 0.4f, kWithoutContext);
      case ContextEffect::kMissing:
        return std::min(facts.score * 0.5f, kWithoutContext);
    }
    return 0;
  }

  void ReadAsks(Span span);
  void MarkRules(Span span);
  void Read(Span span, const Place& place);
  // What is looked at before and after a span.
  std::array<Span, 2> SidesOf(Span span, Span field) const;
  void LookAround(Span span, Span field);
  void LookAtSide(Span side);
  // What the column of a table in plain text is called.
  std::string_view ColumnOf(Span span, const Place& place) {
    const bool plain = place.kind == FieldKind::kText && place.name_count == 0;
    return plain ? table_.ColumnAt(span.begin) : std::string_view();
  }
  // The word directly in front of a span; empty when something else is there.
  Span WordInFrontOf(Span span, Span field) const;
  bool SpeaksAgainst(const RuleFacts& facts, Span span, const Place& place);
  bool HasWord(Range words, const ContextWords::Seen& seen) const {
    for (uint32_t i = words.begin; i < words.end; ++i) {
      if (seen.Has(t_.word_ids[i])) return true;
    }
    return false;
  }

  // The last stretches of text that were looked at: groups of digits that follow each other are
  // candidates in many ways, with few different beginnings and ends.
  struct Side {
    Span text;
    ContextWords::Listed words;
  };
  static constexpr size_t kSides = 8;

  const RuleTables& t_;
  const bool idle_without_words_;
  const std::string_view text_;
  const std::string_view hint_;
  CandidatePlaces& places_;
  Scratch& scratch_;
  Table table_;
  Span read_of_;    // what scratch_.words holds the context of
  Span asked_of_;   // what asked_for_ was asked for
  Span marked_of_;  // what scratch_.rule_marks was marked for
  uint64_t asked_for_ = 0;
  std::array<Side, kSides> sides_;
  size_t next_side_ = 0;
};

}  // namespace aegis::detect
