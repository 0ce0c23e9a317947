#include "cli/explained.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "src/detect/validators/registry.h"

namespace aegis::cli {

std::string Masked(std::string_view text) {
  const bool ascii =
      std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
  if (!ascii || text.size() < 8) return "***";
  return "***" + std::string(text.substr(text.size() - 2));
}

namespace {

using Json = nlohmann::ordered_json;

// Words that would have counted, as many as one reads.
constexpr size_t kWordsShown = 8;

class LineTable {
 public:
  explicit LineTable(std::string_view text) {
    for (size_t at = 0; (at = text.find('\n', at)) != std::string_view::npos;) {
      starts_.push_back(++at);
    }
  }
  // Line and column, in bytes, from 1.
  std::pair<size_t, size_t> At(size_t offset) const {
    const auto next = std::upper_bound(starts_.begin(), starts_.end(), offset);
    return {static_cast<size_t>(next - starts_.begin()), offset - *(next - 1) + 1};
  }

 private:
  std::vector<size_t> starts_ = {0};
};

// Values may hold anything; a terminal shall get none of it.
std::string Printable(std::string_view text) {
  std::string out;
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7f) {
      out += c;
      continue;
    }
    char escape[8];
    std::snprintf(escape, sizeof escape, "\\x%02x", byte);
    out += escape;
  }
  return out;
}

std::string Number(float score) {
  char text[16];
  std::snprintf(text, sizeof text, "%.2f", static_cast<double>(score));
  return text;
}

double Rounded(float score) { return std::round(score * 100) / 100.0; }

std::string_view VerdictName(Verdict verdict) {
  switch (verdict) {
    case Verdict::kFound:
      return "found";
    case Verdict::kCheckFailed:
      return "check_failed";
    case Verdict::kPublishedSample:
      return "published_sample";
    case Verdict::kFileChecksum:
      return "file_checksum";
    case Verdict::kInUuid:
      return "in_uuid";
    case Verdict::kNotBounded:
      return "not_bounded";
    case Verdict::kNumberNotAllowed:
      return "number_not_allowed";
    case Verdict::kPartOfNumber:
      return "part_of_number";
    case Verdict::kContextMissing:
      return "context_missing";
    case Verdict::kSpokenAgainst:
      return "spoken_against";
    case Verdict::kLowScore:
      return "low_score";
    case Verdict::kNothing:
      return "nothing";
  }
  return "";
}

std::string_view EffectName(ContextEffect effect) {
  switch (effect) {
    case ContextEffect::kNone:
      return "none";
    case ContextEffect::kRaises:
      return "raises";
    case ContextEffect::kSuffices:
      return "suffices";
    case ContextEffect::kAgainst:
      return "against";
    case ContextEffect::kMissing:
      return "missing";
  }
  return "";
}

std::string_view PlaceName(WordPlace where) {
  switch (where) {
    case WordPlace::kBefore:
      return "before";
    case WordPlace::kAfter:
      return "after";
    case WordPlace::kField:
      return "field";
    case WordPlace::kHolder:
      return "holder";
    case WordPlace::kBeside:
      return "beside";
    case WordPlace::kColumn:
      return "column";
    case WordPlace::kDocument:
      return "header";
  }
  return "";
}

std::string_view PlaceInWords(WordPlace where) {
  switch (where) {
    case WordPlace::kBefore:
      return "before it";
    case WordPlace::kAfter:
      return "after it";
    case WordPlace::kField:
      return "in the field's name";
    case WordPlace::kHolder:
      return "in the name of what holds the field";
    case WordPlace::kBeside:
      return "in a member beside it";
    case WordPlace::kColumn:
      return "in the name of its column";
    case WordPlace::kDocument:
      return "in the header's name";
  }
  return "";
}

std::string_view ReadAsName(ReadAs read_as) {
  switch (read_as) {
    case ReadAs::kWritten:
      return "written";
    case ReadAs::kFolded:
      return "folded";
    case ReadAs::kPayload:
      return "payload";
  }
  return "";
}

