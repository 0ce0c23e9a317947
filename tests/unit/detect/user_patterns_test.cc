#include "src/detect/user_patterns.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "tests/unit/detect/detect_testing.h"

namespace aegis {
namespace {

using detect::Dictionary;
using detect_testing::Bench;
using detect_testing::Found;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

Rule RegexRule(std::string id, std::string pattern, bool any_case = false) {
  Rule rule;
  rule.id = std::move(id);
  rule.entity = "USER";
  rule.pack = "pii";
  rule.shapes.emplace_back(RegexShape{std::move(pattern), any_case});
  return rule;
}

Rule WordsRule(std::string id, std::vector<std::string> words, bool exact = false) {
  Rule rule;
  rule.id = std::move(id);
  rule.entity = "USER";
  rule.pack = "pii";
  rule.shapes.emplace_back(DictionaryShape{std::move(words), nullptr, exact});
  return rule;
}

std::vector<std::string> Texts(const std::vector<Found>& all) {
  std::vector<std::string> texts;
  for (const Found& found : all) texts.push_back(found.text);
  return texts;
}

TEST(UserRegexTest, IsAskedFieldByField) {
  Bench bench({{RegexRule("whole", "^[a-z]+-[0-9]+$"), RegexRule("inside", "[^ ]+x[^ ]+")}});
  ASSERT_TRUE(bench.ok());
  EXPECT_THAT(Texts(bench.Find(R"({"a":"ab-12","b":"ab-12 ","c":["cd-3"]})", Format::kJson)),
              ElementsAre("ab-12", "cd-3"));
  // A class that takes quotes and commas does not take two fields for one.
  EXPECT_THAT(Texts(bench.Find(R"({"k":"1x2","l":"3x4"})", Format::kJson)),
              ElementsAre("1x2", "3x4"));
}

TEST(UserRegexTest, SeesWhatOtherRulesSee) {
  Bench bench({{RegexRule("emp", R"(\bEMP-\d{6}\b)"), RegexRule("number", R"(\b7\d{7}\b)")}});
  ASSERT_TRUE(bench.ok());
  EXPECT_THAT(Texts(bench.Find("id ＥＭＰ-１２３４５６.")), ElementsAre("ＥＭＰ-１２３４５６"));
  EXPECT_THAT(Texts(bench.Find(R"({"t":"\u0045MP-123456"})", Format::kJson)),
              ElementsAre("EMP-123456"));
  // Base64 of "is EMP-123456 here".
  EXPECT_THAT(Texts(bench.Find("data: aXMgRU1QLTEyMzQ1NiBoZXJl.")),
              ElementsAre("aXMgRU1QLTEyMzQ1NiBoZXJl"));
  EXPECT_THAT(Texts(bench.Find(R"({"n":71234567,"m":712345678})", Format::kJson)),
              ElementsAre("71234567"));
}

TEST(UserRegexTest, IsConfirmedAsOtherRulesAre) {
  Rule rule = RegexRule("card", R"(\b\d{4}(?:-\d{4}){3}\b)");
  rule.validator = "luhn";
  rule.context_against = {"order"};
  Rule weak = RegexRule("weak", R"(\b[A-Z]\d{3}\b)");
  weak.by_default = RuleDefault::kContext;
  weak.context = {"locker"};
  Bench bench({{rule, weak}});
  ASSERT_TRUE(bench.ok());
  EXPECT_THAT(Texts(bench.Find("locker: A123")), ElementsAre("A123"));
  EXPECT_THAT(bench.Find("building A123"), IsEmpty());
  EXPECT_EQ(bench.Find("building A123", Format::kText, {}, 0.0f).size(), 1u);
  EXPECT_EQ(Texts(bench.Find(R"({"locker":"A123"})", Format::kJson)).size(), 1u);
}

// The same without the library that filters.
TEST(UserRegexTest, FindsTheSameWithAndWithoutAFilter) {
  const char* const kPatterns[] = {R"(\bEMP-\d{3}\b)", R"([a-c]+x?)",      R"(^[a-z ]+$)",
                                   R"(a{2,40}b)",      R"((?<value>b+)c)", R"(\w+@\w+)"};
  class Collect final : public detect::UserPatternSource {
   public:
    explicit Collect(std::string_view text) {
      place_.text = {3, static_cast<uint32_t>(text.size()) - 3};
    }
    const Place* PlaceAt(uint32_t offset) override {
      return place_.text.begin <= offset && offset < place_.text.end ? &place_ : nullptr;
    }
    void Found(RuleIndex rule, Span value) override {
      all.emplace_back(rule, value.begin, value.end);
    }
    std::vector<std::tuple<RuleIndex, uint32_t, uint32_t>> all;

   private:
    Place place_;
  };
  std::mt19937 random(7);
  const auto make = [&](detect::UserPatterns::Filter filter) {
    auto users = std::make_unique<detect::UserPatterns>();
    RuleIndex rule = 0;
    for (const char* pattern : kPatterns) {
      EXPECT_TRUE(users->Add(RegexShape{pattern, false}, rule++));
    }
    EXPECT_TRUE(users->Finish(filter));
    return users;
  };
  const auto with = make(detect::UserPatterns::Filter::kWhereBuilt);
  const auto without = make(detect::UserPatterns::Filter::kNever);
  auto with_scratch = with->NewScratch();
  auto without_scratch = without->NewScratch();
  ASSERT_TRUE(with_scratch && without_scratch);
  size_t found = 0;
  for (int round = 0; round < 500; ++round) {
    std::string text;
    constexpr std::string_view kBytes = "aabbcx@ -EMP123";
    for (int i = 0; i < 120; ++i) text += kBytes[random() % kBytes.size()];
    text.insert(random() % 100, "EMP-123");
    Collect one(text);
    Collect other(text);
    detect::UserBudget budget;
    ASSERT_TRUE(with->Find(text, one, budget, **with_scratch));
    detect::UserBudget other_budget;
    ASSERT_TRUE(without->Find(text, other, other_budget, **without_scratch));
    std::sort(one.all.begin(), one.all.end());
    std::sort(other.all.begin(), other.all.end());
    ASSERT_EQ(one.all, other.all) << text;
    found += one.all.size();
  }
  EXPECT_GT(found, 1000u);
}

TEST(UserBudgetTest, WorkThatIsSpentQuarantinesTheSameEachTime) {
  // After each `a`, all that follows is read in the hope of a `b`.
  Bench bench({{RegexRule("far", "a(?:[^b]*b)?")}});
  ASSERT_TRUE(bench.ok());
  const std::string worst(8'000, 'a');
  for (int i = 0; i < 2; ++i) {
    const auto scanned = bench.Scan(worst, Format::kText);
    ASSERT_FALSE(scanned);
    EXPECT_EQ(scanned.error().code, RecordErrorCode::kUserRulesExhausted);
  }
  // The bound is of the record's size: where it lies is the same with every run.
  size_t passes = 0;
  size_t fails = worst.size();
  while (fails - passes > 1) {
    const size_t middle = (passes + fails) / 2;
    (bench.Scan(worst.substr(0, middle), Format::kText) ? passes : fails) = middle;
  }
  EXPECT_GT(passes, 100u);
  EXPECT_TRUE(bench.Scan(worst.substr(0, passes), Format::kText));
  EXPECT_FALSE(bench.Scan(worst.substr(0, fails), Format::kText));
}

TEST(UserBudgetTest, CallbacksAreBounded) {
  std::vector<Rule> rules;
  for (int i = 0; i < 40; ++i) {
    rules.push_back(RegexRule("r" + std::to_string(i), "[a-z]{" + std::to_string(2 + i) + "}x?"));
  }
  Bench bench(rules);
  ASSERT_TRUE(bench.ok());
  const auto scanned = bench.Scan(std::string(20'000, 'q'), Format::kText);
  ASSERT_FALSE(scanned);
  EXPECT_EQ(scanned.error().code, RecordErrorCode::kUserRulesExhausted);
  EXPECT_TRUE(bench.Scan(std::string(20'000, '-'), Format::kText));
}

TEST(UserBudgetTest, OrdinaryPagesPass) {
  std::vector<Rule> rules;
  for (int i = 0; i < 100; ++i) {
    rules.push_back(RegexRule("r" + std::to_string(i),
                              R"(\b[A-Z]{3}-\d{4}-)" + std::to_string(i) + R"(\d*\b)"));
  }
  rules.push_back(RegexRule("mail", R"([\w.]{1,64}@corp\.example)"));
  Bench bench(rules);
  ASSERT_TRUE(bench.ok());
  std::string page;
  for (int i = 0; i < 500; ++i) {
    page += "ticket ABC-1234-" + std::to_string(i % 100) + " of first.last@corp.example\n";
  }
  const auto scanned = bench.Scan(page, Format::kText);
  ASSERT_TRUE(scanned);
  EXPECT_GE(scanned->size(), 1000u);
}

TEST(UserBudgetTest, AnEntryOfManyRulesIsPaidFor) {
  constexpr int kRules = 3000;
  Dictionary dictionary(false);
  for (int i = 0; i < kRules; ++i) {
    ASSERT_TRUE(dictionary.Add("zeus", static_cast<RuleIndex>(i)));
    ASSERT_TRUE(dictionary.Add("hera", static_cast<RuleIndex>(i)));
  }
  dictionary.Finish();
  EXPECT_LT(dictionary.bytes(), size_t{32} << 20);
  Dictionary::Scratch scratch;
  size_t steps = 1'000'000;
  size_t found = 0;
  const auto count = [&](RuleIndex, Span) { ++found; };
  EXPECT_TRUE(dictionary.Find("zeus", steps, scratch, count));
  EXPECT_EQ(found, size_t{kRules});
  // Each of them was compared with those before it.
  EXPECT_LT(steps, 1'000'000u - kRules * 50);
  std::string text;
  for (int i = 0; i < 20; ++i) text += "zeus hera ";
  EXPECT_FALSE(dictionary.Find(text, steps, scratch, count));
}

TEST(UserPatternsTest, RulesThatAskAboutOneCandidateAreBounded) {
  DigitShape nine;
  nine.lengths = {9};
  std::vector<Rule> rules;
  for (int i = 0; i < 1001; ++i) {
    rules.push_back(RegexRule("r" + std::to_string(i), "x"));
    rules.back().shapes = {nine};
  }
  const auto compiled = Detector::Compile(rules);
  ASSERT_FALSE(compiled);
  EXPECT_THAT(compiled.error().message, HasSubstr("more than 1000 rules ask about the same"));
  rules.pop_back();
  EXPECT_TRUE(Detector::Compile(rules));
}

TEST(UserPatternsTest, RefusalsNameTheRule) {
  const Rule rule = RegexRule("bad", "a*");
  const auto compiled = Detector::Compile(std::span(&rule, 1));
  ASSERT_FALSE(compiled);
  EXPECT_THAT(compiled.error().message, HasSubstr("rule bad: regex: at byte 1: "));
}

// --- dictionaries

TEST(DictionaryTest, FoldsAndKeepsToWords) {
  Bench bench({{WordsRule("people", {"Ada Lovelace", "José Müller", "O'Brien", "山田太郎",
                                     "Acme Inc.", "AT&T", "Zeus"})}});
  ASSERT_TRUE(bench.ok());
  EXPECT_THAT(Texts(bench.Find("ADA  LOVELACE, ada-lovelace; Ada_Lovelace\nada\nlovelace")),
              ElementsAre("ADA  LOVELACE", "ada-lovelace", "Ada_Lovelace", "ada\nlovelace"));
  EXPECT_THAT(Texts(bench.Find("jose muller, JOSÉ MÜLLER, Ｊｏｓé Müller")),
              ElementsAre("jose muller", "JOSÉ MÜLLER", "Ｊｏｓé Müller"));
  EXPECT_THAT(Texts(bench.Find("O’Brien o'brien")), ElementsAre("O’Brien", "o'brien"));
  EXPECT_THAT(bench.Find("Ada, Lovelace. Ada. Lovelacex Adas Zeusx xZeus ATT OBrien"), IsEmpty());
  EXPECT_THAT(Texts(bench.Find("こちらは山田太郎さん")), ElementsAre("山田太郎"));
  EXPECT_THAT(Texts(bench.Find("at AT&T, Acme Inc.")), ElementsAre("AT&T", "Acme Inc"));
  EXPECT_THAT(
      Texts(bench.Find(R"({"first":"Ada","last":"Lovelace","zeus":"zeus!"})", Format::kJson)),
      ElementsAre("zeus", "zeus"));
}

TEST(DictionaryTest, ExactIsAsWritten) {
  Bench bench({{WordsRule("codes", {"OPS", "Zoë"}, true), WordsRule("any", {"Zoe"})}});
  ASSERT_TRUE(bench.ok());
  EXPECT_THAT(Texts(bench.Find("OPS ops Ops")), ElementsAre("OPS"));
  const std::vector<Found> found = bench.Find("zoe Zoë");
  std::vector<std::string> rules;
  for (const Found& one : found) rules.push_back(one.rule + " " + one.text);
  EXPECT_THAT(rules, UnorderedElementsAre("any zoe", "codes Zoë", "any Zoë"));
}

TEST(DictionaryTest, TheLongestEntryOfEachRuleCounts) {
  Bench bench({{WordsRule("a", {"New York", "New York City"}), WordsRule("b", {"New York"})}});
  ASSERT_TRUE(bench.ok());
  std::vector<std::string> rules;
  for (const Found& one : bench.Find("in New York City"))
    rules.push_back(one.rule + " " + one.text);
  EXPECT_THAT(rules, UnorderedElementsAre("a New York City", "b New York"));
}

TEST(DictionaryTest, ReadsAFileOfLines) {
  Rule rule;
  rule.id = "file";
  rule.entity = "USER";
  rule.pack = "pii";
  rule.shapes.emplace_back(
      DictionaryShape{{},
                      std::make_shared<const std::string>(
                          "\xef\xbb\xbf# people\r\nAda Lovelace\r\n\r\n  Grace Hopper  \nlast one"),
                      false});
  Bench bench({{rule}});
  ASSERT_TRUE(bench.ok());
  EXPECT_THAT(Texts(bench.Find("grace hopper, ada lovelace, last one, people")),
              ElementsAre("grace hopper", "ada lovelace", "last one"));
  std::get<DictionaryShape>(rule.shapes[0]).text =
      std::make_shared<const std::string>("Ada\n\n-\n");
  const auto compiled = Detector::Compile(std::span(&rule, 1));
  ASSERT_FALSE(compiled);
  EXPECT_THAT(compiled.error().message, HasSubstr("line 3 of the file"));
}

// Words of two to four syllables, none of them in a dictionary of any language.
std::string MadeUpWord(std::mt19937& random) {
  constexpr std::string_view kFirst = "bdfgklmnprstvz";
  constexpr std::string_view kSecond = "aeiou";
  std::string word;
  const size_t syllables = 2 + random() % 3;
  for (size_t i = 0; i < syllables; ++i) {
    word += kFirst[random() % kFirst.size()];
    word += kSecond[random() % kSecond.size()];
  }
  return word;
}

TEST(DictionaryTest, TwoHundredThousandEntriesCostATextNoMore) {
  std::mt19937 random(3);
  Dictionary large(false);
  std::vector<std::string> entries;
  for (int i = 0; i < 200'000; ++i) {
    entries.push_back(MadeUpWord(random) + " " + MadeUpWord(random));
  }
  const auto begin = std::chrono::steady_clock::now();
  for (const std::string& entry : entries) ASSERT_TRUE(large.Add(entry, 0));
  large.Finish();
  const auto built = std::chrono::steady_clock::now();
  // 200,000 phrases of two words.
  EXPECT_LT(large.bytes(), size_t{24} << 20);

  std::string text;
  for (int i = 0; i < 20'000; ++i) {
    text += i % 100 == 0 ? entries[static_cast<size_t>(i)] : MadeUpWord(random);
    text += ' ';
  }
  Dictionary::Scratch scratch;
  size_t steps = 1'000'000'000;
  const size_t had = steps;
  size_t found = 0;
  const auto from = std::chrono::steady_clock::now();
  ASSERT_TRUE(large.Find(text, steps, scratch, [&](RuleIndex, Span) { ++found; }));
  const auto to = std::chrono::steady_clock::now();
  EXPECT_GE(found, 200u);
  // A step a word, and few more.
  EXPECT_LT(had - steps, 45'000u);
  if (std::getenv("AEGIS_MEASURE") != nullptr) {
    using Milliseconds = std::chrono::duration<double, std::milli>;
    std::printf("built in %.1f ms, %.1f MB; scanned %zu bytes in %.2f ms, %.0f MB/s\n",
                Milliseconds(built - begin).count(), static_cast<double>(large.bytes()) / 1e6,
                text.size(), Milliseconds(to - from).count(),
                static_cast<double>(text.size()) / 1e3 / Milliseconds(to - from).count());
  }
}

TEST(DictionaryTest, RowsOfWordsAreBounded) {
  std::string entry = "la";
  for (int i = 0; i < 80; ++i) entry += " la";
  Bench bench({{WordsRule("song", {entry})}});
  ASSERT_TRUE(bench.ok());
  std::string text;
  for (int i = 0; i < 50'000; ++i) text += "la ";
  text += "x";
  // Eighty words are looked up from each: within what a byte may cost.
  EXPECT_TRUE(bench.Scan(text, Format::kText));
}

}  // namespace
}  // namespace aegis
