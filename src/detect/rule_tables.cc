#include "src/detect/rule_tables.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <tuple>

#include "src/base/rule_limits.h"

namespace aegis::detect {
namespace {

using limits::kMaxCandidateDigits;
using limits::kMaxTokenBytes;

// Collects probes by key and lays them out as one array afterwards. std::map, so that the order
// never depends on hashing.
template <typename Key, typename Probe>
class Buckets {
 public:
  void Add(const Key& key, const Probe& probe) { probes_[key].push_back(probe); }

  template <typename Place>
  void LayOut(std::vector<Probe>& flat, Place place) {
    for (auto& [key, probes] : probes_) {
      const auto begin = static_cast<uint32_t>(flat.size());
      flat.insert(flat.end(), probes.begin(), probes.end());
      place(key, Range{begin, static_cast<uint32_t>(flat.size())});
      most_ = std::max(most_, probes.size());
    }
  }
  // Of one key.
  size_t most() const { return most_; }

 private:
  size_t most_ = 0;
  std::map<Key, std::vector<Probe>> probes_;
};

class Builder {
 public:
  explicit Builder(RuleTables& tables) : t_(tables) {}

  Status Add(const Rule& rule, RuleIndex index) {
    index_ = index;
    RuleFacts facts;
    if (!rule.validator.empty()) {
      facts.validator = FindValidator(rule.validator);
      if (facts.validator == nullptr) return Wrong("no validator is called " + rule.validator);
    }
    if (!(rule.score > 0 && rule.score <= 1)) return Wrong("a score must lie in (0, 1]");
    facts.score = rule.score;
    facts.by_default = rule.by_default;
    facts.numbers = rule.numbers;
    facts.secret = rule.pack == "secrets";
    if (auto added = AddWords(rule.context, facts.context); !added) return added;
    for (uint32_t i = facts.context.begin; i < facts.context.end; ++i) {
      word_rules_[t_.word_ids[i]].push_back(index);
    }
    if (auto added = AddWords(rule.context_against, facts.against); !added) return added;
    t_.rules.push_back(facts);
    if (rule.shapes.empty()) return Wrong("nothing to look for");
    for (const Shape& shape : rule.shapes) {
      auto added = std::visit([&](const auto& s) { return AddShape(s); }, shape);
      if (!added) return added;
    }
    return {};
  }

  Status Finish() {
    t_.words.Finish();
    undivided_.LayOut(t_.digit_probes, [&](size_t count, Range range) {
      t_.undivided[count] = ContextLast(range, AskOfCount(count));
    });
    any_.LayOut(t_.digit_probes, [&](size_t count, Range range) {
      t_.any_grouping[count] = ContextLast(range, AskOfCount(count));
    });
    size_t size = 64;
    while (size < 4 * grouped_keys_.size()) size *= 2;
    t_.groupings.resize(size);
    grouped_.LayOut(t_.digit_probes, [&](uint64_t key, Range range) {
      size_t i = RuleTables::HashGrouping(key) & (size - 1);
      while (t_.groupings[i].key != 0) i = (i + 1) & (size - 1);
      t_.groupings[i] = {key, ContextLast(range, AskOfGroups(key))};
      t_.last_groups |= uint64_t{1} << (key & 31);
    });
    t_.pieces.Finish(t_.layouts);
    tokens_.LayOut(t_.token_ids, [&](size_t n, Range range) { t_.tokens[n] = range; });
    for (size_t n = 1; n < t_.undivided.size(); ++n) {
      const bool whole = t_.pieces.MayStandBefore(LayoutPieces::Kind::kDigits, n, ',');
      if (!t_.undivided[n].empty() || whole) t_.digits_alone |= uint64_t{1} << n;
    }
    for (const std::string& word : t_.labels.OtherLastWords()) {
      LiteralProbe probe;
      probe.ends_label = true;
      AddLiteral({word, true}, probe);
    }
    for (size_t word = 0; word < t_.words.size(); ++word) {
      t_.word_asks.push_back(0);
      for (RuleIndex rule : word_rules_[static_cast<uint32_t>(word)]) {
        t_.word_asks.back() |= asks_[rule];
      }
      t_.word_rules.begins.push_back(static_cast<uint32_t>(t_.word_rules.rules.size()));
      const std::vector<RuleIndex>& rules = word_rules_[static_cast<uint32_t>(word)];
      t_.word_rules.rules.insert(t_.word_rules.rules.end(), rules.begin(), rules.end());
    }
    t_.word_rules.begins.push_back(static_cast<uint32_t>(t_.word_rules.rules.size()));
    t_.literal_ranges.resize(t_.literals.size());
    literal_probes_.LayOut(t_.literal_probes,
                           [&](size_t n, Range range) { t_.literal_ranges[n] = range; });
    return CheckCrowds();
  }

