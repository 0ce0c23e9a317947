#include "src/plan/user_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

#include "src/plan/compile.h"
#include "src/plan/rule_schema.h"
#include "src/plan/schema.h"
#include "tests/unit/plan/toy_rules.h"

namespace aegis {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

struct Read {
  std::vector<std::string> rules;     // id: source
  std::vector<std::string> problems;  // line:column: message
  RuleBook book{{}};
};

// As a file of rules is read.
Read ReadRules(std::string_view yaml, DictionaryTexts texts = {}) {
  Read read;
  yaml::Diagnostics diagnostics;
  const std::vector<Rule> toys = ToyRules();
  const auto node = yaml::Parse(yaml, diagnostics);
  EXPECT_TRUE(node);
  if (!node) return read;
  schema::Check(*node, rule_schema::kRulesFile, diagnostics);
  const UserRulesText text{&*node, {}, {}, std::move(texts)};
  read.book = ReadUserRules(toys, std::span(&text, 1), "mine.yaml", diagnostics);
  for (size_t i = 0; i < read.book.rules.size(); ++i) {
    if (!read.book.sources[i].empty())
      read.rules.push_back(read.book.rules[i].id + ": " + read.book.sources[i]);
  }
  for (const yaml::Problem& problem : diagnostics.Sorted()) {
    read.problems.push_back(std::to_string(problem.at.line) + ":" +
                            std::to_string(problem.at.column) + ": " + problem.message);
  }
  return read;
}

const Rule* Find(const Read& read, std::string_view id) {
  for (const Rule& rule : read.book.rules) {
    if (rule.id == id) return &rule;
  }
  return nullptr;
}

TEST(UserRulesTest, AddsRulesWithFewWords) {
  const Read read = ReadRules(R"(
add:
  - id: emp
    entity: EMP
    find: {regex: 'EMP-\d{3}'}
    matches: ["<<EMP-123>>"]
  - id: site
    entity: SITE
    pack: secrets
    what: a site
    default: off
    score: 0.4
    find:
      - dictionary: {words: [Blue Heron], file: names}
      - word: {layouts: [LLDD]}
    matches: ["the <<blue-heron>>", "<<grey owl>>", "<<AB12>>"]
    rejects: ["heron"]
)",
                              {{"names", std::make_shared<const std::string>("Grey Owl\n")}});
  EXPECT_THAT(read.problems, IsEmpty());
  EXPECT_THAT(read.rules, ElementsAre("emp: added at mine.yaml:3", "site: added at mine.yaml:7"));
  ASSERT_NE(Find(read, "emp"), nullptr);
  EXPECT_EQ(Find(read, "emp")->pack, "pii");
  EXPECT_EQ(Find(read, "emp")->by_default, RuleDefault::kOn);
  ASSERT_NE(Find(read, "site"), nullptr);
  EXPECT_EQ(Find(read, "site")->pack, "secrets");
  EXPECT_EQ(Find(read, "site")->shapes.size(), 2u);
}

TEST(UserRulesTest, RefusesPatternsWithTheirPlace) {
  const Read read = ReadRules(
      "add:\n"
      "  - {id: a, entity: A, find: {regex: 'x(?=y)'}, matches: ['<<x>>']}\n"
      "  - id: b\n"
      "    entity: A\n"
      "    find: [{regex: {pattern: 'é(a+)+'}}]\n"
      "    matches: ['<<x>>']\n"
      "  - {id: c, entity: A, find: {regex: 'a*'}, matches: ['<<a>>']}\n");
  EXPECT_THAT(read.problems,
              ElementsAre(StartsWith("2:38: at character 2 of the pattern: a look-ahead"),
                          StartsWith("5:30: at character 6 of the pattern: this repeats"),
                          StartsWith("7:38: at character 1 of the pattern: the pattern matches")));
  EXPECT_THAT(read.rules, IsEmpty());
}

