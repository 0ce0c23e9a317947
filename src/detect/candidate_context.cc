#include "src/detect/candidate_context.h"

#include <algorithm>

#include "src/base/limits.h"
#include "src/detect/text_class.h"

namespace aegis::detect {

std::array<Span, 2> CandidateContext::SidesOf(Span span, Span field) const {
  const auto word_byte = [&](uint32_t at) { return IsAlnum(text_[at]) || IsNonAscii(text_[at]); };
  constexpr uint32_t kReach = limits::kContextBytes;
  uint32_t begin = field.begin;
  if (span.begin - begin > kReach) {
    begin = span.begin - kReach;
    while (begin < span.begin && word_byte(begin)) ++begin;  // not half a word
  }
  uint32_t end = field.end;
  if (end - span.end > kReach) {
    end = span.end + kReach;
    while (end > span.end && word_byte(end - 1)) --end;
  }
  return {Span{begin, span.begin}, Span{span.end, end}};
}

void CandidateContext::LookAround(Span span, Span field) {
  for (const Span side : SidesOf(span, field)) LookAtSide(side);
}

void CandidateContext::LookAtSide(Span side) {
  // What ids begin with comes again with every record, as names do.
  constexpr uint32_t kLikeName = 8;
  if (side.size() <= kLikeName) return t_.words.LookAtName(side.In(text_), scratch_.words);
  for (const Side& known : sides_) {
    if (known.text == side) return t_.words.LookAgain(known.words, scratch_.words);
  }
  Side& next = sides_[next_side_];
  t_.words.Look(side.In(text_), scratch_.words, next.words);
  next.text = next.words.complete() ? side : Span{};
  next_side_ = (next_side_ + 1) % kSides;
}

Span CandidateContext::WordInFrontOf(Span span, Span field) const {
  constexpr std::string_view kJoints = " \t:=\"'(#-.";
  constexpr uint32_t kMaxJoint = 4;
  uint32_t end = span.begin;
  while (end > field.begin && span.begin - end < kMaxJoint &&
         kJoints.find(text_[end - 1]) != std::string_view::npos) {
    --end;
  }
  uint32_t begin = end;
  while (begin > field.begin && end - begin < limits::kAgainstBytes &&
         (IsAlnum(text_[begin - 1]) || IsNonAscii(text_[begin - 1]) || text_[begin - 1] == '_')) {
    --begin;
  }
  return {begin, end};
}

// What speaks against a candidate is the word directly in front of it (`version 1.2.3.4`, `due:
// 2024-01-02`) or names its field: a word farther away belongs to something else.
bool CandidateContext::SpeaksAgainst(const RuleFacts& facts, Span span, const Place& place) {
  if (!HasWord(facts.against, scratch_.words)) return false;
  ContextWords::Seen& seen = scratch_.near_words;
  seen.Clear();
  t_.words.Look(WordInFrontOf(span, place.text).In(text_), seen);
  if (!hint_.empty()) t_.words.LookAtName(hint_, seen);
  if (place.name_count != 0) t_.words.LookAtName(place.names[0], seen);
  for (uint32_t i = 0; i < place.title_count; ++i) t_.words.LookAtName(place.titles[i], seen);
  t_.words.LookAtName(ColumnOf(span, place), seen);
  return HasWord(facts.against, seen);
}

void CandidateContext::Read(Span span, const Place& place) {
  if (read_of_ == span) return;
  read_of_ = span;
  scratch_.words.Clear();
  LookAround(span, place.text);
  if (!hint_.empty()) t_.words.LookAtName(hint_, scratch_.words);
  for (uint32_t i = 0; i < place.name_count; ++i) {
    t_.words.LookAtName(place.names[i], scratch_.words);
  }
  for (uint32_t i = 0; i < place.title_count; ++i) {
    t_.words.LookAtName(place.titles[i], scratch_.words);
  }
  const std::string_view column = ColumnOf(span, place);
  if (!column.empty()) t_.words.LookAtName(column, scratch_.words);
}

void CandidateContext::ReadAsks(Span span) {
  asked_of_ = span;
  asked_for_ = 0;
  const Place* place = places_.Of(span.begin);
  if (place == nullptr || !place->text.Contains(span)) return;
  Read(span, *place);
  for (const uint32_t word : scratch_.words.words()) asked_for_ |= t_.word_asks[word];
}

void CandidateContext::MarkRules(Span span) {
  marked_of_ = span;
  ++scratch_.span_mark;
  const Place* place = places_.Of(span.begin);
  if (place == nullptr || !place->text.Contains(span)) return;
  Read(span, *place);
  for (const uint32_t word : scratch_.words.words()) {
    for (const RuleIndex rule : t_.word_rules.Of(word)) {
      scratch_.rule_marks[rule] = scratch_.span_mark;
    }
  }
}

ContextEffect CandidateContext::Effect(const RuleFacts& facts, Span span, const Place& place,
                                       bool in_groups) {
  if (facts.context.empty() && facts.against.empty()) return ContextEffect::kNone;
  Read(span, place);
  const bool needs_context = facts.by_default == RuleDefault::kContext;
  const bool has_context = HasWord(facts.context, scratch_.words);
  const auto speaks_against = [&] {
    return !in_groups && !facts.against.empty() && SpeaksAgainst(facts, span, place);
  };
  // A key that only a word tells from a digest: a nearer word, "datadog ... sha256: ", takes it
  // back.
  if (has_context && !(facts.secret && needs_context && speaks_against())) {
    return needs_context ? ContextEffect::kSuffices : ContextEffect::kRaises;
  }
  if (speaks_against()) return ContextEffect::kAgainst;
  return needs_context ? ContextEffect::kMissing : ContextEffect::kNone;
}

void CandidateContext::Explain(const RuleFacts& facts, Span span, const Place& place,
                               bool in_groups, Sighting& sighting) {
  sighting.in_groups = in_groups;
  sighting.rule_score = facts.score;
  sighting.effect = Effect(facts, span, place, in_groups);
  sighting.score = ScoreWith(facts, sighting.effect);
  ContextWords::Seen& seen = scratch_.near_words;
  const auto note = [&](Range words, WordPlace where, std::vector<CountedWord>& counted) {
    for (uint32_t i = words.begin; i < words.end; ++i) {
      CountedWord word{t_.words.Text(t_.word_ids[i]), where};
      const bool known = std::find(counted.begin(), counted.end(), word) != counted.end();
      if (seen.Has(t_.word_ids[i]) && !known) counted.push_back(std::move(word));
    }
  };
  const std::array<Span, 2> sides = SidesOf(span, place.text);
  seen.Clear();
  t_.words.Look(sides[0].In(text_), seen);
  note(facts.context, WordPlace::kBefore, sighting.words_for);
  seen.Clear();
  t_.words.Look(sides[1].In(text_), seen);
  note(facts.context, WordPlace::kAfter, sighting.words_for);
  seen.Clear();
  t_.words.Look(WordInFrontOf(span, place.text).In(text_), seen);
  note(facts.against, WordPlace::kBefore, sighting.words_against);
  for (uint32_t i = 0; i < place.name_count; ++i) {
    seen.Clear();
    t_.words.LookAtName(place.names[i], seen);
    note(facts.context, i == 0 ? WordPlace::kField : WordPlace::kHolder, sighting.words_for);
    if (i == 0) note(facts.against, WordPlace::kField, sighting.words_against);
  }
  seen.Clear();
  for (uint32_t i = 0; i < place.title_count; ++i) t_.words.LookAtName(place.titles[i], seen);
  note(facts.context, WordPlace::kBeside, sighting.words_for);
  note(facts.against, WordPlace::kBeside, sighting.words_against);
  seen.Clear();
  t_.words.LookAtName(ColumnOf(span, place), seen);
  note(facts.context, WordPlace::kColumn, sighting.words_for);
  note(facts.against, WordPlace::kColumn, sighting.words_against);
  seen.Clear();
  t_.words.LookAtName(hint_, seen);
  note(facts.context, WordPlace::kDocument, sighting.words_for);
  note(facts.against, WordPlace::kDocument, sighting.words_against);
}

}  // namespace aegis::detect