 private:
  static tl::unexpected<Error> Wrong(std::string message) {
    return Fail(ErrorCode::kInvalidArgument, std::move(message));
  }

  // A candidate is a place, however many rules ask about it: those are bounded here.
  Status CheckCrowds() const {
    const auto crowded = [](std::string_view at) {
      return Wrong("more than " + std::to_string(limits::kMaxRulesAtCandidate) +
                   " rules ask about the same " + std::string(at) +
                   "; write their values as one rule's `dictionary` or `starts`");
    };
    constexpr size_t kMost = limits::kMaxRulesAtCandidate;
    if (std::max({undivided_.most(), any_.most(), grouped_.most()}) > kMost) {
      return crowded("number of digits, or groups of them");
    }
    if (tokens_.most() > kMost) return crowded("length of a token");
    if (literal_probes_.most() > kMost) return crowded("prefix");
    for (const TokenSet& set : t_.token_sets) {
      if (set.probes.size() > kMost) return crowded("characters of a token");
    }
    for (const auto& matchers : t_.matchers) {
      if (matchers.size() > kMost) return crowded("place of a `matcher`");
    }
    return {};
  }

  // The bits of word_asks: half are for undivided digits and their number, a quarter each for
  // groups of digits and for rules with layouts.
  static uint64_t AskOfCount(size_t count) { return uint64_t{1} << (count % 32); }
  static uint64_t AskOfGroups(uint64_t key) {
    return uint64_t{1} << (32 + RuleTables::HashGrouping(key) % 16);
  }
  static uint64_t AskOfLayouts(RuleIndex rule) { return uint64_t{1} << (48 + rule % 16); }

  // The rules that are nothing without their context come last.
  DigitProbes ContextLast(Range range, uint64_t ask) {
    const auto begin = t_.digit_probes.begin();
    const auto context =
        std::stable_partition(begin + range.begin, begin + range.end, [&](const DigitProbe& probe) {
          return t_.rules[probe.rule].by_default != RuleDefault::kContext;
        });
    for (auto probe = context; probe != begin + range.end; ++probe) asks_[probe->rule] |= ask;
    return {range.begin, static_cast<uint32_t>(context - begin), range.end, ask};
  }

  Status AddWords(const std::vector<std::string>& words, Range& range) {
    range.begin = static_cast<uint32_t>(t_.word_ids.size());
    for (const std::string& word : words) {
      const int id = t_.words.Add(word);
      if (id < 0) return Wrong("a context word without letters or digits");
      t_.word_ids.push_back(static_cast<uint32_t>(id));
    }
    range.end = static_cast<uint32_t>(t_.word_ids.size());
    return {};
  }

  Status AddShape(const DigitShape& shape) {
    DigitProbe probe{.rule = index_,
                     .separators = SeparatorKinds(shape.separators),
                     .plus = shape.plus,
                     .as_written = shape.as_written,
                     .alone = shape.alone,
                     .starts = {}};
    probe.starts.begin = static_cast<uint32_t>(t_.prefixes.size());
    for (const std::string& start : shape.starts) {
      const size_t dash = start.find('-');
      const std::string low = start.substr(0, dash);
      const std::string high = dash == std::string::npos ? low : start.substr(dash + 1);
      DigitPrefix prefix;
      if (low.empty() || low.size() > DigitPrefix::kHeadDigits || low.size() != high.size() ||
          !ReadNumber(low, prefix.low) || !ReadNumber(high, prefix.high) ||
          prefix.high < prefix.low) {
        return Wrong("a start must be digits, or a range of two numbers of one length: " + start);
      }
      prefix.length = static_cast<uint8_t>(low.size());
      for (size_t i = low.size(); i < DigitPrefix::kHeadDigits; ++i) {
        prefix.low *= 10;
        prefix.high = prefix.high * 10 + 9;
      }
      t_.prefixes.push_back(prefix);
    }
    probe.starts.end = static_cast<uint32_t>(t_.prefixes.size());

    for (uint8_t length : shape.lengths) {
      if (length == 0 || length > kMaxCandidateDigits) {
        return Wrong("digits must number 1 to " + std::to_string(kMaxCandidateDigits));
      }
    }
    if (shape.lengths.empty() && shape.groups.empty())
      return Wrong("digits need lengths or groups");
    if (shape.groups.empty()) {
      for (uint8_t length : shape.lengths) {
        undivided_.Add(length, probe);
        if (probe.separators != 0) {
          any_.Add(length, probe);
          t_.has_any_grouping = true;
        }
      }
    }
    for (const std::string& text : shape.groups) {
      if (text.empty()) {
        if (shape.lengths.empty()) return Wrong("undivided digits need lengths");
        for (uint8_t length : shape.lengths) undivided_.Add(length, probe);
        continue;
      }
      std::vector<uint32_t> groups;
      size_t total = 0;
      for (size_t at = 0; at <= text.size();) {
        const size_t dash = std::min(text.find('-', at), text.size());
        uint32_t length = 0;
        if (!ReadNumber(text.substr(at, dash - at), length) || length == 0 || length > 31) {
          return Wrong("groups are lengths joined by '-': " + text);
        }
        groups.push_back(length);
        total += length;
        at = dash + 1;
      }
      if (total > kMaxCandidateDigits || groups.size() > kMaxGroups)
        return Wrong("too many digits: " + text);
      if (!shape.lengths.empty() &&
          std::find(shape.lengths.begin(), shape.lengths.end(), total) == shape.lengths.end()) {
        return Wrong("groups that make none of the lengths: " + text);
      }
      if (groups.size() == 1) {
        undivided_.Add(total, probe);
        continue;
      }
      if (probe.separators == 0) return Wrong("groups need separators");
      uint64_t key = 0;
      for (uint32_t length : groups) key = key << 5 | length;
      grouped_.Add(key, probe);
      grouped_keys_.push_back(key);
    }
    return {};
  }

