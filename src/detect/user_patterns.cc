#include "src/detect/user_patterns.h"

#include <algorithm>
#include <string>
#include <utility>

#include "src/base/rule_limits.h"

namespace aegis::detect {

Status UserPatterns::Add(const RegexShape& shape, RuleIndex rule) {
  auto regex = Regex::Parse(shape.pattern, shape.any_case);
  if (!regex) {
    return Fail(
        ErrorCode::kInvalidArgument,
        "regex: at byte " + std::to_string(regex.error().at + 1) + ": " + regex.error().message);
  }
  states_ += regex->size();
  if (states_ > limits::kMaxUserPatternStates) {
    return Fail(ErrorCode::kInvalidArgument,
                "regex: all patterns together grow to more than " +
                    std::to_string(limits::kMaxUserPatternStates) +
                    " steps; lower their counts, or write words as a `dictionary`");
  }
  patterns_.push_back({std::move(*regex), rule});
  return {};
}

Status UserPatterns::Add(const DictionaryShape& shape, RuleIndex rule) {
  Dictionary& dictionary = shape.exact ? exact_ : folded_;
  const auto wrong = [](const std::string& which) {
    return Fail(ErrorCode::kInvalidArgument,
                "dictionary: " + which + ": an entry needs two letters or digits, and at most " +
                    std::to_string(limits::kMaxDictionaryEntryBytes) + " bytes");
  };
  for (size_t i = 0; i < shape.words.size(); ++i) {
    const std::string& word = shape.words[i];
    if (word.size() > limits::kMaxDictionaryEntryBytes || !dictionary.Add(word, rule)) {
      return wrong("word " + std::to_string(i + 1));
    }
  }
  if (shape.text == nullptr) return {};
  size_t number = 0;
  const size_t before = entries_;
  for (std::string_view rest = *shape.text; !rest.empty();) {
    ++number;
    const size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (number == 1 && line.starts_with("\xef\xbb\xbf")) line.remove_prefix(3);
    while (!line.empty() && IsSpace(line.back())) line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    if (++entries_ > limits::kMaxDictionaryEntries) {
      return Fail(ErrorCode::kInvalidArgument, "dictionary: more than " +
                                                   std::to_string(limits::kMaxDictionaryEntries) +
                                                   " entries in all");
    }
    if (line.size() > limits::kMaxDictionaryEntryBytes || !dictionary.Add(line, rule)) {
      return wrong("line " + std::to_string(number) + " of the file");
    }
  }
  if (entries_ == before)
    return Fail(ErrorCode::kInvalidArgument, "dictionary: the file has no entries");
  return {};
}

Status UserPatterns::Finish(Filter filter) {
  if (!folded_.empty()) folded_.Finish();
  if (!exact_.empty()) exact_.Finish();
  if (filter == Filter::kWhereBuilt && !patterns_.empty()) {
    std::vector<std::string> texts;
    for (const Pattern& pattern : patterns_) texts.push_back(pattern.regex.filter());
    auto made = MakePatternFilter(texts);
    if (!made) return tl::unexpected<Error>(made.error());
    filter_ = std::move(*made);
  }
  for (uint32_t i = 0; i < patterns_.size(); ++i) {
    if (filter_ == nullptr || !filter_->LooksFor(i)) unfiltered_.push_back(i);
  }
  return {};
}

Result<std::unique_ptr<UserPatterns::Scratch>> UserPatterns::NewScratch() const {
  auto scratch = std::make_unique<Scratch>();
  if (filter_ != nullptr) {
    auto made = filter_->NewScratch();
    if (!made) return tl::unexpected<Error>(made.error());
    scratch->filter = std::move(*made);
  }
  scratch->searched.resize(patterns_.size());
  return scratch;
}

// The search for all patterns in one text.
class UserPatterns::Search {
 public:
  Search(const UserPatterns& users, std::string_view text, UserPatternSource& source,
         UserBudget& budget, Scratch& scratch)
      : users_(users), text_(text), source_(source), budget_(budget), scratch_(scratch) {}

