// What is said of findings and of near misses, and that saying it changes nothing.
#include <gmock/gmock.h>

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/limits.h"
#include "src/pipeline.h"
#include "src/plan/compile.h"
#include "src/plan/rules.h"

namespace aegis {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr size_t kAll = 1'000'000;

class Engine {
 public:
  explicit Engine(Format format = Format::kText, std::vector<std::string> detect = {"all"},
                  float min_score = 0.5f, const std::vector<Rule>* rules = nullptr) {
    SimplePlan simple;
    simple.detect = std::move(detect);
    simple.min_score = min_score;
    simple.format = format;
    simple.rules = rules;
    auto plan = MakePlan(simple);
    EXPECT_TRUE(plan) << (plan ? "" : plan.error().message);
    pipeline_ = std::move(*Pipeline::New(*plan));
  }

  const std::vector<Finding>& Inspect(std::string_view text) {
    arena_.Reset();
    auto inspected = pipeline_->Inspect(text, 0, arena_);
    findings_.clear();
    code_ = inspected ? "" : RecordErrorName(inspected.error().code);
    if (inspected) findings_.assign(inspected->findings.begin(), inspected->findings.end());
    return findings_;
  }
  const Explanation& Explain(std::string_view text, size_t near_misses = kAll) {
    arena_.Reset();
    auto explained = pipeline_->Explain(text, 0, near_misses, arena_);
    explanation_ = Explanation();
    code_ = explained ? "" : RecordErrorName(explained.error().code);
    if (explained) explanation_ = std::move(*explained);
    return explanation_;
  }
  // The near miss of that rule; fails the test where there is not exactly one.
  Sighting Miss(std::string_view text, std::string_view rule) {
    std::vector<Sighting> misses;
    for (const Sighting& miss : Explain(text).near_misses) {
      if (RuleOf(miss.rule).id == rule) misses.push_back(miss);
    }
    EXPECT_EQ(misses.size(), 1u) << text;
    return misses.empty() ? Sighting() : misses[0];
  }
  const Rule& RuleOf(RuleIndex rule) const { return pipeline_->plan().rules.rules()[rule]; }
  const std::string& code() const { return code_; }

