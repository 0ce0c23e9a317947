#include "src/plan/user_rules.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "src/base/arena.h"
#include "src/base/limits.h"
#include "src/base/rule_limits.h"
#include "src/codec/codec.h"
#include "src/detect/detector.h"
#include "src/detect/overlap.h"
#include "src/detect/validators/registry.h"
#include "src/plan/rule_bounds.h"
#include "src/plan/rule_schema.h"
#include "src/plan/schema.h"

namespace aegis {
namespace {

using yaml::Diagnostics;
using yaml::Node;
using yaml::Position;

// Was it refused? The schema said so before.
bool IsRefused(const Node& node, const schema::Type& type) {
  Diagnostics said;
  return !schema::Check(node, type, said);
}

void AppendTexts(const Node& node, std::string_view key, std::vector<std::string>& texts) {
  const Node* list = node.Find(key);
  if (list == nullptr) return;
  for (const Node& item : list->items) texts.emplace_back(schema::AsString(&item).value_or(""));
}

// Tries the examples of one rule, alone.
class Trial {
 public:
  explicit Trial(const Rule& rule) : rule_(rule) {}

  // What is wrong with the rule; empty: nothing.
  std::string Compile() {
    auto detector = Detector::Compile(std::span(&rule_, 1));
    if (!detector) {
      // The position says which rule it is.
      const std::string known = "rule " + rule_.id + ": ";
      const std::string& message = detector.error().message;
      return message.starts_with(known) ? message.substr(known.size()) : message;
    }
    detector_ = std::move(*detector);
    auto scratch = detector_->NewScratch();
    if (!scratch) return scratch.error().message;
    scratch_ = std::move(*scratch);
    return {};
  }

  // Empty: it finds what it must and nothing else.
  std::string Try(const RuleExample& example) {
    arena_.Reset();
    const Format format = example.text.starts_with('{') ? Format::kJson : Format::kText;
    auto document = codecs_.For(format).Decode(example.text, arena_);
    if (!document) return "the example begins with { and is no JSON";
    ArenaVector<Finding> findings(arena_);
    if (const auto scanned = detector_->Scan(*document, {}, *scratch_, findings); !scanned) {
      return "the example cannot be scanned: " + std::string(RecordErrorName(scanned.error().code));
    }
    std::vector<Finding> good;
    float best = 0;
    const float least = rule_.by_default == RuleDefault::kOff ? 0.01f : kLeastScore;
    for (const Finding& finding : findings) {
      best = std::max(best, finding.score);
      if (finding.score >= least) good.push_back(finding);
    }
    const std::span<Finding> settled = SettleOverlaps(good);
    std::vector<std::string> found;
    for (const Finding& finding : settled) {
      found.emplace_back(finding.text.In(document->text()));
    }
    if (example.finds.empty()) {
      return found.empty() ? "" : "the rule finds `" + found.front() + "` in this, and must not";
    }
    if (found.empty() && best > 0) {
      return "the rule finds this below 0.5 only: no word of its `context` is near, or one of "
             "`against` is";
    }
    if (found.empty()) return "the rule finds nothing in this" + WhyNot(example);
    if (found.size() > 1) return "the rule finds " + std::to_string(found.size()) + " in this";
    if (found.front() != example.finds) return "the rule finds `" + found.front() + "` in this";
    return {};
  }

 private:
  static constexpr float kLeastScore = 0.5f;

  // The check is what people forget. Of many examples that fail the first says it.
  std::string WhyNot(const RuleExample& example) {
    if (rule_.validator.empty() || std::exchange(asked_why_, true)) return {};
    Rule unchecked = rule_;
    unchecked.validator.clear();
    Trial trial(unchecked);
    if (!trial.Compile().empty() || !trial.Try(example).empty()) return {};
    return "; `validator: " + rule_.validator + "` does not pass it";
  }