  Status AddShape(const WordShape& shape) {
    if (shape.layouts.empty()) return Wrong("a word needs layouts");
    for (const std::string& text : shape.layouts) {
      // Many numbers of documents are written alike: what a text of that layout is, is asked once.
      const auto [known, is_new] =
          layouts_.try_emplace({text, shape.separators, shape.upper_only}, t_.layouts.size());
      if (is_new) {
        auto parsed = Layout::Parse(text, shape.separators, shape.upper_only);
        if (!parsed) return Wrong("layout " + text + ": " + parsed.error().message);
        t_.layouts.push_back(std::move(*parsed));
      }
      const auto number = static_cast<uint32_t>(known->second);
      const bool needs_context = t_.rules[index_].by_default == RuleDefault::kContext;
      const uint64_t ask = AskOfLayouts(index_);
      asks_[index_] |= ask;
      bool reachable = false;
      for (const Layout::Start& start : t_.layouts[number].starts()) {
        using Kind = LayoutPieces::Kind;
        const auto add = [&](Kind kind) {
          t_.pieces.Add(kind, number, start, index_, needs_context, ask);
          reachable = true;
        };
        if (start.mixed) add(Kind::kMixed);
        if (start.digits) add(Kind::kDigits);
        if (start.letters && !start.whole && start.length <= kMaxLeadingLetters) {
          add(Kind::kLetters);
        }
      }
      if (!reachable) return Wrong("layout " + text + ": a word without a digit is not looked for");
    }
    return {};
  }

  Status AddShape(const TokenShape& shape) {
    TokenProbe probe{.rule = index_,
                     .min_length = shape.min_length,
                     .max_length = shape.max_length,
                     .first = {},
                     .chars = {},
                     .padded = shape.chars.find('=') != std::string::npos};
    if (shape.min_length < 2 || shape.max_length < shape.min_length ||
        shape.max_length > kMaxTokenBytes) {
      return Wrong("a token needs lengths of 2 to " + std::to_string(kMaxTokenBytes));
    }
    auto chars = ReadClass(shape.chars);
    auto first = ReadClass(shape.first.empty() ? shape.chars : shape.first);
    if (!chars || !first) {
      return Wrong("a token's characters are letters, digits, ranges of them, and _ - . / + ~ =");
    }
    probe.chars = *chars;
    probe.first = *first;
    std::string extra;
    for (char c : kTokenExtra) {
      if (probe.chars.Has(c)) extra += c;
    }
    if (!extra.empty() || probe.padded) return AddToTokenSet(extra, probe);
    for (size_t n = shape.min_length; n <= shape.max_length; ++n) {
      tokens_.Add(n, static_cast<uint32_t>(t_.token_probes.size()));
    }
    t_.token_probes.push_back(probe);
    return {};
  }

  Status AddToTokenSet(const std::string& extra, const TokenProbe& probe) {
    auto set = std::find_if(t_.token_sets.begin(), t_.token_sets.end(),
                            [&](const TokenSet& known) { return known.extra == extra; });
    if (set == t_.token_sets.end()) {
      if (t_.token_sets.size() == kMaxTokenSets) {
        return Wrong("tokens of more than " + std::to_string(kMaxTokenSets) +
                     " different sets of characters");
      }
      set = t_.token_sets.emplace(set);
      set->extra = extra;
      set->chars = RangeSet("09AZaz");
      set->chars.Add(ByteSet(extra));
    }
    for (size_t n = probe.min_length; n <= probe.max_length; ++n) set->lengths[n] = true;
    set->probes.push_back(static_cast<uint32_t>(t_.token_probes.size()));
    t_.token_probes.push_back(probe);
    return {};
  }

