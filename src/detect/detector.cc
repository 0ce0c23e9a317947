#include "src/detect/detector.h"

#include <algorithm>
#include <array>

#include "src/base/limits.h"
#include "src/codec/json_number.h"
#include "src/detect/candidate_context.h"
#include "src/detect/checksum_line.h"
#include "src/detect/deep_scan.h"
#include "src/detect/literals.h"
#include "src/detect/rule_tables.h"
#include "src/detect/shapes.h"
#include "src/detect/validators/published_sample_secret.h"

namespace aegis {

using namespace detect;  // the parts that this file puts together

struct Detector::Compiled {
  std::unique_ptr<RuleTables> tables;
  std::unique_ptr<LiteralMatcher> literals;
  float min_score = 0;
};

namespace {

struct ScanScratch final : Detector::Scratch {
  explicit ScanScratch(const RuleTables& tables) : context(tables) {}

  std::unique_ptr<LiteralMatcher::Scratch> literals;
  CandidateContext::Scratch context;
  Labels::Scratch labels;
  std::string compact;
  std::unique_ptr<UserPatterns::Scratch> users;  // null: no user's rule has a pattern
};

// Bytes that may join a run of digits to something: separators, signs, brackets, the comma before a
// year.
constexpr ByteSet kJoinsBefore = [] {
  ByteSet set(" \t\r\n-./+(,");
  set.AddRange('\x80', '\xff');
  return set;
}();
constexpr ByteSet kJoinsAfter = [] {
  ByteSet set(" \t\r\n-./)");
  set.AddRange('\x80', '\xff');
  return set;
}();

// Digits in as many groups as their kind is written in are not taken for an order number: against
// those speaks no word.
constexpr size_t kManyGroups = 3;

// From this many rules on, the context of a span is read before any of them is checked.
constexpr size_t kManyProbes = 4;

// One document's scan. What it sees in the text it hands to the rules concerned; what passes
// becomes a finding.
class Scanner {
 public:
  Scanner(const RuleTables& tables, float min_score, Document& document, std::string_view hint,
          ScanScratch& scratch, ScanBudget& budget, ArenaVector<Finding>& findings,
          SeenInText& seen, Witness* witness)
      : t_(tables),
        min_score_(min_score),
        text_(document.text()),
        hint_(hint),
        scratch_(scratch),
        findings_(findings),
        budget_(budget),
        seen_(seen),
        places_(document),
        // A witness wants to know of what is idle, too.
        context_(tables, witness == nullptr ? min_score : 0, text_, hint, places_, scratch.context),
        witness_(witness) {
    budget.AddText(text_.size());
  }

  RecordStatus Shapes() {
    VisitShapes(text_, *this, seen_.marks);
    return status_;
  }

  RecordStatus Literals(std::span<const LiteralHit> hits) {
    for (const LiteralHit& hit : hits) {
      if (!status_) break;
      const uint32_t begin = hit.end - static_cast<uint32_t>(t_.literals[hit.literal].text.size());
      const Range range = t_.literal_ranges[hit.literal];
      for (uint32_t i = range.begin; i < range.end; ++i) {
        const LiteralProbe& probe = t_.literal_probes[i];
        if (probe.ends_label) {
          Label(hit.end);
          continue;
        }
        if (probe.matcher != nullptr) {
          Call(*probe.matcher, probe.rule, {begin, hit.end});
          continue;
        }
        if (probe.word_start && !IsBoundaryBefore(text_, begin)) {
          if (witness_ != nullptr) TellOfPart(probe, begin, hit.end);
          continue;
        }
        if (!Spend(1)) return status_;
        size_t read = 0;
        const size_t end = t_.bodies[static_cast<size_t>(probe.body)].Match(text_, hit.end, read);
        if (!Spend(0, read)) return status_;
        if (end == PrefixBody::kNoMatch) {
          if (witness_ != nullptr) TellOfPart(probe, begin, hit.end);
          continue;
        }
        const Span span = MakeSpan(begin, end);
        Confirm(probe.rule, span, span.In(text_));
      }
    }
    return status_;
  }

  RecordStatus LabelsBehindWords() {
    if (t_.labels.empty()) return status_;
    LabelInput input(*this);
    t_.labels.FindBehindWords(text_, seen_.marks, input, scratch_.labels);
    return status_;
  }

  void Hint() {
    if (hint_.empty() || t_.labels.empty()) return;
    LabelInput input(*this);
    t_.labels.FindByHint(hint_, text_, input, scratch_.labels);
  }

  RecordStatus UserRules(UserBudget& budget) {
    budget.AddText(text_.size());
    UserInput input(*this);
    if (auto status = t_.users.Find(text_, input, budget, *scratch_.users); !status) return status;
    return status_;
  }

