#include "src/plan/rules.h"

#include <algorithm>
#include <string>

#include "src/detect/prefix_body.h"
#include "src/plan/builtin_rules.h"
#include "src/plan/schema.h"
#include "src/plan/yaml_packed.h"

namespace aegis {
namespace {

using schema::Key;
using schema::Type;
using yaml::Node;

constexpr Type kCount = schema::IntegerIn(1, 255);
constexpr Type kCounts = schema::ListOf(kCount);
constexpr schema::Choice kPacks[] = {{.name = "pii"}, {.name = "secrets"}};
constexpr Type kPack = schema::Enum(kPacks);
constexpr schema::Choice kDefaults[] = {{.name = "on"}, {.name = "context"}, {.name = "off"}};
constexpr Type kDefault = schema::Enum(kDefaults);
constexpr Type kScore = schema::NumberIn(0.01, 1);

constexpr Key kDigitKeys[] = {
    {.name = "lengths", .type = &kCounts, .doc = "how many digits in all"},
    {.name = "groups",
     .type = &schema::kStringList,
     .doc = "groupings such as 3-2-4; \"\" is undivided; none: any, when there are separators"},
    {.name = "separators",
     .type = &schema::kString,
     .default_text = "\" -\" with groups, else none",
     .doc = "what may join groups"},
    {.name = "plus",
     .type = &schema::kBool,
     .default_text = "false",
     .doc = "a + must stand in front"},
    {.name = "starts",
     .type = &schema::kStringList,
     .doc = "first digits, or ranges of them such as 51-55"},
    {.name = "as_written",
     .type = &schema::kBool,
     .default_text = "false",
     .doc = "the validator gets the separators, too"},
    {.name = "alone",
     .type = &schema::kBool,
     .default_text = "false",
     .doc = "not part of a row of groups of one length"},
};
constexpr Type kDigits = schema::Mapping(kDigitKeys);
constexpr Key kWordKeys[] = {
    {.name = "layouts", .type = &schema::kStringList, .doc = "such as LLDDDDDDL", .required = true},
    {.name = "separators",
     .type = &schema::kString,
     .doc = "what may stand at the blanks of a layout"},
    {.name = "upper",
     .type = &schema::kBool,
     .default_text = "false",
     .doc = "letters are upper case only"},
};
constexpr Type kWord = schema::Mapping(kWordKeys);
constexpr Key kTokenKeys[] = {
    {.name = "chars",
     .type = &schema::kString,
     .doc = "the alphabet, with ranges",
     .required = true},
    {.name = "first", .type = &schema::kString, .doc = "what it may begin with"},
    {.name = "length", .type = &kCounts, .doc = "one length, or least and most", .required = true},
};
constexpr Type kToken = schema::Mapping(kTokenKeys);
constexpr Key kPrefixKeys[] = {
    {.name = "prefixes", .type = &schema::kStringList, .doc = "literals", .required = true},
    {.name = "body", .type = &schema::kString, .doc = "classes with counts", .required = true},
    {.name = "word_start",
     .type = &schema::kBool,
     .default_text = "true",
     .doc = "no letter or digit in front"},
    {.name = "any_case", .type = &schema::kBool, .default_text = "false", .doc = "of the prefixes"},
};
constexpr Type kPrefix = schema::Mapping(kPrefixKeys);
constexpr schema::Choice kValues[] = {
    {.name = "name"}, {.name = "words"}, {.name = "text"}, {.name = "digits"}, {.name = "code"}};
constexpr Type kValue = schema::Enum(kValues);
constexpr Key kLabelledKeys[] = {
    {.name = "labels",
     .type = &schema::kStringList,
     .doc = "what stands in front of the value; other words may stand in front of them"},
    {.name = "alone",
     .type = &schema::kStringList,
     .doc = "labels in front of which no other word may stand"},
    {.name = "except",
     .type = &schema::kStringList,
     .doc = "words in front of a label, or around its field, with which it is none"},
    {.name = "value", .type = &kValue, .doc = "what the value is made of"},
    {.name = "body", .type = &schema::kString, .doc = "or classes with counts"},
    {.name = "one_of", .type = &schema::kStringList, .doc = "or the values themselves"},
    {.name = "length", .type = &kCounts, .doc = "one length, or least and most"},
};
constexpr Type kLabelled = schema::Mapping(kLabelledKeys);
constexpr Key kShapeKeys[] = {
    {.name = "digits", .type = &kDigits, .doc = "runs and groups of digits"},
    {.name = "word", .type = &kWord, .doc = "letters and digits of a fixed layout"},
    {.name = "token", .type = &kToken, .doc = "letters and digits of a bounded length"},
    {.name = "prefix", .type = &kPrefix, .doc = "a literal and what follows it"},
    {.name = "labelled", .type = &kLabelled, .doc = "a value behind its label"},
    {.name = "matcher", .type = &schema::kString, .doc = "a matcher by name"},
};
constexpr Type kShape = schema::OneOf(kShapeKeys);
constexpr Type kShapes = schema::ListOf(kShape);
constexpr const Type* kOneOrMoreShapes[] = {&kShape, &kShapes};
constexpr Type kFind = schema::Either(kOneOrMoreShapes);

constexpr Key kRuleKeys[] = {
    {.name = "id", .type = &schema::kString, .doc = "stable, lower_snake", .required = true},
    {.name = "entity",
     .type = &schema::kString,
     .doc = "what a finding is called",
     .required = true},
    {.name = "subtype", .type = &schema::kString, .doc = "one of several kinds of the entity"},
    {.name = "what", .type = &schema::kString, .doc = "one line", .required = true},
    {.name = "reference",
     .type = &schema::kString,
     .doc = "where the format is laid down",
     .required = true},
    {.name = "default", .type = &kDefault, .doc = "when it is a finding", .required = true},
    {.name = "score", .type = &kScore, .default_text = "0.85", .doc = "with its needs met"},
    {.name = "find", .type = &kFind, .doc = "a shape, or several", .required = true},
    {.name = "validator", .type = &schema::kString, .doc = "a check by name"},
    {.name = "context", .type = &schema::kStringList, .doc = "words that speak for it"},
    {.name = "against", .type = &schema::kStringList, .doc = "words that speak against it"},
    {.name = "numbers",
     .type = &schema::kBool,
     .default_text = "true",
     .doc = "look into JSON numbers"},
    {.name = "matches",
     .type = &schema::kStringList,
     .doc = "texts with the finding in << >>",
     .required = true},
    {.name = "rejects",
     .type = &schema::kStringList,
     .doc = "texts in which the rule finds nothing"},
};
constexpr Type kRule = schema::Mapping(kRuleKeys);
constexpr Type kRuleList = schema::ListOf(kRule);
constexpr Key kFileKeys[] = {
    {.name = "pack", .type = &kPack, .doc = "pii or secrets", .required = true},
    {.name = "rules", .type = &kRuleList, .doc = "the rules", .required = true},
};
constexpr Type kFile = schema::Mapping(kFileKeys);

std::string Text(const Node& node, std::string_view key, std::string_view otherwise = {}) {
  return std::string(schema::AsString(node.Find(key)).value_or(otherwise));
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

Shape ReadShape(const Node& node, yaml::Diagnostics& diagnostics) {
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

void ReadRule(const Node& node, const std::string& pack, yaml::Diagnostics& diagnostics,
              std::vector<Rule>& rules) {
  Rule rule;
  rule.id = Text(node, "id");
  rule.entity = Text(node, "entity");
  rule.subtype = Text(node, "subtype");
  rule.pack = pack;
  rule.what = Text(node, "what");
  rule.reference = Text(node, "reference");
  const std::string by_default = Text(node, "default");
  rule.by_default = by_default == "on"        ? RuleDefault::kOn
                    : by_default == "context" ? RuleDefault::kContext
                                              : RuleDefault::kOff;
  rule.score = static_cast<float>(schema::AsNumber(node.Find("score")).value_or(0.85));
  const Node& find = *node.Find("find");
  if (find.IsSequence()) {
    for (const Node& shape : find.items) rule.shapes.push_back(ReadShape(shape, diagnostics));
  } else {
    rule.shapes.push_back(ReadShape(find, diagnostics));
  }
  rule.validator = Text(node, "validator");
  rule.context = Texts(node, "context");
  rule.context_against = Texts(node, "against");
  rule.numbers = Flag(node, "numbers", true);
  for (const Node& item : node.Find("matches")->items) {
    auto example = ReadExample(schema::AsString(&item).value_or(""), true);
    if (example) {
      rule.matches.push_back(std::move(*example));
    } else {
      diagnostics.Add(item.at, "an example needs its finding between << and >>");
    }
  }
  for (const std::string& text : Texts(node, "rejects"))
    rule.rejects.push_back(*ReadExample(text, false));

  if (!IsLowerSnake(rule.id))
    diagnostics.Add(node.Find("id")->at, "an id is lower_snake: " + rule.id);
  if (!IsUpperSnake(rule.entity) || (!rule.subtype.empty() && !IsUpperSnake(rule.subtype))) {
    diagnostics.Add(node.Find("entity")->at, "an entity is UPPER_SNAKE: " + rule.entity);
  }
  if (rule.by_default == RuleDefault::kContext && rule.context.empty()) {
    diagnostics.Add(node.Find("default")->at,
                    "a rule whose default is context needs context words");
  }
  const bool known = std::any_of(rules.begin(), rules.end(),
                                 [&](const Rule& other) { return other.id == rule.id; });
  if (known) diagnostics.Add(node.Find("id")->at, "this id is used twice: " + rule.id);
  rules.push_back(std::move(rule));
}

}  // namespace

namespace {

// Of a file whose syntax is right when there are no more than `before` problems.
void ReadRules(const Node& root, size_t before, yaml::Diagnostics& diagnostics,
               std::vector<Rule>& rules) {
  if (!schema::Check(root, kFile, diagnostics) || diagnostics.size() != before) return;
  const std::string pack = Text(root, "pack");
  for (const Node& node : root.Find("rules")->items) ReadRule(node, pack, diagnostics, rules);
}

Result<std::vector<Rule>> ReadBuiltinRules() {
  std::vector<Rule> rules;
  std::string problems;
  for (const BuiltinRuleFile& file : BuiltinRuleFiles()) {
    yaml::Diagnostics diagnostics;
    ReadRules(yaml::Unpack(file.packed), 0, diagnostics, rules);
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