TEST(UserRulesTest, TriesTheExamples) {
  const Read read = ReadRules(
      "add:\n"
      "  - id: a\n"
      "    entity: A\n"
      "    find: {regex: 'E\\d{3}'}\n"
      "    matches:\n"
      "      - <<E12>>\n"
      "      - \"<<E123>>4\"\n"
      "      - \"<<E1234>>\"\n"
      "      - \"E123 <<E456>>\"\n"
      "  - id: b\n"
      "    entity: A\n"
      "    find: {regex: '\\d{4}'}\n"
      "    validator: luhn\n"
      "    matches: [\"<<1234>>\"]\n"
      "    rejects: [\"a 1230\"]\n"
      "  - id: c\n"
      "    entity: A\n"
      "    default: context\n"
      "    context: [locker]\n"
      "    find: {regex: '[AB]\\d'}\n"
      "    matches: [\"at <<A1>>\", \"locker <<A1>>\", '{\"locker\": \"<<A1>>\"}', '{<<A1>>']\n"
      "    rejects: [\"locker B1\"]\n"
      "  - {id: d, entity: A, find: {regex: E}, matches: [E]}\n");
  EXPECT_THAT(
      read.problems,
      ElementsAre("6:9: the rule finds nothing in this", "8:9: the rule finds `E123` in this",
                  "9:9: the rule finds 2 in this",
                  "14:15: the rule finds nothing in this; `validator: luhn` does not pass it",
                  "15:15: the rule finds `1230` in this, and must not",
                  StartsWith("21:15: the rule finds this below 0.5 only"),
                  "21:69: the example begins with { and is no JSON",
                  "22:15: the rule finds `B1` in this, and must not",
                  "23:52: an example needs its finding between << and >>"));
}

TEST(UserRulesTest, RefusesWhatCannotBe) {
  const Read read = ReadRules(
      "add:\n"
      "  - {id: mail, entity: A, find: {regex: a}, matches: ['<<a>>']}\n"
      "  - {id: twice, entity: A, find: {regex: a}, matches: ['<<a>>']}\n"
      "  - {id: twice, entity: A, find: {regex: a}, matches: ['<<a>>']}\n"
      "  - {id: Upper, entity: lower, find: {regex: a}, matches: ['<<a>>']}\n"
      "  - {id: v, entity: A, validator: lunh, find: {regex: a}, matches: ['<<a>>']}\n"
      "  - {id: l, entity: A, find: {word: {layouts: [LLL]}}, matches: ['<<a>>']}\n"
      "  - {id: d, entity: A, find: {dictionary: {exact: true}}, matches: ['<<a>>']}\n"
      "  - {id: e, entity: A, find: {dictionary: {words: [ab, '-']}}, matches: ['<<ab>>']}\n"
      "  - {id: f, entity: A, find: {regex: a}}\n"
      "  - {id: g, entity: A, find: {regexp: a}, matches: []}\n"
      "  - {id: h, entity: A, find: {dictionary: {file: not_read}}, matches: ['<<a>>']}\n"
      "replace: [{id: mial, entity: A, find: {regex: a}, matches: ['<<a>>']}]\n"
      "extend:\n"
      "  - {rule: phnoe}\n"
      "  - {rule: phone, labels: [tel]}\n"
      "off: [MIAL, pii/nowhere]\n");
  EXPECT_THAT(
      read.problems,
      ElementsAre(StartsWith("2:10: `mail` is a built-in rule"),
                  "4:10: this id is used twice: twice is added at mine.yaml:3",
                  "5:10: an id is lower_snake: Upper", "5:25: an entity is UPPER_SNAKE: lower",
                  "6:35: no validator is called lunh; did you mean `luhn`?",
                  HasSubstr("7:30: layout LLL"), "8:43: `dictionary` needs `words`, or a `file`",
                  HasSubstr("9:30: dictionary: word 2"), "10:5: `matches` is missing",
                  HasSubstr("11:31: unknown key `regexp`; did you mean `regex`?"),
                  "13:16: there is no rule `mial` to replace; did you mean `mail`?",
                  "15:12: there is no rule `phnoe` to extend; did you mean `phone`?",
                  HasSubstr("16:27: rule `phone` finds nothing by its label"),
                  HasSubstr("17:7: unknown entity, pack or rule `MIAL`"),
                  HasSubstr("17:13: unknown entity")));
}

// What is not bounded costs a start its time: each rule is compiled alone before all are together.
TEST(UserRulesTest, WhatOneUserHasIsBounded) {
  const auto text = std::make_shared<const std::string>(20'000'000, 'x');
  std::string yaml = "add:\n";
  for (int i = 0; i < 4; ++i) {
    yaml += "  - {id: r" + std::to_string(i) +
            ", entity: A, find: {dictionary: {words: [ab], file: f}}, matches: ['<<ab>>']}\n";
  }
  // A line too long each; the fourth is not even looked at.
  EXPECT_THAT(ReadRules(yaml, {{"f", text}}).problems,
              ElementsAre(HasSubstr("line 1 of the file"), HasSubstr("line 1 of the file"),
                          HasSubstr("line 1 of the file"),
                          "5:31: more than 67108864 bytes in the dictionaries of all rules"));

  std::string lists = "add:\n  - {id: a, entity: A, find: [";
  for (int i = 0; i < 101; ++i) lists += "{regex: a},";
  lists += "], matches: ['<<a>>']}\noff: [";
  for (int i = 0; i < 5001; ++i) lists += "a,";
  EXPECT_THAT(
      ReadRules(lists + "]\n").problems,
      ElementsAre("2:30: a list of more than 100 items", "3:6: a list of more than 5000 items"));
}