 private:
  std::unique_ptr<Pipeline> pipeline_;
  Arena arena_;
  std::vector<Finding> findings_;
  Explanation explanation_;
  std::string code_;
};

Engine& Builtin() {
  static Engine engine;
  return engine;
}
Engine& Json() {
  static Engine engine(Format::kJson);
  return engine;
}

std::vector<std::string> Words(const std::vector<CountedWord>& words) {
  std::vector<std::string> texts;
  for (const CountedWord& word : words) texts.push_back(word.word);
  return texts;
}

// --- findings

TEST(Explain, SaysWhatLedToAFindingAndWhatItsScoreIsMadeOf) {
  const std::string text = "card 4111 1111 1111 1111 (visa)";
  const Explanation explanation = Builtin().Explain(text);
  ASSERT_EQ(explanation.findings.size(), 1u);
  const Explanation::Named& named = explanation.findings[0];
  EXPECT_EQ(Builtin().RuleOf(named.finding.rule).id, "credit_card_visa");
  EXPECT_EQ(Builtin().RuleOf(named.finding.rule).region, "cards");
  EXPECT_EQ(named.sighting.verdict, Verdict::kFound);
  EXPECT_EQ(named.sighting.shape.kind, "digits");
  EXPECT_EQ(named.sighting.shape.text, "4-4-4-4");
  EXPECT_TRUE(named.sighting.checked);
  EXPECT_EQ(named.sighting.effect, ContextEffect::kRaises);
  EXPECT_FLOAT_EQ(named.sighting.rule_score, 0.9f);
  EXPECT_FLOAT_EQ(named.sighting.score, 0.96f);
  EXPECT_FLOAT_EQ(named.finding.score, 0.96f);
  EXPECT_THAT(named.sighting.words_for, Contains(CountedWord{"card", WordPlace::kBefore}));
  EXPECT_THAT(named.sighting.words_for, Contains(CountedWord{"visa", WordPlace::kAfter}));
  EXPECT_FALSE(named.repeats);
}

TEST(Explain, SaysWhereInARecordAWordStands) {
  const auto words = [](std::string_view record) {
    const Explanation& explanation = Json().Explain(record);
    EXPECT_EQ(explanation.findings.size(), 1u) << record;
    return explanation.findings.empty() ? std::vector<CountedWord>()
                                        : explanation.findings[0].sighting.words_for;
  };
  EXPECT_THAT(words(R"({"cardNumber": "4111111111111111"})"),
              Contains(CountedWord{"card", WordPlace::kField}));
  EXPECT_THAT(words(R"({"card": {"x": "4111111111111111"}})"),
              Contains(CountedWord{"card", WordPlace::kHolder}));
  EXPECT_THAT(words(R"({"type": "card", "value": "4111111111111111"})"),
              Contains(CountedWord{"card", WordPlace::kBeside}));
  EXPECT_THAT(words(R"({"x": "4111111111111111"})"), IsEmpty());
}

// Of a field whose name says nothing, a member beside it says what it is.
TEST(Explain, FindsWhatAMemberBesideItNames) {
  const auto entity = [](std::string_view record) {
    const std::vector<Finding>& findings = Json().Inspect(record);
    EXPECT_LE(findings.size(), 1u) << record;
    return findings.empty() ? std::string() : Json().RuleOf(findings[0].rule).entity;
  };
  EXPECT_EQ(entity(R"({"type": "ssn", "value": "536228726"})"), "US_SSN");
  EXPECT_EQ(entity(R"({"value": 536228726, "type": "ssn"})"), "US_SSN");
  EXPECT_EQ(entity(R"({"key": "ssn", "values": ["536228726"]})"), "US_SSN");
  EXPECT_EQ(entity(R"({"type": "node", "value": "536228726"})"), "");
  EXPECT_EQ(entity(R"({"type": "ssn", "seq": "536228726"})"), "");
  // What only a label makes a finding.
  EXPECT_EQ(entity(R"({"name": "First name", "value": "Amara"})"), "PERSON");
  EXPECT_EQ(entity(R"({"value": "Amara", "question": "First name"})"), "PERSON");
  EXPECT_EQ(entity(R"({"name": "City", "seq": "Amara"})"), "");
}

TEST(Explain, KnowsWhatAColumnIsCalled) {
  // The name stands too far away for anything else to see it.
  std::string table = "id,ssn,order\n";
  for (int row = 100; row < 140; ++row) table += std::to_string(row) + ",none,none\n";
  const auto findings = [&](std::string_view row) {
    const Explanation& explanation = Builtin().Explain(table + std::string(row));
    std::vector<std::string> ids;
    for (const auto& named : explanation.findings) {
      EXPECT_THAT(named.sighting.words_for, Contains(CountedWord{"ssn", WordPlace::kColumn}));
      ids.push_back(Builtin().RuleOf(named.finding.rule).entity);
    }
    return ids;
  };
  EXPECT_THAT(findings("140,536228726,none\n"), ElementsAre("US_SSN"));
  EXPECT_THAT(findings("140,none,536228726\n"), IsEmpty());
  EXPECT_THAT(findings("140,536228726\n"), IsEmpty());
}

TEST(Explain, NamesTheShapeThatLedThere) {
  const auto shape = [](Engine& engine, std::string_view text) {
    const Explanation& explanation = engine.Explain(text);
    EXPECT_EQ(explanation.findings.size(), 1u) << text;
    if (explanation.findings.empty()) return std::string();
    const SeenShape& seen = explanation.findings[0].sighting.shape;
    return std::string(seen.kind) + " " + seen.text;
  };
  EXPECT_EQ(shape(Builtin(), "ssn 536-22-8726"), "digits 3-2-4");
  EXPECT_EQ(shape(Builtin(), "mail jane.doe@example.co.uk"), "matcher email");
  EXPECT_EQ(shape(Builtin(), "national insurance AB 12 34 56 C"), "layout LL DD DD DD L");
  EXPECT_EQ(shape(Builtin(), "first name: Amara"), "label first name");
  EXPECT_EQ(shape(Json(), R"({"firstName": "Amara"})"), "label first name");
  EXPECT_EQ(shape(Json(), R"({"name": "First name", "value": "Amara"})"), "label first name");
}

TEST(Explain, SaysHowTheTextWasRead) {
  const auto read_as = [](std::string_view text) {
    const Explanation& explanation = Builtin().Explain(text);
    EXPECT_EQ(explanation.findings.size(), 1u) << text;
    return explanation.findings.empty() ? ReadAs::kWritten
                                        : explanation.findings[0].sighting.read_as;
  };
  EXPECT_EQ(read_as("ssn 536-22-8726"), ReadAs::kWritten);
  EXPECT_EQ(read_as("ssn ５３６-２２-８７２６"), ReadAs::kFolded);
  EXPECT_EQ(read_as("blob c3NuIDUzNi0yMi04NzI2IGlzIG1pbmU="), ReadAs::kPayload);
}

TEST(Explain, TellsWhatLostAndWhy) {
  const Explanation explanation = Builtin().Explain("see http://user:pw8kq@203.0.113.77/x");
  ASSERT_EQ(explanation.findings.size(), 1u);
  const Finding& winner = explanation.findings[0].finding;
  bool address = false;
  for (const Explanation::Lost& lost : explanation.findings[0].lost) {
    EXPECT_LE(lost.finding.score, winner.score);
    EXPECT_EQ(lost.of_winner == Advantage::kScore, lost.finding.score < winner.score);
    address = address || Builtin().RuleOf(lost.finding.rule).entity == "IP_ADDRESS";
  }
  EXPECT_TRUE(address);
}

TEST(Explain, ARepeatPointsToWhereTheValueIsFound) {
  const std::string text = "token nr 8842719 is gone. " + std::string(200, '.') +
                           " password: Xq7-pLw29-zzKd and later Xq7-pLw29-zzKd\n";
  const Explanation explanation = Builtin().Explain(text);
  const auto repeated = std::find_if(explanation.findings.begin(), explanation.findings.end(),
                                     [](const auto& named) { return named.repeats.has_value(); });
  ASSERT_NE(repeated, explanation.findings.end());
  EXPECT_EQ(repeated->repeats->In(text), "Xq7-pLw29-zzKd");
  EXPECT_EQ(repeated->finding.text.In(text), "Xq7-pLw29-zzKd");
  EXPECT_LT(repeated->repeats->begin, repeated->finding.text.begin);
}

// --- near misses

TEST(NearMisses, AFailedCheck) {
  const Sighting miss = Builtin().Miss("card 4111 1111 1111 1112", "credit_card_visa");
  EXPECT_EQ(miss.verdict, Verdict::kCheckFailed);
  EXPECT_FALSE(miss.checked);
  EXPECT_FLOAT_EQ(miss.score, 0.96f) << "what it would have scored";
  EXPECT_THAT(Words(miss.words_for), Contains("card"));
}

TEST(NearMisses, CheckDigitsThatAMatcherLooksAt) {
  const std::string text = "to DE88 3704 0044 0532 0130 00 today";
  const Sighting miss = Builtin().Miss(text, "iban_code");
  EXPECT_EQ(miss.verdict, Verdict::kCheckFailed);
  EXPECT_EQ(miss.text.In(text), "DE88 3704 0044 0532 0130 00");
}

TEST(NearMisses, MissingContext) {
  const Sighting miss = Builtin().Miss("number 536228726 again", "us_ssn_undivided");
  EXPECT_EQ(miss.verdict, Verdict::kContextMissing);
  EXPECT_EQ(miss.effect, ContextEffect::kMissing);
  EXPECT_TRUE(miss.checked);
  EXPECT_THAT(miss.words_for, IsEmpty());
}

TEST(NearMisses, AWordAgainst) {
  const Sighting miss = Builtin().Miss("invoice 4111111111111111", "credit_card_visa");
  EXPECT_EQ(miss.verdict, Verdict::kSpokenAgainst);
  EXPECT_THAT(miss.words_against, Contains(CountedWord{"invoice", WordPlace::kBefore}));
}

TEST(NearMisses, APublishedSample) {
  EXPECT_EQ(Builtin().Miss("key AKIAIOSFODNN7EXAMPLE.", "secret_aws_access_key_id").verdict,
            Verdict::kPublishedSample);
}

Rule Digits(std::string id, uint8_t length) {
  Rule rule;
  rule.id = std::move(id);
  rule.entity = "TEST";
  rule.pack = "pii";
  rule.shapes = {DigitShape{.lengths = {length},
                            .groups = {},
                            .separators = "",
                            .plus = false,
                            .starts = {},
                            .as_written = false}};
  return rule;
}

TEST(NearMisses, PartOfAUuid) {
  const std::vector<Rule> rules = {Digits("r", 12)};
  Engine engine(Format::kText, {"all"}, 0.5f, &rules);
  EXPECT_EQ(engine.Miss("id 123e4567-e89b-12d3-a456-426614174000", "r").verdict, Verdict::kInUuid);
  EXPECT_THAT(engine.Explain("id 426614174000").near_misses, IsEmpty());
}

TEST(NearMisses, PartOfSomethingLonger) {
  std::vector<Rule> rules = {Digits("digits", 6)};
  Rule prefix = Digits("prefix", 6);
  prefix.shapes = {PrefixShape{.prefixes = {"tok_"}, .body = "[0-9a-f]{8}"}};
  rules.push_back(prefix);
  Engine engine(Format::kText, {"all"}, 0.5f, &rules);
  const auto part = [&](std::string_view text, std::string_view rule) {
    const Sighting miss = engine.Miss(text, rule);
    EXPECT_EQ(miss.verdict, Verdict::kNotBounded) << text;
    return std::string(miss.text.In(text));
  };
  EXPECT_EQ(part("at 12.345678 m", "digits"), "345678");
  EXPECT_EQ(part("tok_0123abcde", "prefix"), "tok_0123abcd");
  EXPECT_EQ(part("xtok_0123abcd", "prefix"), "tok_0123abcd");
  EXPECT_THAT(engine.Explain("tok_0123ab").near_misses, IsEmpty()) << "not its shape";
}

TEST(NearMisses, JsonNumbers) {
  std::vector<Rule> rules = {Digits("r", 6)};
  rules[0].numbers = false;
  Engine engine(Format::kJson, {"all"}, 0.5f, &rules);
  EXPECT_EQ(engine.Miss(R"({"n": 345678})", "r").verdict, Verdict::kNumberNotAllowed);
  rules[0].numbers = true;
  Engine looks(Format::kJson, {"all"}, 0.5f, &rules);
  EXPECT_EQ(looks.Miss(R"({"n": 345678.25})", "r").verdict, Verdict::kPartOfNumber);
  EXPECT_THAT(looks.Explain(R"({"n": 345678})").near_misses, IsEmpty());
}

TEST(NearMisses, AChecksumOfAFile) {
  std::vector<Rule> rules = {Digits("r", 32)};
  rules[0].pack = "secrets";
  Engine engine(Format::kText, {"all"}, 0.5f, &rules);
  EXPECT_EQ(engine.Miss("12345678901234567890123456789012  zoom.tgz", "r").verdict,
            Verdict::kFileChecksum);
}

TEST(NearMisses, NoughtsAreNone) {
  const std::vector<Rule> rules = {Digits("r", 6)};
  Engine engine(Format::kText, {"all"}, 0.99f, &rules);
  EXPECT_EQ(engine.Miss("at 000001", "r").verdict, Verdict::kLowScore);
  EXPECT_THAT(engine.Explain("at 000000").near_misses, IsEmpty());
}

TEST(NearMisses, AScoreBelowWhatWasAskedFor) {
  std::vector<Rule> rules = {Digits("r", 6)};
  rules[0].score = 0.4f;
  Engine engine(Format::kText, {"all"}, 0.5f, &rules);
  EXPECT_EQ(engine.Miss("at 345678", "r").verdict, Verdict::kLowScore);
}

TEST(NearMisses, WhatIsRefusedTwiceWasNotNear) {
  // Needs context and has none, and its check fails.
  for (const Sighting& miss : Builtin().Explain("number 000228726 again").near_misses) {
    EXPECT_NE(Builtin().RuleOf(miss.rule).id, "us_ssn_undivided");
  }
}

TEST(NearMisses, WhatIsFoundIsNotNearlyFound) {
  const Explanation& explanation = Builtin().Explain("card 4111 1111 1111 1111");
  for (const Sighting& miss : explanation.near_misses) {
    EXPECT_NE(Builtin().RuleOf(miss.rule).entity, "CREDIT_CARD");
  }
}

TEST(NearMisses, AreBoundedAndTheRestIsCounted) {
  const std::string text = "card 4111 1111 1111 1112, number 536228726 and 111000025";
  const Explanation all = Builtin().Explain(text);
  ASSERT_GT(all.near_misses.size(), 5u);
  EXPECT_EQ(all.more_near_misses, 0u);
  const Explanation few = Builtin().Explain(text, 3);
  ASSERT_EQ(few.near_misses.size(), 3u);
  EXPECT_EQ(few.more_near_misses, all.near_misses.size() - 3);
  EXPECT_EQ(Builtin().RuleOf(few.near_misses[0].rule).id, "credit_card_visa");
  for (size_t i = 0; i < 3; ++i) EXPECT_EQ(few.near_misses[i].text, all.near_misses[i].text);
  // One place does not hide the others.
  EXPECT_NE(few.near_misses[1].text, few.near_misses[2].text);
  EXPECT_EQ(Builtin().Explain(text, 0).near_misses.size(), 0u);
}

// --- explaining changes nothing

// Texts of all rules' examples, broken, joined, cut and mixed with each other.
class Pile {
 public:
  Pile() {
    for (const Rule& rule : *LoadBuiltinRules()) {
      for (const RuleExample& example : rule.matches) texts_.push_back(example.text);
      for (const RuleExample& example : rule.rejects) texts_.push_back(example.text);
    }
  }
  const std::vector<std::string>& texts() const { return texts_; }
  std::string Mixed(std::mt19937& random) const {
    std::string mixed;
    for (size_t i = random() % 6 + 1; i-- > 0;) {
      std::string text = texts_[random() % texts_.size()];
      for (size_t change = random() % 3; change-- > 0 && !text.empty();) {
        text[random() % text.size()] = "0123456789 abcxyz-.:"[random() % 20];
      }
      constexpr const char* kJoints[] = {" ", "\n", ", ", "", "; id: ", "／", "\"", "\t"};
      mixed += text + kJoints[random() % 8];
    }
    return mixed;
  }