std::string_view AdvantageName(Advantage advantage) {
  switch (advantage) {
    case Advantage::kWhole:
      return "inside_payload";
    case Advantage::kScore:
      return "lower_score";
    case Advantage::kLength:
      return "shorter";
    case Advantage::kOrder:
      return "later_rule";
  }
  return "";
}

std::string_view AdvantageInWords(Advantage advantage) {
  switch (advantage) {
    case Advantage::kWhole:
      return "only what is encoded in it";
    case Advantage::kScore:
      return "a lower score";
    case Advantage::kLength:
      return "the same score, but shorter";
    case Advantage::kOrder:
      return "the same score and length, but a later rule";
  }
  return "";
}

const Validator* CheckOf(const Rule& rule) {
  return rule.validator.empty() ? nullptr : FindValidator(rule.validator);
}

class Show {
 public:
  Show(const std::string& file, std::string_view content, const RuleSet& rules,
       const ExplainOptions& options)
      : file_(file), content_(content), rules_(rules), options_(options), lines_(content) {}

  void Named(const Explanation::Named& named) {
    const Finding& finding = named.finding;
    if (options_.json) return JsonNamed(named);
    out_ += At(finding.text) + EntityOf(finding.rule) + " " + Number(finding.score) + " " +
            Value(finding.text) + "\n";
    Rule(finding.rule);
    FoundBy(named.sighting);
    if (named.repeats) {
      const auto [line, column] = lines_.At(named.repeats->begin);
      Row("repeats", "the same value is found at " + std::to_string(line) + ":" +
                         std::to_string(column) + "; what follows is said of that");
    }
    Check(named.sighting);
    Words(named.sighting);
    Row("score", ScoreInWords(named.sighting));
    if (named.sighting.text != finding.text) Row("span", "together with what it overlaps");
    for (const Explanation::Lost& lost : named.lost) {
      Row("lost", EntityOf(lost.finding.rule) + " " + Number(lost.finding.score) + " " +
                      Value(lost.finding.text) + " (" + RuleOf(lost.finding.rule).id +
                      "): " + std::string(AdvantageInWords(lost.of_winner)));
    }
  }

  void NearMiss(const Sighting& miss) {
    if (options_.json) return JsonNearMiss(miss);
    out_ += At(miss.text) + "no " + EntityOf(miss.rule) + " " + Value(miss.text) + "\n";
    Row("because", Refusal(miss));
    Rule(miss.rule);
    FoundBy(miss);
    if (miss.checked) Check(miss);
    Words(miss);
    const bool by_score = miss.verdict == Verdict::kContextMissing ||
                          miss.verdict == Verdict::kSpokenAgainst ||
                          miss.verdict == Verdict::kLowScore;
    Row("score", by_score ? ScoreInWords(miss) : "would be " + ScoreInWords(miss));
  }

  void NearMisses(const Explanation& explanation) {
    const size_t more = explanation.more_near_misses;
    if (!options_.json && !explanation.near_misses.empty()) {
      out_ += file_ + ": near misses, the strongest first:\n";
    }
    for (const Sighting& miss : explanation.near_misses) NearMiss(miss);
    if (options_.json) {
      Line({{"kind", "more_near_misses"}, {"file", file_}, {"count", more}});
    } else if (more > 0) {
      out_ += file_ + ": " + std::to_string(more) +
              " more near misses; --near-misses N shows the first N\n";
    }
  }

  std::string Take() { return std::move(out_); }

 private:
  const aegis::Rule& RuleOf(RuleIndex rule) const { return rules_.rules()[rule]; }
  const std::string& EntityOf(RuleIndex rule) const {
    return rules_.EntityName(rules_.EntityOf(rule));
  }
  std::string At(Span span) const {
    const auto [line, column] = lines_.At(span.begin);
    return file_ + ":" + std::to_string(line) + ":" + std::to_string(column) + ": ";
  }
  std::string Value(Span span) const {
    const std::string_view value = span.In(content_);
    return options_.values ? Printable(value) : Masked(value);
  }