  const Rule& rule_;
  bool asked_why_ = false;
  std::unique_ptr<Detector> detector_;
  std::unique_ptr<Detector::Scratch> scratch_;
  Codecs codecs_;
  Arena arena_;
};

// What the rules of all files have taken of what there is for one user. Each rule is compiled alone
// before they are compiled together, so that what one costs must be known before.
struct Taken {
  size_t rules = 0;
  size_t extensions = 0;
  size_t patterns = 0;
  size_t dictionary_bytes = 0;
};

// From this many problems on it is not looked for what was meant.
constexpr size_t kGuessed = 100;

class Reader {
 public:
  Reader(RuleBook& book, Taken& taken, const UserRulesText& text, std::string file,
         Diagnostics& diagnostics)
      : book_(book),
        taken_(taken),
        text_(text),
        file_(std::move(file)),
        diagnostics_(diagnostics) {}

  void Run() {
    if (!text_.node->IsMapping()) return;
    ForEach("add", rule_schema::kUserRule, [this](const Node& node) { Add(node); });
    ForEach("replace", rule_schema::kUserRule, [this](const Node& node) { Replace(node); });
    ForEach("extend", rule_schema::kExtension, [this](const Node& node) { Extend(node); });
  }

 private:
  template <typename Read>
  void ForEach(std::string_view key, const schema::Type& type, Read read) {
    const Node* list = text_.node->Find(key);
    if (list == nullptr) return;
    for (const Node& node : list->items) {
      if (!IsRefused(node, type)) read(node);
    }
  }

  size_t Find(std::string_view id) const {
    const auto rule = std::find_if(book_.rules.begin(), book_.rules.end(),
                                   [id](const Rule& one) { return one.id == id; });
    return static_cast<size_t>(rule - book_.rules.begin());
  }

  std::string Source(std::string_view how, Position at) const {
    return std::string(how) + " at " + file_ + ":" + std::to_string(at.line);
  }

  // False, and said once: there are too many.
  bool Take(size_t& taken, size_t count, size_t most, Position at, std::string_view what) {
    const size_t before = std::exchange(taken, taken + count);
    if (taken <= most) return true;
    if (before <= most) {
      diagnostics_.Add(at, "more than " + std::to_string(most) + " " + std::string(what));
    }
    return false;
  }

  bool TakeShapes(std::span<const Shape> shapes, Position at) {
    size_t patterns = 0;
    size_t bytes = 0;
    for (const Shape& shape : shapes) {
      patterns += std::holds_alternative<RegexShape>(shape) ? 1 : 0;
      const auto* dictionary = std::get_if<DictionaryShape>(&shape);
      if (dictionary != nullptr && dictionary->text != nullptr) bytes += dictionary->text->size();
    }
    return Take(taken_.patterns, patterns, limits::kMaxUserPatterns, at,
                "regular expressions in all rules; write words as a `dictionary`") &&
           Take(taken_.dictionary_bytes, bytes, limits::kMaxDictionaryBytes, at,
                "bytes in the dictionaries of all rules");
  }

  std::string Nearest(std::string_view id) const {
    if (diagnostics_.size() >= kGuessed) return {};
    std::vector<std::string_view> ids;
    for (const Rule& rule : book_.rules) ids.push_back(rule.id);
    return yaml::DidYouMean(id, ids);
  }

  static std::string NearestValidator(std::string_view name) {
    std::vector<std::string_view> names;
    for (const Validator& validator : AllValidators()) names.push_back(validator.name);
    return yaml::DidYouMean(name, names);
  }

  void Add(const Node& node) {
    auto rule = Read(node);
    if (!rule) return;
    if (const size_t known = Find(rule->id); known < book_.rules.size()) {
      diagnostics_.Add(node.Find("id")->at,
                       book_.sources[known].empty()
                           ? "`" + rule->id +
                                 "` is a built-in rule; choose another id, or write this "
                                 "under `replace`"
                           : "this id is used twice: " + rule->id + " is " + book_.sources[known]);
      return;
    }
    book_.rules.push_back(std::move(*rule));
    book_.sources.push_back(Source("added", node.at));
  }

