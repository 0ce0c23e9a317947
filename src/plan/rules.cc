#include "src/plan/rules.h"

#include <algorithm>
#include <string>

#include "src/detect/prefix_body.h"
#include "src/detect/regex.h"
#include "src/plan/builtin_rules.h"
#include "src/plan/one_line.h"
#include "src/plan/rule_reader.h"
#include "src/plan/rule_schema.h"
#include "src/plan/schema.h"
#include "src/plan/yaml_packed.h"

namespace aegis {
namespace {

using yaml::Node;

std::string Text(const Node& node, std::string_view key, std::string_view otherwise = {}) {
  return std::string(schema::AsString(node.Find(key)).value_or(otherwise));
}

// Is shown as a part of one line.
std::string OneLine(const Node& node, std::string_view key) {
  std::string text = Text(node, key);
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  std::string line;
  AppendOnOneLine(text, line);
  return line;
}

std::vector<std::string> Texts(const Node& node, std::string_view key) {
  std::vector<std::string> texts;
  if (const Node* list = node.Find(key)) {
    for (const Node& item : list->items) texts.emplace_back(schema::AsString(&item).value_or(""));
  }
  return texts;
}

std::vector<int64_t> Counts(const Node& node, std::string_view key) {
  std::vector<int64_t> counts;
  if (const Node* list = node.Find(key)) {
    for (const Node& item : list->items) counts.push_back(schema::AsInteger(&item).value_or(0));
  }
  return counts;
}

bool Flag(const Node& node, std::string_view key, bool otherwise) {
  return schema::AsBool(node.Find(key)).value_or(otherwise);
}

LabelledShape ReadLabelled(const Node& node, yaml::Diagnostics& diagnostics) {
  LabelledShape shape;
  shape.labels = Texts(node, "labels");
  shape.alone = Texts(node, "alone");
  shape.except = Texts(node, "except");
  shape.one_of = Texts(node, "one_of");
  shape.body = Text(node, "body");
  if (shape.labels.empty() && shape.alone.empty()) {
    diagnostics.Add(node.at, "`labelled` needs `labels`, or `alone`");
  }
  const Node* value = node.Find("value");
  const Node* body = node.Find("body");
  const Node* one_of = node.Find("one_of");
  if ((value != nullptr) + (body != nullptr) + (one_of != nullptr) != 1) {
    diagnostics.Add(node.at, "`labelled` needs one of `value`, `body` and `one_of`");
    return shape;
  }
  if (body != nullptr) {
    shape.value = LabelledValue::kBody;
    if (auto parsed = detect::PrefixBody::Parse(shape.body); !parsed) {
      diagnostics.Add(body->at, parsed.error().message);
    }
  } else if (one_of != nullptr) {
    shape.value = LabelledValue::kOneOf;
    if (shape.one_of.empty()) diagnostics.Add(one_of->at, "`one_of` is empty");
  } else {
    const std::string kind = Text(node, "value");
    shape.value = kind == "name"     ? LabelledValue::kName
                  : kind == "words"  ? LabelledValue::kWords
                  : kind == "digits" ? LabelledValue::kDigits
                  : kind == "code"   ? LabelledValue::kCode
                                     : LabelledValue::kText;
  }
  if (const Node* length = node.Find("length")) {
    const std::vector<int64_t> lengths = Counts(node, "length");
    if (lengths.empty() || lengths.size() > 2 || lengths.front() > lengths.back()) {
      diagnostics.Add(length->at, "`length` is one number, or the least and the most");
    } else {
      shape.min_length = static_cast<uint32_t>(lengths.front());
      shape.max_length = static_cast<uint32_t>(lengths.back());
    }
  }
  return shape;
}

RegexShape ReadRegex(const Node& node, yaml::Diagnostics& diagnostics) {
  RegexShape shape;
  const Node* pattern = node.IsScalar() ? &node : node.Find("pattern");
  shape.pattern = schema::AsString(pattern).value_or("");
  shape.any_case = Flag(node, "any_case", false);
  if (const auto regex = detect::Regex::Parse(shape.pattern, shape.any_case); !regex) {
    const std::string_view before = std::string_view(shape.pattern).substr(0, regex.error().at);
    const auto characters = std::count_if(before.begin(), before.end(), [](char c) {
      return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
    });
    diagnostics.Add(pattern->at, "at character " + std::to_string(characters + 1) +
                                     " of the pattern: " + regex.error().message);
  }
  return shape;
}

DictionaryShape ReadDictionary(const Node& node, const DictionaryTexts& texts,
                               yaml::Diagnostics& diagnostics) {
  DictionaryShape shape;
  shape.words = Texts(node, "words");
  shape.exact = Flag(node, "exact", false);
  if (const auto file = schema::AsString(node.Find("file"))) {
    if (const auto text = texts.find(*file); text != texts.end()) shape.text = text->second;
  } else if (shape.words.empty()) {
    diagnostics.Add(node.at, "`dictionary` needs `words`, or a `file`");
  }
  return shape;
}

Shape ReadShape(const Node& node, const DictionaryTexts& texts, yaml::Diagnostics& diagnostics) {
  if (const Node* regex = node.Find("regex")) return ReadRegex(*regex, diagnostics);
  if (const Node* dictionary = node.Find("dictionary")) {
    return ReadDictionary(*dictionary, texts, diagnostics);
  }
  if (const Node* digits = node.Find("digits")) {
    DigitShape shape;
    for (int64_t count : Counts(*digits, "lengths"))
      shape.lengths.push_back(static_cast<uint8_t>(count));
    shape.groups = Texts(*digits, "groups");
    // Lengths alone mean digits in one piece.
    shape.separators = Text(*digits, "separators", shape.groups.empty() ? "" : " -");
    shape.plus = Flag(*digits, "plus", false);
    shape.starts = Texts(*digits, "starts");
    shape.as_written = Flag(*digits, "as_written", false);
    shape.alone = Flag(*digits, "alone", false);
    return shape;
  }
  if (const Node* word = node.Find("word")) {
    return WordShape{Texts(*word, "layouts"), Text(*word, "separators"),
                     Flag(*word, "upper", false)};
  }
  if (const Node* token = node.Find("token")) {
    const std::vector<int64_t> length = Counts(*token, "length");
    if (length.empty() || length.size() > 2) {
      diagnostics.Add(token->at, "`length` is one number, or the least and the most");
      return TokenShape{};
    }
    return TokenShape{Text(*token, "chars"), Text(*token, "first"),
                      static_cast<uint32_t>(length.front()), static_cast<uint32_t>(length.back())};
  }
  if (const Node* prefix = node.Find("prefix")) {
    return PrefixShape{Texts(*prefix, "prefixes"), Text(*prefix, "body"),
                       Flag(*prefix, "word_start", true), Flag(*prefix, "any_case", false)};
  }
  if (const Node* labelled = node.Find("labelled")) return ReadLabelled(*labelled, diagnostics);
  return NamedMatcher{Text(node, "matcher")};
}

bool IsLowerSnake(std::string_view id) {
  return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

bool IsUpperSnake(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

// "My SSN is <<078-05-1120>>." A ~~ is taken out: with it in the middle, a file holds no whole
// credential.
std::optional<RuleExample> ReadExample(std::string_view written, bool marked) {
  std::string text(written);
  for (size_t at = text.find("~~"); at != std::string::npos; at = text.find("~~", at))
    text.erase(at, 2);
  if (!marked) return RuleExample{std::move(text), {}};
  const size_t open = text.find("<<");
  const size_t close = text.rfind(">>");
  if (open == std::string::npos || close == std::string::npos || close <= open + 2)
    return std::nullopt;
  RuleExample example;
  example.finds = text.substr(open + 2, close - open - 2);
  example.text = text.substr(0, open) + example.finds + text.substr(close + 2);
  return example;
}

}  // namespace

void ReadShapes(const Node& find, const DictionaryTexts& texts, yaml::Diagnostics& diagnostics,
                std::vector<Shape>& shapes) {
  if (!find.IsSequence()) {
    shapes.push_back(ReadShape(find, texts, diagnostics));
    return;
  }
  for (const Node& shape : find.items) shapes.push_back(ReadShape(shape, texts, diagnostics));
}

void ReadExamples(const Node& node, yaml::Diagnostics& diagnostics,
                  std::vector<RuleExample>& matches, std::vector<RuleExample>& rejects) {
  if (const Node* list = node.Find("matches")) {
    for (const Node& item : list->items) {
      auto example = ReadExample(schema::AsString(&item).value_or(""), true);
      if (!example) diagnostics.Add(item.at, "an example needs its finding between << and >>");
      matches.push_back(std::move(example).value_or(RuleExample{}));
    }
  }
  for (const std::string& text : Texts(node, "rejects"))
    rejects.push_back(*ReadExample(text, false));
}

RuleDefault ReadDefault(std::string_view name) {
  return name == "context" ? RuleDefault::kContext
         : name == "off"   ? RuleDefault::kOff
                           : RuleDefault::kOn;
}

Rule ReadRule(const Node& node, const std::string& pack, const DictionaryTexts& texts,
              yaml::Diagnostics& diagnostics) {
  Rule rule;
  rule.id = Text(node, "id");
  rule.entity = Text(node, "entity");
  rule.subtype = Text(node, "subtype");
  rule.pack = Text(node, "pack", pack);
  rule.what = OneLine(node, "what");
  rule.reference = OneLine(node, "reference");
  rule.by_default = ReadDefault(Text(node, "default", "on"));
  rule.score = static_cast<float>(schema::AsNumber(node.Find("score")).value_or(0.85));
  ReadShapes(*node.Find("find"), texts, diagnostics, rule.shapes);
  rule.validator = Text(node, "validator");
  rule.context = Texts(node, "context");
  rule.context_against = Texts(node, "against");
  rule.numbers = Flag(node, "numbers", true);
  ReadExamples(node, diagnostics, rule.matches, rule.rejects);

  if (!IsLowerSnake(rule.id))
    diagnostics.Add(node.Find("id")->at, "an id is lower_snake: " + rule.id);
  if (!IsUpperSnake(rule.entity) || (!rule.subtype.empty() && !IsUpperSnake(rule.subtype))) {
    diagnostics.Add(node.Find("entity")->at, "an entity is UPPER_SNAKE: " + rule.entity);
  }
  if (rule.by_default == RuleDefault::kContext && rule.context.empty()) {
    diagnostics.Add(node.Find("default")->at,
                    "a rule whose default is context needs context words");
  }
  return rule;
}

namespace {

// Of a file whose syntax is right when there are no more than `before` problems.
void ReadRules(const Node& root, size_t before, yaml::Diagnostics& diagnostics,
               std::vector<Rule>& rules) {
  if (!schema::Check(root, rule_schema::kFile, diagnostics) || diagnostics.size() != before) return;
  const std::string pack = Text(root, "pack");
  for (const Node& node : root.Find("rules")->items) {
    Rule rule = ReadRule(node, pack, {}, diagnostics);
    const bool known = std::any_of(rules.begin(), rules.end(),
                                   [&](const Rule& other) { return other.id == rule.id; });
    if (known) diagnostics.Add(node.Find("id")->at, "this id is used twice: " + rule.id);
    rules.push_back(std::move(rule));
  }
}

Result<std::vector<Rule>> ReadBuiltinRules() {
  std::vector<Rule> rules;
  std::string problems;
  for (const BuiltinRuleFile& file : BuiltinRuleFiles()) {
    yaml::Diagnostics diagnostics;
    const size_t first = rules.size();
    ReadRules(yaml::Unpack(file.packed), 0, diagnostics, rules);
    const size_t name = file.name.rfind('/') + 1;
    for (size_t i = first; i < rules.size(); ++i) {
      rules[i].region = file.name.substr(name, file.name.rfind('.') - name);
    }
    if (!diagnostics.empty())
      problems += diagnostics.Render("configs/rules/" + std::string(file.name));
  }
  if (!problems.empty()) return Fail(ErrorCode::kInternal, std::move(problems));
  return rules;
}

}  // namespace

void ParseRules(std::string_view text, yaml::Diagnostics& diagnostics, std::vector<Rule>& rules) {
  const size_t before = diagnostics.size();
  const auto root = yaml::Parse(text, diagnostics);
  if (root) ReadRules(*root, before, diagnostics, rules);
}

const Result<std::vector<Rule>>& LoadBuiltinRules() {
  static const Result<std::vector<Rule>> rules = ReadBuiltinRules();
  return rules;
}

}  // namespace aegis