  // The visitor of VisitShapes.
  void DigitRun(size_t begin, size_t end) {
    // Most numbers of a JSON document are short and stand alone.
    const char before = begin == 0 ? '\0' : text_[begin - 1];
    const char after = end == text_.size() ? '\0' : text_[end];
    const size_t length = end - begin;
    // Hexadecimal digits need not have letters: 30 to 39 are the digits.
    if (length >= limits::kMinHexPayloadBytes && length % 2 == 0 && !IsAlnum(before) &&
        !IsAlnum(after)) {
      seen_.payload_words.push_back(MakeSpan(begin, end));
    }
    if (length < 64 && ((t_.digits_alone >> length) & 1) == 0 && !kJoinsAfter.Has(after)) {
      if (!kJoinsBefore.Has(before)) {
        linked_ = 0;
        return;
      }
      // A blank or a dash before them that no digit stands before.
      const bool joined = linked_ != 0 && begin - Back(0).end <= kMaxSeparatorBytes;
      if (!joined && before != '+' && length != 4 &&
          !t_.pieces.MayStandBefore(LayoutPieces::Kind::kDigits, length, after)) {
        linked_ = 0;
        if (MayFollowLetters(begin)) LetterPieces(begin);
        return;
      }
    }
    LinkedDigitRun(begin, end, before, after);
  }
  void MixedWord(size_t begin, size_t end);
  void LongLetters(size_t begin, size_t end) {
    seen_.payload_words.push_back(MakeSpan(begin, end));
  }
  void At(size_t at) { CallAll(Trigger::kAt, MakeSpan(at, at + 1)); }
  void Colon(size_t at);
  void PairDashes(size_t at) { CallAll(Trigger::kPairDashes, MakeSpan(at, at + 1)); }
  void QuadDots(size_t at) { CallAll(Trigger::kQuadDots, MakeSpan(at, at + 1)); }

 private:
  class Input final : public MatchInput {
   public:
    Input(Scanner& scanner, Span anchor) : MatchInput(scanner.text_, anchor), scanner_(scanner) {}
    Span FieldAt(uint32_t offset) override {
      const Place* place = scanner_.places_.Of(offset);
      return place == nullptr ? Span{} : place->text;
    }
    bool WantsMisses() const override { return scanner_.witness_ != nullptr; }
    void Missed(Span span) override { scanner_.missed_ = span; }

   private:
    Scanner& scanner_;
  };

  class LabelInput final : public LabelSource {
   public:
    explicit LabelInput(Scanner& scanner) : scanner_(scanner) {}
    const Place* PlaceAt(uint32_t offset) override { return scanner_.places_.Of(offset); }
    bool Charge(size_t offset, size_t bytes) override {
      scanner_.position_ = static_cast<uint32_t>(offset);
      return scanner_.Spend(1, bytes);
    }
    void Found(RuleIndex rule, Span value, std::string_view candidate) override {
      scanner_.Confirm(rule, value, candidate);
    }

   private:
    Scanner& scanner_;
  };

  class UserInput final : public UserPatternSource {
   public:
    explicit UserInput(Scanner& scanner) : scanner_(scanner) {}
    const Place* PlaceAt(uint32_t offset) override { return scanner_.places_.Of(offset); }
    void Found(RuleIndex rule, Span value) override {
      scanner_.Confirm(rule, value, value.In(scanner_.text_));
    }

   private:
    Scanner& scanner_;
  };

  struct Group {
    uint32_t begin = 0;
    uint32_t end = 0;
    uint8_t separator = kSepNone;  // what joins it to the group before
    uint32_t size() const { return end - begin; }
  };
  // The i-th group from the last; groups are kept in a ring.
  const Group& Back(size_t i) const { return ring_[(ring_at_ - i) & (ring_.size() - 1)]; }

  bool Spend(size_t confirmations, size_t bytes = 0) {
    if (confirmations > budget_.confirmations || bytes > budget_.bytes) {
      if (status_) status_ = Refuse(RecordErrorCode::kBudgetExhausted, position_);
      return false;
    }
    budget_.confirmations -= confirmations;
    budget_.bytes -= bytes;
    return true;
  }

  void CallAll(Trigger trigger, Span anchor) {
    for (const MatcherProbe& probe : t_.On(trigger)) Call(*probe.matcher, probe.rule, anchor);
  }

  void Call(const Matcher& matcher, RuleIndex rule, Span anchor) {
    position_ = anchor.begin;
    if (!status_ || !Spend(1)) return;
    Input input(*this, anchor);
    Span found;
    const bool matched = matcher.match(input, found);
    if (!Spend(0, input.charged)) return;
    if (matched) return Confirm(rule, found, found.In(text_));
    if (witness_ == nullptr || missed_.empty()) return;
    Tell(rule, missed_, missed_.In(text_), Verdict::kCheckFailed);
    missed_ = {};
  }