  void Replace(const Node& node) {
    auto rule = Read(node);
    if (!rule) return;
    const size_t known = Find(rule->id);
    if (known == book_.rules.size()) {
      diagnostics_.Add(node.Find("id")->at,
                       "there is no rule `" + rule->id + "` to replace" + Nearest(rule->id));
      return;
    }
    book_.rules[known] = std::move(*rule);
    book_.sources[known] = Source("replaced", node.at);
  }

  std::optional<Rule> Read(const Node& node) {
    if (!Take(taken_.rules, 1, limits::kMaxUserRules, node.at, "rules")) return std::nullopt;
    const size_t problems = diagnostics_.size();
    Rule rule = ReadRule(node, "pii", text_.texts, diagnostics_);
    if (const Node& matches = *node.Find("matches"); matches.items.empty()) {
      diagnostics_.Add(matches.at, "`matches` needs at least one text with its finding");
    }
    if (LacksText(*node.Find("find")) || diagnostics_.size() != problems) return std::nullopt;
    if (!TakeShapes(rule.shapes, node.Find("find")->at)) return std::nullopt;
    if (!Check(rule, node, *node.Find("find"), 0, 0)) return std::nullopt;
    return rule;
  }

  // A dictionary whose file could not be read, which was said.
  bool LacksText(const Node& find) const {
    const auto lacks = [this](const Node& shape) {
      const Node* dictionary = shape.Find("dictionary");
      const Node* file = dictionary == nullptr ? nullptr : dictionary->Find("file");
      if (file == nullptr) return false;
      const auto text = text_.texts.find(file->scalar);
      return text == text_.texts.end() || text->second == nullptr;
    };
    return find.IsSequence() ? std::any_of(find.items.begin(), find.items.end(), lacks)
                             : lacks(find);
  }

  void Extend(const Node& node) {
    if (!Take(taken_.extensions, 1, limits::kMaxUserRules, node.at, "extensions")) return;
    const Node& id = *node.Find("rule");
    const size_t known = Find(id.scalar);
    if (known == book_.rules.size()) {
      diagnostics_.Add(id.at,
                       "there is no rule `" + id.scalar + "` to extend" + Nearest(id.scalar));
      return;
    }
    const size_t problems = diagnostics_.size();
    Rule rule = book_.rules[known];
    AppendTexts(node, "context", rule.context);
    AppendTexts(node, "against", rule.context_against);
    if (const Node* find = node.Find("find")) {
      if (LacksText(*find)) return;
      const size_t own = rule.shapes.size();
      ReadShapes(*find, text_.texts, diagnostics_, rule.shapes);
      if (!TakeShapes(std::span(rule.shapes).subspan(own), find->at)) return;
    }
    for (const char* key : {"labels", "except"}) {
      const Node* words = node.Find(key);
      if (words == nullptr) continue;
      bool any = false;
      for (Shape& shape : rule.shapes) {
        auto* labelled = std::get_if<LabelledShape>(&shape);
        if (labelled == nullptr) continue;
        any = true;
        AppendTexts(node, key, key[0] == 'l' ? labelled->labels : labelled->except);
      }
      if (!any) {
        diagnostics_.Add(words->at, "rule `" + rule.id +
                                        "` finds nothing by its label; add words "
                                        "under `context`, or a `labelled` shape under `find`");
      }
    }
    if (const Node* by_default = node.Find("default")) {
      rule.by_default = ReadDefault(by_default->scalar);
      if (rule.by_default == RuleDefault::kContext && rule.context.empty()) {
        diagnostics_.Add(by_default->at, "a rule whose default is context needs context words");
      }
    }
    if (const auto score = schema::AsNumber(node.Find("score"))) {
      rule.score = static_cast<float>(*score);
    }
    rule.numbers = schema::AsBool(node.Find("numbers")).value_or(rule.numbers);
    const size_t old_matches = rule.matches.size();
    const size_t old_rejects = rule.rejects.size();
    ReadExamples(node, diagnostics_, rule.matches, rule.rejects);
    if (diagnostics_.size() != problems) return;
    if (!Check(rule, node, id, old_matches, old_rejects)) return;
    book_.rules[known] = std::move(rule);
    book_.sources[known] = Source("extended", node.at);
  }