  // --- for people

  void Row(std::string_view name, const std::string& text) {
    std::string padded(name);
    padded.resize(10, ' ');
    out_ += "    " + padded + text + "\n";
  }

  void Rule(RuleIndex index) {
    const aegis::Rule& rule = RuleOf(index);
    Row("rule", rule.id + " (" + rule.pack + (rule.region.empty() ? "" : ", " + rule.region) + ")" +
                    (rule.what.empty() ? "" : ": " + rule.what));
  }

  void FoundBy(const Sighting& sighting) {
    std::string text = std::string(sighting.shape.kind) + " " + sighting.shape.text;
    if (sighting.read_as == ReadAs::kFolded) text += ", read without escapes and look-alikes";
    if (sighting.read_as == ReadAs::kPayload) text += ", in what is encoded here";
    Row("found by", text);
  }

  void Check(const Sighting& sighting) {
    const Validator* check = CheckOf(RuleOf(sighting.rule));
    if (check == nullptr) return;
    Row("check", std::string(check->name) + " passed: " + std::string(check->what));
  }

  static std::string Listed(const std::vector<CountedWord>& words) {
    std::string text;
    for (const CountedWord& word : words) {
      text += (text.empty() ? "" : ", ") + ("\"" + word.word + "\" ") +
              std::string(PlaceInWords(word.where));
    }
    return text;
  }

  void Words(const Sighting& sighting) {
    if (!sighting.words_for.empty()) Row("words", Listed(sighting.words_for));
    if (sighting.words_against.empty() || sighting.effect == ContextEffect::kAgainst) return;
    Row("against", Listed(sighting.words_against) +
                       (sighting.in_groups ? ", not counted: nobody groups an order number so"
                                           : ", not counted: a word speaks for it"));
  }

  static std::string ScoreInWords(const Sighting& sighting) {
    const std::string total = Number(sighting.score);
    const std::string rule = Number(sighting.rule_score);
    switch (sighting.effect) {
      case ContextEffect::kNone:
        return total + ", the rule's";
      case ContextEffect::kRaises:
        return total + " = " + rule + " of the rule + " +
               Number(sighting.score - sighting.rule_score) + " for context";
      case ContextEffect::kSuffices:
        return total + ", the rule's, which needs context and has it";
      case ContextEffect::kAgainst:
        return total + " = " + rule + " of the rule, lowered by a word against it";
      case ContextEffect::kMissing:
        return total + " = " + rule + " of the rule, lowered for want of context";
    }
    return total;
  }

  std::string Refusal(const Sighting& miss) const {
    const aegis::Rule& rule = RuleOf(miss.rule);
    switch (miss.verdict) {
      case Verdict::kCheckFailed: {
        const Validator* check = CheckOf(rule);
        return check == nullptr ? "its check digits are wrong"
                                : "the check " + std::string(check->name) +
                                      " failed: " + std::string(check->what);
      }
      case Verdict::kPublishedSample:
        return "it is a sample from published documentation";
      case Verdict::kFileChecksum:
        return "it is the checksum of a file, in a list of such";
      case Verdict::kInUuid:
        return "it is part of a UUID";
      case Verdict::kNotBounded:
        return "it is part of something longer: a word, a token, a decimal number";
      case Verdict::kNumberNotAllowed:
        return "it is a JSON number, into which the rule does not look";
      case Verdict::kPartOfNumber:
        return "it is not all of the JSON number";
      case Verdict::kContextMissing: {
        std::string words;
        for (size_t i = 0; i < std::min(rule.context.size(), kWordsShown); ++i) {
          words += (i == 0 ? "" : ", ") + rule.context[i];
        }
        if (rule.context.size() > kWordsShown) {
          words += " and " + std::to_string(rule.context.size() - kWordsShown) + " more";
        }
        return "no word for it is near; these would count: " + words;
      }
      case Verdict::kSpokenAgainst:
        return "a word speaks against it: " + Listed(miss.words_against);
      case Verdict::kLowScore:
        return "its score is below --min-score " + Number(options_.min_score);
      case Verdict::kFound:
      case Verdict::kNothing:
        break;
    }
    return "";
  }

