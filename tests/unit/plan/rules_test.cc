#include "src/plan/rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace aegis {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view kGood = R"(pack: pii
rules:
  - id: badge
    entity: BADGE
    subtype: BADGE_OLD
    what: Badge number
    reference: https://example.org/badges
    default: context
    score: 0.7
    find:
      - digits: {lengths: [6, 8], groups: ["", 3-3], separators: " .", plus: true, starts: ["1", "40-49"], as_written: true}
      - word: {layouts: [LLDD], separators: "-", upper: true}
      - token: {chars: "0-9A-F", first: "A", length: [8, 12]}
      - prefix: {prefixes: [bdg_], body: "[a-z]{8}", word_start: false, any_case: true}
      - matcher: email
    validator: luhn
    context: [badge, Ausweis]
    against: [order]
    numbers: false
    matches: ["badge <<123 456>>, please", "bd~~g_<<abcd>>"]
    rejects: ["12~~3"]
)";

std::string Problems(std::string_view text) {
  yaml::Diagnostics diagnostics;
  std::vector<Rule> rules;
  ParseRules(text, diagnostics, rules);
  return diagnostics.Render("r.yaml");
}

std::string Replaced(std::string_view from, std::string_view to) {
  std::string text(kGood);
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(Rules, ReadsEveryKey) {
  yaml::Diagnostics diagnostics;
  std::vector<Rule> rules;
  ParseRules(kGood, diagnostics, rules);
  ASSERT_TRUE(diagnostics.empty()) << diagnostics.Render("r.yaml");
  ASSERT_EQ(rules.size(), 1u);
  const Rule& rule = rules[0];
  EXPECT_EQ(rule.id, "badge");
  EXPECT_EQ(rule.entity, "BADGE");
  EXPECT_EQ(rule.subtype, "BADGE_OLD");
  EXPECT_EQ(rule.pack, "pii");
  EXPECT_EQ(rule.what, "Badge number");
  EXPECT_EQ(rule.reference, "https://example.org/badges");
  EXPECT_EQ(rule.by_default, RuleDefault::kContext);
  EXPECT_FLOAT_EQ(rule.score, 0.7f);
  EXPECT_EQ(rule.validator, "luhn");
  EXPECT_THAT(rule.context, ElementsAre("badge", "Ausweis"));
  EXPECT_THAT(rule.context_against, ElementsAre("order"));
  EXPECT_FALSE(rule.numbers);
  ASSERT_EQ(rule.shapes.size(), 5u);
  const auto& digits = std::get<DigitShape>(rule.shapes[0]);
  EXPECT_THAT(digits.lengths, ElementsAre(6, 8));
  EXPECT_THAT(digits.groups, ElementsAre("", "3-3"));
  EXPECT_EQ(digits.separators, " .");
  EXPECT_TRUE(digits.plus);
  EXPECT_TRUE(digits.as_written);
  EXPECT_THAT(digits.starts, ElementsAre("1", "40-49"));
  const auto& word = std::get<WordShape>(rule.shapes[1]);
  EXPECT_THAT(word.layouts, ElementsAre("LLDD"));
  EXPECT_TRUE(word.upper_only);
  const auto& token = std::get<TokenShape>(rule.shapes[2]);
  EXPECT_EQ(token.min_length, 8u);
  EXPECT_EQ(token.max_length, 12u);
  const auto& prefix = std::get<PrefixShape>(rule.shapes[3]);
  EXPECT_THAT(prefix.prefixes, ElementsAre("bdg_"));
  EXPECT_FALSE(prefix.word_start);
  EXPECT_TRUE(prefix.any_case);
  EXPECT_EQ(std::get<NamedMatcher>(rule.shapes[4]).name, "email");
  ASSERT_EQ(rule.matches.size(), 2u);
  EXPECT_EQ(rule.matches[0].text, "badge 123 456, please");
  EXPECT_EQ(rule.matches[0].finds, "123 456");
  EXPECT_EQ(rule.matches[1].text, "bdg_abcd");
  ASSERT_EQ(rule.rejects.size(), 1u);
  EXPECT_EQ(rule.rejects[0].text, "123");
}

TEST(Rules, LengthsAloneMeanDigitsInOnePiece) {
  yaml::Diagnostics diagnostics;
  std::vector<Rule> rules;
  ParseRules(
      Replaced(
          R"(digits: {lengths: [6, 8], groups: ["", 3-3], separators: " .", plus: true, starts: ["1", "40-49"], as_written: true})",
          "digits: {lengths: [6]}"),
      diagnostics, rules);
  ASSERT_EQ(rules.size(), 1u);
  EXPECT_EQ(std::get<DigitShape>(rules[0].shapes[0]).separators, "");
}

TEST(Rules, EveryMistakeHasItsPlace) {
  struct Row {
    const char* from;
    const char* to;
    const char* problem;
  };
  const Row rows[] = {
      {"    validator:", "    validater:", "r.yaml:16:5: error: unknown key `validater`"},
      {"default: context", "default: sometimes", "r.yaml:8:14: error:"},
      {"pack: pii", "pack: pie", "r.yaml:1:7: error:"},
      {"score: 0.7", "score: 1.5", "r.yaml:9:12: error:"},
      {"    what: Badge number\n", "", "r.yaml:3:5: error: `what` is missing"},
      {"id: badge", "id: Badge", "r.yaml:3:9: error: an id is lower_snake: Badge"},
      {"entity: BADGE\n", "entity: Badge\n", "r.yaml:4:13: error: an entity is UPPER_SNAKE: Badge"},
      {"badge <<123 456>>, please", "badge 123 456",
       "error: an example needs its finding between << and >>"},
      {"    context: [badge, Ausweis]\n", "",
       "r.yaml:8:14: error: a rule whose default is context needs context words"},
      {"length: [8, 12]", "length: [8, 12, 14]",
       "`length` is one number, or the least and the most"},
      {"lengths: [6, 8]", "lengths: [six]", "error:"},
      {"    score: 0.7", "    score: 0.7\n    score: 0.8", "r.yaml:10:5: error:"},
      {"- matcher: email", "- matcher: email\n        token: {}", "error:"},
  };
  for (const Row& row : rows) {
    EXPECT_THAT(Problems(Replaced(row.from, row.to)), HasSubstr(row.problem)) << row.from;
  }
}

TEST(Rules, IdsAreUsedOnce) {
  yaml::Diagnostics diagnostics;
  std::vector<Rule> rules;
  ParseRules(kGood, diagnostics, rules);
  ParseRules(kGood, diagnostics, rules);
  EXPECT_THAT(diagnostics.Render("r.yaml"),
              HasSubstr("r.yaml:3:9: error: this id is used twice: badge"));
}

TEST(Rules, BuiltinOnesLoad) {
  const auto rules = LoadBuiltinRules();
  ASSERT_TRUE(rules) << rules.error().message;
  std::set<std::string> ids;
  std::set<std::string> entities;
  for (const Rule& rule : *rules) {
    EXPECT_TRUE(ids.insert(rule.id).second) << rule.id;
    entities.insert(rule.entity);
  }
  EXPECT_GE(entities.size(), 30u);
}

}  // namespace
}  // namespace aegis