  // Does it compile, and do its examples hold from these on?
  bool Check(const Rule& rule, const Node& node, const Node& at, size_t matches, size_t rejects) {
    Trial trial(rule);
    if (const std::string wrong = trial.Compile(); !wrong.empty()) {
      const Node* validator = node.Find("validator");
      const bool of_validator = validator != nullptr && wrong.starts_with("no validator");
      diagnostics_.Add(of_validator ? validator->at : at.at,
                       of_validator ? wrong + NearestValidator(rule.validator) : wrong);
      return false;
    }
    const size_t problems = diagnostics_.size();
    const auto try_all = [&](std::string_view key, const std::vector<RuleExample>& examples,
                             size_t from) {
      const Node* list = node.Find(key);
      for (size_t i = from; i < examples.size(); ++i) {
        const std::string wrong = trial.Try(examples[i]);
        if (!wrong.empty()) diagnostics_.Add(list->items[i - from].at, wrong);
      }
    };
    try_all("matches", rule.matches, matches);
    try_all("rejects", rule.rejects, rejects);
    return diagnostics_.size() == problems;
  }

  RuleBook& book_;
  Taken& taken_;
  const UserRulesText& text_;
  const std::string file_;
  Diagnostics& diagnostics_;
};

void SwitchOff(const UserRulesText& text, const RuleNames& names, std::vector<bool>& off,
               const RuleBook& book, Diagnostics& diagnostics) {
  const Node* list = text.node->Find("off");
  if (list == nullptr) return;
  for (const Node& item : list->items) {
    if (!item.IsScalar()) continue;
    const NameKind kind = names.KindOf(item.scalar);
    if (kind == NameKind::kUnknown) {
      diagnostics.Add(item.at, "unknown entity, pack or rule `" + item.scalar + "`" +
                                   (diagnostics.size() < kGuessed ? names.DidYouMean(item.scalar)
                                                                  : std::string()));
      continue;
    }
    for (size_t i = 0; i < book.rules.size(); ++i) {
      if (Covers(kind, item.scalar, book.rules[i])) off[i] = true;
    }
  }
}

}  // namespace

RuleBook::RuleBook(std::span<const Rule> builtin)
    : rules(builtin.begin(), builtin.end()), sources(builtin.size()), names(builtin) {}

RuleBook ReadUserRules(std::span<const Rule> builtin, std::span<const UserRulesText> texts,
                       const std::string& file, Diagnostics& diagnostics) {
  RuleBook book(builtin);
  std::vector<Diagnostics> said(texts.size());
  Taken taken;
  std::vector<bool> within_bounds;
  for (size_t i = 0; i < texts.size(); ++i) {
    within_bounds.push_back(CheckRuleBounds(*texts[i].node, said[i]));
    if (!within_bounds.back()) continue;
    Reader(book, taken, texts[i], texts[i].file.empty() ? file : texts[i].file, said[i]).Run();
  }
  book.names = RuleNames(book.rules);
  std::vector<bool> off(book.rules.size());
  for (size_t i = 0; i < texts.size(); ++i) {
    if (within_bounds[i] && texts[i].node->IsMapping())
      SwitchOff(texts[i], book.names, off, book, said[i]);
  }
  size_t kept = 0;
  for (size_t i = 0; i < book.rules.size(); ++i) {
    if (off[i]) continue;
    if (kept != i) {
      book.rules[kept] = std::move(book.rules[i]);
      book.sources[kept] = std::move(book.sources[i]);
    }
    ++kept;
  }
  book.rules.resize(kept);
  book.sources.resize(kept);
  for (size_t i = 0; i < texts.size(); ++i) {
    for (const yaml::Problem& problem : said[i].Sorted()) {
      if (texts[i].file.empty()) {
        diagnostics.Add(problem.at, problem.message);
      } else {
        diagnostics.Add(texts[i].named_at, texts[i].file + ":" + std::to_string(problem.at.line) +
                                               ":" + std::to_string(problem.at.column) + ": " +
                                               problem.message);
      }
    }
  }
  return book;
}

}  // namespace aegis