TEST(UserRulesTest, WhatIsShownIsOneLine) {
  const Read read = ReadRules(
      "add:\n"
      "  - id: a\n"
      "    entity: A\n"
      "    what: |\n      one\n      two\n"
      "    reference: \"x\\e[31m\"\n"
      "    find: {regex: a}\n"
      "    matches: ['<<a>>']\n"
      "  - {id: \"b\\e[31m\", entity: B, find: {regex: a}, matches: ['<<a>>']}\n");
  EXPECT_THAT(read.problems, ElementsAre(StartsWith("10:10: an id is lower_snake: b")));
  ASSERT_NE(Find(read, "a"), nullptr);
  EXPECT_EQ(Find(read, "a")->what, "one\\ntwo");
  EXPECT_EQ(Find(read, "a")->reference, "x\\x1b[31m");
}

TEST(UserRulesTest, ExtendsReplacesAndSwitchesOff) {
  const Read read = ReadRules(
      "extend:\n"
      "  - {rule: weak, context: [hut], score: 0.7, find: {regex: 'W\\d'}, matches: [hut <<W1>>]}\n"
      "  - {rule: phone, default: off, numbers: false}\n"
      "replace:\n"
      "  - {id: mail, entity: MAILBOX, find: {regex: 'box\\d'}, matches: [<<box1>>]}\n"
      "off: [SECRET_AWS, CREDIT_CARD_VISA]\n");
  EXPECT_THAT(read.problems, IsEmpty());
  EXPECT_THAT(read.rules,
              ElementsAre("mail: replaced at mine.yaml:5", "phone: extended at mine.yaml:3",
                          "weak: extended at mine.yaml:2"));
  ASSERT_NE(Find(read, "weak"), nullptr);
  EXPECT_FLOAT_EQ(Find(read, "weak")->score, 0.7f);
  EXPECT_EQ(Find(read, "weak")->shapes.size(), 2u);
  EXPECT_EQ(Find(read, "weak")->context.back(), "hut");
  EXPECT_EQ(Find(read, "phone")->by_default, RuleDefault::kOff);
  EXPECT_FALSE(Find(read, "phone")->numbers);
  EXPECT_EQ(Find(read, "mail")->entity, "MAILBOX");
  EXPECT_EQ(Find(read, "card_visa"), nullptr);
  EXPECT_EQ(Find(read, "aws_key"), nullptr);
  EXPECT_NE(Find(read, "npm_token"), nullptr);
  // What is off may still be named.
  EXPECT_EQ(read.book.names.KindOf("CREDIT_CARD_VISA"), NameKind::kSubtype);
}

TEST(UserRulesTest, ProblemsOfAFileAreToldWhereItIsNamed) {
  yaml::Diagnostics diagnostics;
  const auto node = yaml::Parse("off: [NOBODY]\n", diagnostics);
  ASSERT_TRUE(node);
  const UserRulesText text{&*node, "acme.yaml", {7, 3}, {}};
  ReadUserRules(ToyRules(), std::span(&text, 1), "pipeline.yaml", diagnostics);
  EXPECT_THAT(diagnostics.Render("pipeline.yaml"),
              StartsWith("pipeline.yaml:7:3: error: acme.yaml:1:7: unknown entity"));
}

TEST(UserRulesTest, APlanHasThem) {
  const std::vector<Rule> toys = ToyRules();
  const auto plan = [&](std::string_view rules) {
    auto made = PlanFromYaml(
        std::string(rules) + "policies: {p: {detect: [pii]}}\nroutes: [{name: r}]\n", {}, &toys);
    EXPECT_TRUE(made) << (made ? "" : made.error().message);
    return made ? *made : nullptr;
  };
  const auto without = plan("");
  const auto with = plan(
      "rules: {add: [{id: e, entity: E, find: {regex: 'E\\d'}, matches: [<<E1>>]}], off: "
      "[mail]}\n");
  const auto other = plan(
      "rules: {add: [{id: e, entity: E, find: {regex: 'E\\d+'}, matches: [<<E1>>]}], off: "
      "[mail]}\n");
  ASSERT_TRUE(without && with && other);
  EXPECT_EQ(with->rules.rules().size(), without->rules.rules().size());
  EXPECT_EQ(with->rules.rules().back().id, "e");
  // A replay under another pattern is another plan.
  EXPECT_NE(with->hash, without->hash);
  EXPECT_NE(with->hash, other->hash);
}

}  // namespace
}  // namespace aegis