  // --- for machines

  void Line(const Json& row) {
    out_ += row.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  }

  Json Head(std::string_view kind, Span span, RuleIndex rule, float score) const {
    const auto [line, column] = lines_.At(span.begin);
    Json row = {{"kind", kind},
                {"file", file_},
                {"line", line},
                {"column", column},
                {"start", span.begin},
                {"end", span.end},
                {"entity", EntityOf(rule)},
                {"rule", RuleOf(rule).id},
                {"score", Rounded(score)},
                {"masked", Masked(span.In(content_))}};
    if (options_.values) row["value"] = span.In(content_);
    return row;
  }

  static Json JsonWords(const std::vector<CountedWord>& words) {
    Json list = Json::array();
    for (const CountedWord& word : words) {
      list.push_back({{"word", word.word}, {"where", PlaceName(word.where)}});
    }
    return list;
  }

  void Why(const Sighting& sighting, Json& row) const {
    const aegis::Rule& rule = RuleOf(sighting.rule);
    row["pack"] = rule.pack;
    row["region"] = rule.region.empty() ? Json() : Json(rule.region);
    row["what"] = rule.what;
    row["found_by"] = {{"shape", sighting.shape.kind}, {"as", sighting.shape.text}};
    row["read_as"] = ReadAsName(sighting.read_as);
    const Validator* check = CheckOf(rule);
    row["check"] =
        check == nullptr
            ? Json()
            : Json{{"name", check->name}, {"what", check->what}, {"passed", sighting.checked}};
    row["words_for"] = JsonWords(sighting.words_for);
    row["words_against"] = JsonWords(sighting.words_against);
    row["score_of_rule"] = Rounded(sighting.rule_score);
    row["context"] = EffectName(sighting.effect);
  }

  void JsonNamed(const Explanation::Named& named) {
    Json row = Head("finding", named.finding.text, named.finding.rule, named.finding.score);
    Why(named.sighting, row);
    row["repeats"] =
        named.repeats ? Json{{"start", named.repeats->begin}, {"end", named.repeats->end}} : Json();
    row["lost"] = Json::array();
    for (const Explanation::Lost& lost : named.lost) {
      row["lost"].push_back({{"entity", EntityOf(lost.finding.rule)},
                             {"rule", RuleOf(lost.finding.rule).id},
                             {"start", lost.finding.text.begin},
                             {"end", lost.finding.text.end},
                             {"score", Rounded(lost.finding.score)},
                             {"why", AdvantageName(lost.of_winner)}});
    }
    Line(row);
  }

  void JsonNearMiss(const Sighting& miss) {
    Json row = Head("near_miss", miss.text, miss.rule, miss.score);
    row["why"] = VerdictName(miss.verdict);
    Why(miss, row);
    if (miss.verdict == Verdict::kContextMissing) {
      row["words_that_would_count"] = RuleOf(miss.rule).context;
    }
    Line(row);
  }

  const std::string& file_;
  const std::string_view content_;
  const RuleSet& rules_;
  const ExplainOptions& options_;
  const LineTable lines_;
  std::string out_;
};

}  // namespace

std::string ShowExplanation(const std::string& file, std::string_view content,
                            const Explanation& explanation, const RuleSet& rules,
                            const ExplainOptions& options) {
  Show show(file, content, rules, options);
  for (const Explanation::Named& named : explanation.findings) show.Named(named);
  show.NearMisses(explanation);
  return show.Take();
}

}  // namespace aegis::cli