  void LinkedDigitRun(size_t begin, size_t end, char before, char after);
  void Windows(uint32_t length);
  void Digits(const DigitProbes& probes, size_t groups, uint8_t separators);
  void AskAbout(const DigitProbes& probes, uint32_t end, Span span, size_t groups,
                uint8_t separators);
  uint32_t ProbesEnd(const DigitProbes& probes, Span span) {
    const bool idle = probes.size() >= kManyProbes && context_.AreIdle(probes.ask, span);
    return idle ? probes.context : probes.end;
  }
  void ExponentForm(size_t begin, size_t mark, size_t end);
  bool StartsRight(const DigitProbe& probe, uint32_t head) const;
  bool InRow(size_t groups, uint8_t separators) const;
  void Layouts(LayoutPieces::Kind kind, size_t begin, size_t piece_end);
  bool MayFollowLetters(size_t begin) const {
    return t_.pieces.Has(LayoutPieces::Kind::kLetters) && begin >= 2 &&
           MayTouchSeparator(text_[begin - 1]) &&
           (IsAlpha(text_[begin - 2]) || MayTouchSeparator(text_[begin - 2]));
  }
  void LetterPieces(size_t begin);
  void Tokens(size_t begin, size_t end);
  void WideTokens(const TokenSet& set, uint32_t& seen_to, size_t begin, size_t end);
  // Several literals may end where one word ends.
  void Label(uint32_t end) {
    if (end == label_end_ || !status_) return;
    label_end_ = end;
    position_ = end;
    if (!Spend(1)) return;
    LabelInput input(*this);
    t_.labels.Find(text_, end, input, scratch_.labels);
  }
  bool InUuid(Span span) const {
    // 8-4-4-4-12 hexadecimal digits; the span may lie anywhere in it.
    constexpr size_t kLength = 36;
    const auto belongs = [](char c) { return IsHex(c) || c == '-'; };
    size_t begin = span.begin;
    while (begin > 0 && span.end - begin <= kLength && belongs(text_[begin - 1])) --begin;
    size_t end = span.end;
    while (end < text_.size() && end - begin <= kLength && belongs(text_[end])) ++end;
    if (end - begin != kLength) return false;
    for (size_t i : {8, 13, 18, 23}) {
      if (text_[begin + i] != '-') return false;
    }
    return true;
  }
  bool TouchesDecimal(Span span) const {
    // 12.345678 is one number, whatever its parts look like.
    return (span.begin >= 2 && text_[span.begin - 1] == '.' && IsDigit(text_[span.begin - 2])) ||
           (span.end + 1 < text_.size() && text_[span.end] == '.' && IsDigit(text_[span.end + 1]));
  }
  // 4111111111111111.0 is a whole number that went through floating point, or, with more zeros,
  // through a decimal column; with few digits that is an amount of money. The bytes behind the
  // digits that belong to it, or 0.
  uint32_t FloatTail(Span digits) const {
    constexpr size_t kMoreThanAmounts = 13;
    constexpr size_t kMostZeros = 18;
    const uint32_t at = digits.end;
    if (at >= text_.size() || text_[at] != '.') return 0;
    const size_t most = digits.size() >= kMoreThanAmounts ? kMostZeros : 1;
    uint32_t end = at + 1;
    while (end < text_.size() && end - at <= most && text_[end] == '0') ++end;
    if (end == at + 1 || !IsBoundaryAfter(text_, end)) return 0;
    if (end + 1 < text_.size() && text_[end] == '.' && IsDigit(text_[end + 1])) return 0;
    return end - at;
  }
  bool IsDecimalFree(uint32_t at) const {
    return at < 2 || text_[at - 1] != '.' || !IsDigit(text_[at - 2]);
  }
  void Confirm(RuleIndex rule, Span span, std::string_view candidate);
  // What is to be said of the candidate, were it not for `but`. Of what is found, `span` becomes
  // what is redacted.
  template <Verdict but>
  Verdict Decide(RuleIndex rule, Span& span, std::string_view candidate, float& score);
  bool IsOnlyRefusal(Verdict verdict, RuleIndex rule, Span span, std::string_view candidate);

  // For the witness.
  void Tell(RuleIndex rule, Span span, std::string_view candidate, Verdict verdict);
  void TellOfPart(const DigitProbes& probes, size_t groups, uint8_t separators);
  void TellOfPart(const LiteralProbe& probe, uint32_t begin, uint32_t body);

  const RuleTables& t_;
  const float min_score_;
  const std::string_view text_;
  const std::string_view hint_;
  ScanScratch& scratch_;
  ArenaVector<Finding>& findings_;
  ScanBudget& budget_;
  SeenInText& seen_;
  RecordStatus status_;
  uint32_t position_ = 0;