  Status AddShape(const LabelledShape& shape) {
    auto added = t_.labels.Add(shape, index_);
    if (!added) return Wrong("labelled: " + added.error().message);
    return {};
  }

  Status AddShape(const PrefixShape& shape) {
    auto body = PrefixBody::Parse(shape.body);
    if (!body) return Wrong("body: " + body.error().message);
    if (shape.prefixes.empty()) return Wrong("no prefixes");
    const auto number = static_cast<int32_t>(t_.bodies.size());
    t_.bodies.push_back(std::move(*body));
    for (const std::string& prefix : shape.prefixes) {
      // One byte is no prefix: it would be everywhere.
      if (prefix.size() < 2 || prefix.size() > 64)
        return Wrong("a prefix has 2 to 64 bytes: " + prefix);
      AddLiteral({prefix, shape.any_case}, {index_, number, shape.word_start, nullptr});
    }
    return {};
  }

  Status AddShape(const NamedMatcher& shape) {
    const auto matchers = FindMatcher(shape.name);
    if (matchers.empty()) return Wrong("no matcher is called " + shape.name);
    for (const Matcher& matcher : matchers) {
      if (matcher.trigger != Trigger::kLiteral) {
        t_.matchers[static_cast<size_t>(matcher.trigger)].push_back({index_, &matcher});
        continue;
      }
      for (const TriggerLiteral& literal : matcher.literals) {
        const LiteralProbe probe{index_, -1, false, &matcher};
        if (!literal.behind_digit) {
          AddLiteral({std::string(literal.text), literal.any_case}, probe);
          continue;
        }
        for (char digit = '0'; digit <= '9'; ++digit) {
          AddLiteral({digit + std::string(literal.text), literal.any_case}, probe);
        }
      }
    }
    return {};
  }

  Status AddShape(const RegexShape& shape) { return t_.users.Add(shape, index_); }
  Status AddShape(const DictionaryShape& shape) { return t_.users.Add(shape, index_); }

  void AddLiteral(const Literal& literal, const LiteralProbe& probe) {
    const auto [known, is_new] =
        literals_.try_emplace({literal.text, literal.any_case}, t_.literals.size());
    if (is_new) t_.literals.push_back(literal);
    literal_probes_.Add(known->second, probe);
  }

  static bool ReadNumber(std::string_view text, uint32_t& number) {
    const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
    return result.ec == std::errc() && result.ptr == text.data() + text.size();
  }

  static constexpr std::string_view kTokenExtra = "_-./+~";

  static Result<ByteSet> ReadClass(std::string_view text) {
    ByteSet set;
    for (size_t i = 0; i < text.size(); ++i) {
      if (kTokenExtra.find(text[i]) != std::string_view::npos || text[i] == '=') {
        if (text[i] != '=') set.Add(text[i]);
        continue;
      }
      if (!IsAlnum(text[i])) return Wrong("");
      if (i + 2 < text.size() && text[i + 1] == '-' && IsAlnum(text[i + 2])) {
        if (text[i + 2] < text[i]) return Wrong("");
        set.AddRange(text[i], text[i + 2]);
        i += 2;
      } else {
        set.Add(text[i]);
      }
    }
    return set;
  }

  RuleTables& t_;
  RuleIndex index_ = 0;
  Buckets<size_t, DigitProbe> undivided_;
  Buckets<size_t, DigitProbe> any_;
  Buckets<uint64_t, DigitProbe> grouped_;
  std::vector<uint64_t> grouped_keys_;
  std::map<uint32_t, std::vector<RuleIndex>> word_rules_;
  std::map<RuleIndex, uint64_t> asks_;  // DigitProbes::ask of all that the rule asks for
  std::map<std::tuple<std::string, std::string, bool>, size_t> layouts_;
  Buckets<size_t, uint32_t> tokens_;
  std::map<std::pair<std::string, bool>, size_t> literals_;  // their numbers
  Buckets<size_t, LiteralProbe> literal_probes_;
};

}  // namespace

Result<std::unique_ptr<RuleTables>> RuleTables::Build(std::span<const Rule> rules) {
  if (rules.size() > UINT16_MAX) return Fail(ErrorCode::kInvalidArgument, "more than 65535 rules");
  auto tables = std::make_unique<RuleTables>();
  Builder builder(*tables);
  for (size_t i = 0; i < rules.size(); ++i) {
    auto added = builder.Add(rules[i], static_cast<RuleIndex>(i));
    if (!added)
      return Fail(added.error().code, "rule " + rules[i].id + ": " + added.error().message);
  }
  if (auto finished = builder.Finish(); !finished) {
    return tl::unexpected<Error>(finished.error());
  }
  if (auto finished = tables->users.Finish(); !finished) return tl::unexpected(finished.error());
  return tables;
}

}  // namespace aegis::detect