 private:
  std::vector<std::string> texts_;
};

void ExpectSame(Engine& engine, const std::string& text) {
  const std::vector<Finding> inspected = engine.Inspect(text);
  const std::string code = engine.code();
  const Explanation& explained = engine.Explain(text, 3);
  ASSERT_EQ(code, engine.code()) << text;
  ASSERT_EQ(inspected.size(), explained.findings.size()) << text;
  for (size_t i = 0; i < inspected.size(); ++i) {
    const Explanation::Named& named = explained.findings[i];
    EXPECT_EQ(inspected[i].text, named.finding.text) << text;
    EXPECT_EQ(inspected[i].rule, named.finding.rule) << text;
    EXPECT_EQ(inspected[i].score, named.finding.score) << text;
    // What is said is of this finding.
    EXPECT_EQ(named.sighting.verdict, Verdict::kFound) << text;
    EXPECT_EQ(named.sighting.rule, named.finding.rule) << text;
    EXPECT_FLOAT_EQ(named.sighting.score, named.finding.score) << text;
    EXPECT_TRUE(named.finding.text.Contains(named.sighting.text)) << text;
    EXPECT_FALSE(named.sighting.shape.kind.empty()) << text;
  }
  for (const Sighting& miss : explained.near_misses) {
    EXPECT_NE(miss.verdict, Verdict::kFound) << text;
    EXPECT_NE(miss.verdict, Verdict::kNothing) << text;
    EXPECT_LE(miss.text.end, text.size()) << text;
    EXPECT_GT(Strength(miss), 0) << text;
  }
}

TEST(Explain, FindsWhatIsFoundWithoutIt) {
  const Pile pile;
  Engine weak(Format::kText, {"all"}, 0);
  for (const std::string& text : pile.texts()) {
    ExpectSame(Builtin(), text);
    if (text.starts_with("{")) ExpectSame(Json(), text);
  }
  const unsigned seed = 20261121;
  std::mt19937 random(seed);
  for (int i = 0; i < 1000; ++i) {
    const std::string text = pile.Mixed(random);
    ExpectSame(Builtin(), text);
    if (i % 10 == 0) ExpectSame(weak, text);
    if (HasFatalFailure()) FAIL() << "seed " << seed << ", text " << i;
  }
}

TEST(Explain, SpendsWhatAScanSpends) {
  // Near the end of a budget, both fail or none does.
  const std::string digits = "12.345678901 4111-1111-1111-1112 ";
  for (const size_t count : {1000, 6000}) {
    std::string text;
    for (size_t i = 0; i < count; ++i) text += digits;
    ExpectSame(Builtin(), text);
  }
  ExpectSame(Builtin(), "");
}

}  // namespace
}  // namespace aegis