  std::array<Group, 16> ring_{};
  size_t ring_at_ = 0;
  size_t linked_ = 0;       // groups that the last one is joined to, itself included
  uint32_t colon_end_ = 0;  // end of the last colon token
  uint32_t label_end_ = 0;  // end of the last word that may end a label
  std::array<uint32_t, kMaxTokenSets> token_ends_{};  // of each set: end of the last run
  bool in_groups_ = false;                            // the candidate has kManyGroups
  CandidatePlaces places_;
  CandidateContext context_;
  Witness* const witness_;  // may be null
  bool part_ = false;       // for the witness: what comes is part of something longer
  Span missed_;             // for the witness: what a matcher missed
};

void Scanner::LinkedDigitRun(size_t begin, size_t end, char before, char after) {
  if (!status_) return;
  position_ = static_cast<uint32_t>(begin);
  Group group{static_cast<uint32_t>(begin), static_cast<uint32_t>(end), kSepNone};
  if (linked_ != 0) {
    const size_t gap = begin - Back(0).end;
    if (gap <= kMaxSeparatorBytes) {
      const SeparatorAt separator = ReadSeparator(text_, Back(0).end);
      if (separator.size == gap) group.separator = separator.kind;
    }
  }
  linked_ = group.separator == kSepNone ? 1 : std::min(linked_ + 1, kMaxGroups);
  ring_at_ = (ring_at_ + 1) & (ring_.size() - 1);
  ring_[ring_at_] = group;

  const size_t length = end - begin;
  if (length > limits::kMaxCandidateDigits) {
    linked_ = 0;
    return;
  }
  if (!t_.undivided[length].empty()) Digits(t_.undivided[length], 1, 0);
  if (linked_ > 1) Windows(static_cast<uint32_t>(length));

  if (before == '+' || (before == '(' && begin >= 2 && text_[begin - 2] == '+')) {
    CallAll(Trigger::kPlusDigits, MakeSpan(begin - (before == '+' ? 1 : 2), end));
  } else if (before == '(' && length >= 2 && length <= 5 && after == ')') {
    CallAll(Trigger::kParenDigits, MakeSpan(begin - 1, end + 1));
  }
  if (length == 4 && (text_[begin] == '1' || text_[begin] == '2')) {
    CallAll(Trigger::kYear, MakeSpan(begin, end));
  }
  if (length >= 3 && group.separator == kSepDot && Back(1).size() <= 3 &&
      Back(1).separator != kSepDot && Back(1).end + 1 == begin) {
    CallAll(Trigger::kDecimal, MakeSpan(Back(1).begin, end));
  }
  if (length <= 3 && linked_ >= 4 && group.separator == kSepDot) {
    const Span quad{Back(3).begin, group.end};
    const bool dotted = Back(1).separator == kSepDot && Back(2).separator == kSepDot &&
                        Back(1).size() <= 3 && Back(2).size() <= 3 && Back(3).size() <= 3;
    // Single bytes: the full-width dot joins digits, not addresses.
    if (dotted && quad.size() <= 15 && !TouchesDecimal(quad) &&
        IsBoundaryBefore(text_, quad.begin) && IsBoundaryAfter(text_, quad.end)) {
      CallAll(Trigger::kDottedQuad, quad);
    }
  }
  Layouts(LayoutPieces::Kind::kDigits, begin, end);
  if (MayFollowLetters(begin)) LetterPieces(begin);
}

void Scanner::Windows(uint32_t length) {
  const bool grouped = length < 32 && ((t_.last_groups >> length) & 1) != 0;
  if (!grouped && !t_.has_any_grouping) return;
  uint64_t key = length;
  uint32_t total = length;
  uint8_t separators = 0;
  bool small = false;
  for (size_t i = 1; i < linked_; ++i) {
    const uint8_t joint = Back(i - 1).separator;
    // One line break may fall into a number; a column of numbers is none.
    if (joint == kSepLine && (separators & kSepLine) != 0) return;
    separators |= joint;
    const Group& group = Back(i);
    total += group.size();
    if (total > limits::kMaxCandidateDigits || group.size() > 31) return;
    if (grouped) {
      key |= uint64_t{group.size()} << (5 * i);
      const DigitProbes* probes = t_.FindGrouping(key);
      if (probes != nullptr) Digits(*probes, i + 1, separators);
    }
    if (t_.has_any_grouping) {
      // Single digits in a row are a list sooner than a number.
      small = small || (group.size() < 2 && i + 1 < linked_);
      if (!small && !t_.any_grouping[total].empty())
        Digits(t_.any_grouping[total], i + 1, separators);
    }
  }
}

// `head`: the first DigitPrefix::kHeadDigits digits, zeros for those that are missing.
bool Scanner::StartsRight(const DigitProbe& probe, uint32_t head) const {
  if (probe.starts.empty()) return true;
  for (uint32_t i = probe.starts.begin; i < probe.starts.end; ++i) {
    const DigitPrefix& prefix = t_.prefixes[i];
    if (prefix.low <= head && head <= prefix.high && prefix.length <= scratch_.compact.size()) {
      return true;
    }
  }
  return false;
}

// Does the row of groups that the last `groups` are part of go on, in front or behind? One that
// goes on with a group of another length is two things.
bool Scanner::InRow(size_t groups, uint8_t separators) const {
  const Group& first = Back(groups - 1);
  if (linked_ > groups && (first.separator & separators) != 0 &&
      Back(groups).size() == first.size()) {
    return true;
  }
  const Group& last = Back(0);
  const SeparatorAt behind = ReadSeparator(text_, last.end);
  if ((behind.kind & separators) == 0) return false;
  const size_t begin = last.end + behind.size;
  size_t end = begin;
  while (end < text_.size() && end - begin <= last.size() && IsDigit(text_[end])) ++end;
  return end - begin == last.size();
}

void Scanner::Digits(const DigitProbes& probes, size_t groups, uint8_t separators) {
  const Span span{Back(groups - 1).begin, Back(0).end};
  if (!IsBoundaryBefore(text_, span.begin) || !IsBoundaryAfter(text_, span.end) ||
      (TouchesDecimal(span) &&
       !(groups == 1 && FloatTail(span) != 0 && IsDecimalFree(span.begin)))) {
    if (witness_ == nullptr) return;
    if (!part_) return TellOfPart(probes, groups, separators);
  }
  if (!Spend(1)) return;
  const uint32_t end = ProbesEnd(probes, span);
  if (probes.begin == end) return;
  std::string& compact = scratch_.compact;
  compact.clear();
  for (size_t i = groups; i-- > 0;) compact.append(text_, Back(i).begin, Back(i).size());
  AskAbout(probes, end, span, groups, separators);
}

// All digits of a candidate are in scratch_.compact.
void Scanner::AskAbout(const DigitProbes& probes, uint32_t end, Span span, size_t groups,
                       uint8_t separators) {
  const bool many = probes.size() >= kManyProbes;
  const std::string& compact = scratch_.compact;
  uint32_t head = 0;
  for (size_t i = 0; i < DigitPrefix::kHeadDigits; ++i) {
    head = head * 10 + (i < compact.size() ? static_cast<uint32_t>(compact[i] - '0') : 0);
  }
  for (uint32_t i = probes.begin; i < end; ++i) {
    const DigitProbe& probe = t_.digit_probes[i];
    if (!StartsRight(probe, head)) continue;
    if (many && context_.IsIdle(probe.rule, span)) continue;
    // Dots or slashes throughout are dashes written otherwise, where a check says what it is.
    const bool otherwise = groups >= 3 && (separators == kSepDot || separators == kSepSlash) &&
                           !probe.as_written && t_.rules[probe.rule].validator != nullptr;
    if ((separators & ~probe.separators) != 0 && !otherwise) continue;
    if (probe.alone && InRow(groups, probe.separators)) continue;
    Span with_plus = span;
    if (probe.plus) {
      if (span.begin == 0 || text_[span.begin - 1] != '+') continue;
      --with_plus.begin;
    }
    in_groups_ = groups >= kManyGroups;
    Confirm(probe.rule, with_plus, probe.as_written ? span.In(text_) : compact);
    in_groups_ = false;
  }
}

// A word that is the end of a number with an exponent, such as the 111E15 of 4.111E15, or with a
// sign behind it the 111E. Serializers write large whole numbers so; only what is a JSON number is
// looked into, as the digits that it stands for.
void Scanner::ExponentForm(size_t begin, size_t mark, size_t end) {
  constexpr size_t kLongest = 64;  // twice the digits of any candidate; nobody writes more
  size_t first = begin;
  while (first > 0 && begin - first < kLongest &&
         (IsDigit(text_[first - 1]) || text_[first - 1] == '.')) {
    --first;
  }
  size_t last = mark + 1;
  const bool has_sign =
      last == end && end < text_.size() && (text_[end] == '+' || text_[end] == '-');
  if (has_sign) ++last;
  const size_t digits_begin = last;
  while (last < text_.size() && last - first <= kLongest && IsDigit(text_[last])) ++last;
  if (last == digits_begin || (!has_sign && last != end) || last - first > kLongest) return;
  // Where it stands is asked last: most such numbers are measurements, and whole ones rare.
  const Span span = MakeSpan(first, last);
  std::array<char, limits::kMaxCandidateDigits> room;
  const std::string_view digits = WholeNumberDigits(span.In(text_), room);
  if (digits.empty() || !Spend(1)) return;
  const DigitProbes& probes = t_.undivided[digits.size()];
  if (probes.empty()) return;
  const Place* place = places_.Of(span.begin);
  if (place == nullptr || place->kind != FieldKind::kNumber) return;
  const uint32_t probes_end = ProbesEnd(probes, span);
  if (probes.begin == probes_end) return;
  scratch_.compact.assign(digits);
  AskAbout(probes, probes_end, span, 1, 0);
}

void Scanner::Layouts(LayoutPieces::Kind kind, size_t begin, size_t piece_end) {
  if (piece_end - begin > Layout::kMaxCharacters || !IsBoundaryBefore(text_, begin)) return;
  bool spent = false;
  const auto match = [&](const LayoutPieces::Entry& entry) {
    if (!status_ || (!spent && !Spend(1))) return;
    spent = true;
    // The context is read once for all; where it rules a layout out, that need not be matched.
    const auto is_nothing = [&](Span span) {
      // A digit at either end must not go on as a decimal.
      return ((IsDigit(text_[span.begin]) || IsDigit(text_[span.end - 1])) &&
              TouchesDecimal(span)) ||
             (entry.all_need_context && context_.AreIdle(entry.ask, span));
    };
    if (entry.whole && is_nothing(MakeSpan(begin, piece_end))) return;
    const size_t end = t_.layouts[entry.layout].Match(text_, begin, scratch_.compact);
    if (end == Layout::kNoMatch) return;
    const Span span = MakeSpan(begin, end);
    if (!entry.whole && is_nothing(span)) return;
    for (const RuleIndex rule : t_.pieces.RulesOf(entry)) Confirm(rule, span, scratch_.compact);
  };
  t_.pieces.ForEach(kind, text_, begin, piece_end, match);
}

// Digits, or a word that begins with a letter, behind letters and a separator: AA 00 00 01 A.
void Scanner::LetterPieces(size_t begin) {
  const SeparatorAt separator = ReadSeparatorBefore(text_, begin);
  if (separator.kind == kSepNone) return;
  const size_t end = begin - separator.size;
  size_t first = end;
  while (first > 0 && end - first <= kMaxLeadingLetters && IsAlpha(text_[first - 1])) --first;
  if (first == end || end - first > kMaxLeadingLetters) return;
  Layouts(LayoutPieces::Kind::kLetters, first, end);
  // One more piece of letters: XX-AA 1234.
  const SeparatorAt joint = ReadSeparatorBefore(text_, first);
  if (joint.kind == kSepNone) return;
  const size_t front_end = first - joint.size;
  size_t front = front_end;
  while (front > 0 && front_end - front <= kMaxLeadingLetters && IsAlpha(text_[front - 1])) --front;
  if (front == front_end || front_end - front > kMaxLeadingLetters) return;
  Layouts(LayoutPieces::Kind::kLetters, front, front_end);
}

void Scanner::MixedWord(size_t begin, size_t end) {
  if (!status_) return;
  position_ = static_cast<uint32_t>(begin);
  const size_t length = end - begin;
  if (length >= limits::kMinPayloadBytes) seen_.payload_words.push_back(MakeSpan(begin, end));
  if (IsDigit(text_[begin])) {
    size_t mark = begin + 1;
    while (IsDigit(text_[mark])) ++mark;
    if (ToLower(text_[mark]) == 'e') ExponentForm(begin, mark, end);
  }
  Layouts(LayoutPieces::Kind::kMixed, begin, end);
  if (IsAlpha(text_[begin]) && MayFollowLetters(begin)) LetterPieces(begin);
  if (length < t_.tokens.size()) Tokens(begin, end);
  for (size_t i = 0; i < t_.token_sets.size(); ++i) {
    if (begin >= token_ends_[i]) WideTokens(t_.token_sets[i], token_ends_[i], begin, end);
  }
  for (const MatcherProbe& probe : t_.On(Trigger::kMixedWord)) {
    if (length >= probe.matcher->min_word) Call(*probe.matcher, probe.rule, MakeSpan(begin, end));
  }
}

void Scanner::Tokens(size_t begin, size_t end) {
  const Range range = t_.tokens[end - begin];
  if (range.empty() || !Spend(1)) return;
  const bool many = range.size() >= kManyProbes;
  for (uint32_t i = range.begin; i < range.end; ++i) {
    const TokenProbe& probe = t_.token_probes[t_.token_ids[i]];
    if (many && context_.IsIdle(probe.rule, MakeSpan(begin, end))) continue;
    if (!probe.first.Has(text_[begin])) continue;
    const std::string_view word = text_.substr(begin, end - begin);
    if (std::all_of(word.begin(), word.end(), [&](char c) { return probe.chars.Has(c); })) {
      Confirm(probe.rule, MakeSpan(begin, end), word);
    }
  }
}

// The run of the set's characters around a word of letters and digits. It begins behind the run
// before it, so that no byte is walked over twice.
void Scanner::WideTokens(const TokenSet& set, uint32_t& seen_to, size_t begin, size_t end) {
  while (begin > seen_to && set.chars.Has(text_[begin - 1])) --begin;
  while (end < text_.size() && set.chars.Has(text_[end])) ++end;
  seen_to = static_cast<uint32_t>(end);
  // The full stop of a sentence.
  while (end > begin && text_[end - 1] == '.') --end;
  size_t padded = end;
  while (padded < text_.size() && padded - end < 2 && text_[padded] == '=') ++padded;
  if (padded - begin > limits::kMaxTokenBytes || padded == begin) return;
  if (!set.lengths[end - begin] && !set.lengths[padded - begin]) return;
  if (!Spend(1)) return;
  const bool many = set.probes.size() >= kManyProbes;
  for (const uint32_t id : set.probes) {
    const TokenProbe& probe = t_.token_probes[id];
    if (many && context_.IsIdle(probe.rule, MakeSpan(begin, end))) continue;
    const size_t stop = probe.padded ? padded : end;
    const size_t length = stop - begin;
    if (length < probe.min_length || length > probe.max_length) continue;
    if (!probe.first.Has(text_[begin])) continue;
    const std::string_view word = text_.substr(begin, end - begin);
    if (std::all_of(word.begin(), word.end(), [&](char c) { return probe.chars.Has(c); })) {
      Confirm(probe.rule, MakeSpan(begin, stop), text_.substr(begin, length));
    }
  }
}

void Scanner::Colon(size_t at) {
  constexpr size_t kMaxToken = 64;  // an IPv6 address has at most 45 characters
  if (at < colon_end_ || !status_) return;
  if (t_.On(Trigger::kColonToken).empty()) return;
  const auto belongs = [](char c) { return IsHex(c) || c == ':' || c == '.'; };
  size_t begin = at;
  while (begin > colon_end_ && at - begin <= kMaxToken && belongs(text_[begin - 1])) --begin;
  size_t end = at + 1;
  while (end < text_.size() && belongs(text_[end])) ++end;
  colon_end_ = static_cast<uint32_t>(end);
  if (end - begin > kMaxToken || !IsBoundaryBefore(text_, begin) || !IsBoundaryAfter(text_, end))
    return;
  CallAll(Trigger::kColonToken, MakeSpan(begin, end));
}

template <Verdict but>
Verdict Scanner::Decide(RuleIndex rule, Span& span, std::string_view candidate, float& score) {
  const RuleFacts& facts = t_.rules[rule];
  // Nobody's number: a colour, a counter, a form that is not filled in. Noughts may be a PIN.
  constexpr size_t kManyNoughts = 6;
  if (candidate.size() >= kManyNoughts && candidate[0] == '0' &&
      candidate.find_first_not_of('0') == std::string_view::npos) {
    return Verdict::kNothing;
  }
  // Checks of secrets refuse published samples, too.
  if (but != Verdict::kCheckFailed && but != Verdict::kPublishedSample &&
      facts.validator != nullptr && !facts.validator->check(candidate)) {
    return Verdict::kCheckFailed;
  }
  if (but != Verdict::kPublishedSample && facts.secret &&
      validators::IsPublishedSampleSecret(span.In(text_))) {
    return Verdict::kPublishedSample;
  }
  if (but != Verdict::kFileChecksum && facts.secret && IsChecksumOfFile(text_, span)) {
    return Verdict::kFileChecksum;
  }
  if (but != Verdict::kInUuid && IsDigit(text_[span.begin]) && span.size() < 36 && InUuid(span)) {
    return Verdict::kInUuid;
  }
  // A finding never cuts a character.
  const auto continues = [&](uint32_t at) {
    return at < text_.size() && (static_cast<unsigned char>(text_[at]) & 0xc0) == 0x80;
  };
  while (span.begin > 0 && continues(span.begin)) --span.begin;
  while (continues(span.end)) ++span.end;

  const Place* place = places_.Of(span.begin);
  if (place == nullptr || !place->text.Contains(span)) return Verdict::kNothing;
  if (place->kind == FieldKind::kLiteral) return Verdict::kNothing;
  if (place->kind == FieldKind::kNumber) {
    if (but != Verdict::kNumberNotAllowed && !facts.numbers) return Verdict::kNumberNotAllowed;
    // The whole token, but for a minus sign.
    const uint32_t sign =
        text_[place->text.begin] == '-' && span.begin != place->text.begin ? 1 : 0;
    // 4111111111111111.0 goes as a whole: a rest of it would be no JSON.
    if (span.end < place->text.end) span.end += FloatTail(span);
    if (but != Verdict::kPartOfNumber &&
        (span.begin != place->text.begin + sign || span.end != place->text.end)) {
      return Verdict::kPartOfNumber;
    }
  }
  score = context_.Score(facts, span, *place, in_groups_);
  return score < min_score_ ? Verdict::kLowScore : Verdict::kFound;
}

void Scanner::Confirm(RuleIndex rule, Span span, std::string_view candidate) {
  if (!status_) return;
  Span found = span;
  float score = 0;
  const Verdict verdict = Decide<Verdict::kFound>(rule, found, candidate, score);
  if (witness_ != nullptr) {
    Tell(rule, span, candidate, verdict);
    if (part_) return;
  }
  if (verdict != Verdict::kFound) return;
  if (findings_.size() >= limits::kMaxFindings) {
    status_ = Refuse(RecordErrorCode::kTooManyFindings, found.begin);
    return;
  }
  findings_.push_back({found, rule, score});
}

// What is refused for two reasons was not near.
bool Scanner::IsOnlyRefusal(Verdict verdict, RuleIndex rule, Span span,
                            std::string_view candidate) {
  using enum Verdict;
  float score = 0;
  switch (verdict) {
    case kCheckFailed:
      return Decide<kCheckFailed>(rule, span, candidate, score) == kFound;
    case kPublishedSample:
      return Decide<kPublishedSample>(rule, span, candidate, score) == kFound;
    case kFileChecksum:
      return Decide<kFileChecksum>(rule, span, candidate, score) == kFound;
    case kInUuid:
      return Decide<kInUuid>(rule, span, candidate, score) == kFound;
    case kNumberNotAllowed:
      return Decide<kNumberNotAllowed>(rule, span, candidate, score) == kFound;
    case kPartOfNumber:
      return Decide<kPartOfNumber>(rule, span, candidate, score) == kFound;
    case kNothing:
      return false;
    case kFound:
    case kNotBounded:
    case kContextMissing:
    case kSpokenAgainst:
    case kLowScore:
      return true;
  }
  return false;
}

void Scanner::Tell(RuleIndex rule, Span span, std::string_view candidate, Verdict verdict) {
  const RuleFacts& facts = t_.rules[rule];
  if (verdict == Verdict::kCheckFailed && facts.secret &&
      validators::IsPublishedSampleSecret(span.In(text_))) {
    verdict = Verdict::kPublishedSample;
  }
  if (part_) {
    if (verdict != Verdict::kFound && verdict != Verdict::kPartOfNumber) return;
    if (verdict == Verdict::kFound) verdict = Verdict::kNotBounded;
  }
  if (!IsOnlyRefusal(verdict, rule, span, candidate)) return;
  Span whole = span;
  float score = 0;
  Decide<Verdict::kCheckFailed>(rule, whole, candidate, score);
  const Place* place = places_.Of(whole.begin);
  if (place == nullptr) return;
  Sighting sighting;
  sighting.text = whole;
  sighting.rule = rule;
  sighting.verdict = verdict;
  sighting.checked = facts.validator != nullptr && verdict != Verdict::kCheckFailed &&
                     verdict != Verdict::kPublishedSample;
  context_.Explain(facts, whole, *place, in_groups_, sighting);
  if (verdict == Verdict::kLowScore) {
    if (sighting.effect == ContextEffect::kMissing) sighting.verdict = Verdict::kContextMissing;
    if (sighting.effect == ContextEffect::kAgainst) sighting.verdict = Verdict::kSpokenAgainst;
    // Words decide only when what they decide about would have been enough.
    if (sighting.rule_score < min_score_) sighting.verdict = Verdict::kLowScore;
  }
  sighting.shape = ShapeAt(witness_->RuleAt(rule), text_, span, *place, hint_);
  witness_->Add(std::move(sighting));
}

// Digits beside a letter, or of a decimal number. They are paid for by nobody, so that there is as
// much to spend for the rest as there is without a witness.
void Scanner::TellOfPart(const DigitProbes& probes, size_t groups, uint8_t separators) {
  const ScanBudget budget = budget_;
  if (budget.confirmations == 0) return;
  part_ = true;
  Digits(probes, groups, separators);
  part_ = false;
  budget_ = budget;
}

// A prefix within a word, or a body that goes on.
void Scanner::TellOfPart(const LiteralProbe& probe, uint32_t begin, uint32_t body) {
  size_t read = 0;
  const size_t end = t_.bodies[static_cast<size_t>(probe.body)].MatchPart(text_, body, read);
  if (end == PrefixBody::kNoMatch) return;
  part_ = true;
  const Span span = MakeSpan(begin, end);
  Confirm(probe.rule, span, span.In(text_));
  part_ = false;
}

// The scan of one text with all rules.
class AllRules final : public TextScanner {
 public:
  AllRules(const RuleTables& tables, const LiteralMatcher& literals, float min_score,
           std::string_view hint, ScanScratch& scratch, Witness* witness)
      : tables_(tables),
        literals_(literals),
        min_score_(min_score),
        hint_(hint),
        scratch_(scratch),
        witness_(witness) {}