  // Matches that end at one of the run, and those that follow from them.
  bool InRun(const EndRun& run) {
    const Pattern& pattern = users_.patterns_[run.pattern];
    uint32_t& searched = scratch_.searched[run.pattern];
    const size_t reach = pattern.regex.reach();
    uint32_t end = std::max(run.first, searched + 1);
    while (end <= run.last) {
      const Place* place = source_.PlaceAt(end - 1);
      if (place == nullptr || place->text.end < end) {
        ++end;
        continue;
      }
      const Span field = place->text;
      // What may end here for the first time begins no farther back.
      uint32_t from = std::max(field.begin, searched);
      if (reach < end && from < end - reach) from = end - static_cast<uint32_t>(reach);
      const uint32_t last = std::min(run.last, field.end);
      if (!Next(pattern, field, from, last - 1, searched)) return false;
      end = std::max(end, searched) + 1;
    }
    return true;
  }

  // Every match of a pattern that no filter looks for.
  bool Everywhere(uint32_t number) {
    const Pattern& pattern = users_.patterns_[number];
    constexpr uint32_t kPassedPerStep = 8;
    for (uint32_t at = 0; at < text_.size();) {
      const uint32_t begin = at;
      while (at < text_.size() && !pattern.regex.first().Has(text_[at])) ++at;
      const size_t passed = 1 + (at - begin) / kPassedPerStep;
      if (passed > budget_.steps) return false;
      budget_.steps -= passed;
      if (at == text_.size()) break;
      const Place* place = source_.PlaceAt(at);
      if (place == nullptr) {
        ++at;
        continue;
      }
      const Span field = place->text;
      uint32_t searched = at;
      while (searched < field.end) {
        if (!Next(pattern, field, searched, field.end - 1, searched)) return false;
      }
      at = field.end;
    }
    return true;
  }

 private:
  // Sets `searched` behind the match, or behind `last_begin` where none begins until there.
  bool Next(const Pattern& pattern, Span field, uint32_t from, uint32_t last_begin,
            uint32_t& searched) {
    Span match;
    Span value;
    switch (pattern.regex.Search(text_, field, from, last_begin, budget_.steps, scratch_.regex,
                                 match, value)) {
      case Regex::Outcome::kExhausted:
        return false;
      case Regex::Outcome::kNone:
        searched = std::max(searched, last_begin + 1);
        return true;
      case Regex::Outcome::kMatch:
        searched = match.end;
        source_.Found(pattern.rule, value);
        return true;
    }
    return false;
  }

  const UserPatterns& users_;
  const std::string_view text_;
  UserPatternSource& source_;
  UserBudget& budget_;
  Scratch& scratch_;
};

RecordStatus UserPatterns::Find(std::string_view text, UserPatternSource& source,
                                UserBudget& budget, Scratch& scratch) const {
  const auto exhausted = [] { return Refuse(RecordErrorCode::kUserRulesExhausted); };
  if (filter_ != nullptr) {
    switch (filter_->Find(text, budget.callbacks, *scratch.filter)) {
      case PatternFilter::Outcome::kFailed:
        return Refuse(RecordErrorCode::kScanFailed);
      case PatternFilter::Outcome::kTooMany:
        return exhausted();
      case PatternFilter::Outcome::kWhole:
        break;
    }
  }
  if (!patterns_.empty()) {
    std::fill(scratch.searched.begin(), scratch.searched.end(), 0);
    Search search(*this, text, source, budget, scratch);
    if (filter_ != nullptr) {
      for (const EndRun& run : scratch.filter->runs) {
        if (!search.InRun(run)) return exhausted();
      }
    }
    for (const uint32_t number : unfiltered_) {
      if (!search.Everywhere(number)) return exhausted();
    }
  }
  const auto found = [&](RuleIndex rule, Span span) { source.Found(rule, span); };
  for (const Dictionary* dictionary : {&folded_, &exact_}) {
    if (!dictionary->empty() && !dictionary->Find(text, budget.steps, scratch.dictionary, found)) {
      return exhausted();
    }
  }
  return {};
}

}  // namespace aegis::detect