  RecordStatus ScanText(Document& document, bool whole, ScanBudget& budget,
                        ArenaVector<Finding>& findings, SeenInText& seen) override {
    Scanner scanner(tables_, min_score_, document, hint_, scratch_, budget, findings, seen,
                    witness_);
    if (auto status = scanner.Shapes(); !status) return status;
    // Hits are candidates: as many as confirmations are allowed. Which of the two limits was met
    // cannot be told from the answer, and need not be: both fail the record closed.
    const std::string_view text = document.text();
    const size_t max_hits =
        limits::kBaseConfirmations + limits::kConfirmationsPerByte * text.size();
    if (!literals_.Find(text, max_hits, *scratch_.literals)) {
      return Refuse(scratch_.literals->hits.size() == max_hits ? RecordErrorCode::kBudgetExhausted
                                                               : RecordErrorCode::kScanFailed);
    }
    if (auto status = scanner.LabelsBehindWords(); !status) return status;
    if (whole) scanner.Hint();
    if (auto status = scanner.Literals(scratch_.literals->hits); !status) return status;
    return scratch_.users == nullptr ? RecordStatus{} : scanner.UserRules(user_budget_);
  }

 private:
  const RuleTables& tables_;
  const LiteralMatcher& literals_;
  const float min_score_;
  const std::string_view hint_;
  ScanScratch& scratch_;
  UserBudget user_budget_;
  Witness* const witness_;
};

}  // namespace

Detector::Detector() = default;
Detector::~Detector() = default;

Result<std::unique_ptr<Detector>> Detector::Compile(std::span<const Rule> rules, float min_score) {
  auto tables = RuleTables::Build(rules);
  if (!tables) return tl::unexpected<Error>(tables.error());
  auto literals = MakeLiteralMatcher((*tables)->literals, BestBackend());
  if (!literals) return tl::unexpected<Error>(literals.error());
  std::unique_ptr<Detector> detector(new Detector());
  detector->compiled_ = std::make_unique<Compiled>();
  detector->compiled_->tables = std::move(*tables);
  detector->compiled_->min_score = min_score;
  detector->compiled_->literals = std::move(*literals);
  return detector;
}

Result<std::unique_ptr<Detector::Scratch>> Detector::NewScratch() const {
  auto literals = compiled_->literals->NewScratch();
  if (!literals) return tl::unexpected<Error>(literals.error());
  auto scratch = std::make_unique<ScanScratch>(*compiled_->tables);
  scratch->literals = std::move(*literals);
  scratch->compact.reserve(2 * limits::kMaxTokenBytes);
  if (!compiled_->tables->users.empty()) {
    auto users = compiled_->tables->users.NewScratch();
    if (!users) return tl::unexpected<Error>(users.error());
    scratch->users = std::move(*users);
  }
  return scratch;
}

RecordStatus Detector::ScanWith(Document& document, std::string_view field_hint, Scratch& base,
                                ArenaVector<Finding>& findings, Witness* witness) const {
  auto& scratch = static_cast<ScanScratch&>(base);
  const size_t first = findings.size();
  if (document.text().size() > limits::kMaxRecordBytes) return Refuse(RecordErrorCode::kTooLarge);
  AllRules rules(*compiled_->tables, *compiled_->literals, compiled_->min_score, field_hint,
                 scratch, witness);
  if (auto status = DeepScan(document, rules, findings, witness); !status) return status;
  if (findings.size() - first > 1) {
    // Two triggers may lead one rule to the same place, and so may two views: the better score
    // stays.
    const auto place = [](const Finding& f) {
      return std::tuple(f.text.begin, f.text.end, f.rule);
    };
    const auto key = [](const Finding& f) {
      return std::tuple(f.text.begin, f.text.end, f.rule, f.inside, -f.score);
    };
    std::sort(findings.begin() + first, findings.end(),
              [&](const Finding& a, const Finding& b) { return key(a) < key(b); });
    const auto last =
        std::unique(findings.begin() + first, findings.end(),
                    [&](const Finding& a, const Finding& b) { return place(a) == place(b); });
    findings.resize_down(static_cast<size_t>(last - findings.begin()));
  }
  return {};
}

}  // namespace aegis
