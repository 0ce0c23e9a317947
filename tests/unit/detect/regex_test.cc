#include "src/detect/regex.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "src/base/limits.h"
#include "src/detect/pattern_filter.h"

namespace aegis::detect {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr size_t kPlenty = 1'000'000'000;

std::vector<Span> SpansIn(const Regex& regex, std::string_view text) {
  Regex::Scratch scratch;
  std::vector<Span> spans;
  size_t steps = kPlenty;
  const Span field{0, static_cast<uint32_t>(text.size())};
  for (uint32_t from = 0; from < text.size();) {
    Span match;
    Span value;
    if (regex.Search(text, field, from, field.end - 1, steps, scratch, match, value) !=
        Regex::Outcome::kMatch) {
      break;
    }
    spans.push_back(value);
    from = match.end;
  }
  return spans;
}

std::vector<std::string> Find(std::string_view pattern, std::string_view text,
                              bool any_case = false) {
  const auto regex = Regex::Parse(pattern, any_case);
  EXPECT_TRUE(regex) << pattern << ": " << (regex ? "" : regex.error().message);
  std::vector<std::string> found;
  if (!regex) return found;
  for (const Span& span : SpansIn(*regex, text)) found.emplace_back(span.In(text));
  return found;
}

TEST(RegexTest, FindsTheLongestOfThoseThatBeginFirst) {
  EXPECT_THAT(Find("EMP-[0-9]{6}", "EMP-123456, EMP-12345, XEMP-654321"),
              ElementsAre("EMP-123456", "EMP-654321"));
  EXPECT_THAT(Find("a|ab|abc", "abcd ab a"), ElementsAre("abc", "ab", "a"));
  EXPECT_THAT(Find("[0-9]{2,4}", "1234567"), ElementsAre("1234", "567"));
  EXPECT_THAT(Find("x[a-c]*y?", "xabcy xy x"), ElementsAre("xabcy", "xy", "x"));
  EXPECT_THAT(Find("a(?:[^b]*b)?", "a--b a"), ElementsAre("a--b", "a"));
  EXPECT_THAT(Find("colou?r", "color colour colouur"), ElementsAre("color", "colour"));
}

TEST(RegexTest, ReadsTheUsualSyntax) {
  EXPECT_THAT(Find(R"(\d+\.\d{2})", "1.5 12.50 7"), ElementsAre("12.50"));
  EXPECT_THAT(Find(R"([[:upper:]]{2}[\d_-]+)", "AB1_2-3 ab1"), ElementsAre("AB1_2-3"));
  EXPECT_THAT(Find(R"([^\s,]+@corp)", "a,b@corp"), ElementsAre("b@corp"));
  EXPECT_THAT(Find(R"(\x41\u0042\x{43}\t)", "ABC\t"), ElementsAre("ABC\t"));
  EXPECT_THAT(Find(R"([]a-]+)", "x]-a"), ElementsAre("]-a"));
  EXPECT_THAT(Find("(?i:straße)x", "STRAßEx straßeX"), ElementsAre("STRAßEx"));
  EXPECT_THAT(Find("(?i)grün", "GRÜN"), ElementsAre("GRÜN"));
  EXPECT_THAT(Find("имя", "ИМЯ", true), ElementsAre("ИМЯ"));
  EXPECT_THAT(Find("a.c", "a\nc a€c"), ElementsAre("a€c"));
  EXPECT_THAT(Find("(?s)a.c", "a\nc"), ElementsAre("a\nc"));
  EXPECT_THAT(Find("[à-ÿ]+", "cafés naïf"), ElementsAre("é", "ï"));
  EXPECT_THAT(Find("[一-龥]{2,3}", "由山田太郎x"), ElementsAre("由山田", "太郎"));
  EXPECT_THAT(Find("[^a]", "aéa"), ElementsAre("é"));
  EXPECT_THAT(Find(R"(\{\d\})", "{1}"), ElementsAre("{1}"));
}

TEST(RegexTest, AnchorsAreOfTheFieldAndOfWords) {
  EXPECT_THAT(Find(R"(^\d+$)", "123"), ElementsAre("123"));
  EXPECT_THAT(Find(R"(^\d+$)", "123\n4"), IsEmpty());
  EXPECT_THAT(Find(R"((?m)^\d+$)", "123\n4\nx5"), ElementsAre("123", "4"));
  EXPECT_THAT(Find(R"(\b\d{3}\b)", "123 1234 a123 (456)"), ElementsAre("123", "456"));
  EXPECT_THAT(Find(R"(\bcafé\b)", "café, cafés écafé"), ElementsAre("café"));
  EXPECT_THAT(Find(R"(\Bx)", "x ax"), ElementsAre("x"));
  EXPECT_THAT(Find(R"(EMP\d+\b)", "EMP12—next"), ElementsAre("EMP12"));
  // What stands beside the field is not looked at.
  const auto regex = Regex::Parse(R"(\b1\b)", false);
  ASSERT_TRUE(regex);
  Regex::Scratch scratch;
  Span match;
  Span value;
  size_t steps = kPlenty;
  EXPECT_EQ(regex->Search("a1b", {1, 2}, 1, 1, steps, scratch, match, value),
            Regex::Outcome::kMatch);
}

TEST(RegexTest, TheFindingMayBeAPart) {
  EXPECT_THAT(Find(R"(badge[: #]+(?<value>\w*\d))", "badge: AB12x, badge #7"),
              ElementsAre("AB12", "7"));
  EXPECT_THAT(Find(R"((?P<value>\d+) euros)", "12 13 euros"), ElementsAre("13"));
  // The part begins as early as may be, and ends as late.
  EXPECT_THAT(Find(R"(a*(?<value>a+)a*b)", "aaab"), ElementsAre("aaa"));
  // A way without the part is found as a whole.
  EXPECT_THAT(Find(R"(id=(?<value>\d)|none)", "id=4 none"), ElementsAre("4", "none"));
  EXPECT_THAT(Find(R"((?<year>\d{4})-\d\d)", "2024-05"), ElementsAre("2024-05"));
}

struct Refused {
  const char* pattern;
  size_t at;
  const char* message;
};

void PrintTo(const Refused& refused, std::ostream* out) { *out << refused.pattern; }

class RegexRefuses : public testing::TestWithParam<Refused> {};

TEST_P(RegexRefuses, AndSaysWhereAndWhatInstead) {
  const auto regex = Regex::Parse(GetParam().pattern, false);
  ASSERT_FALSE(regex);
  EXPECT_EQ(regex.error().at, GetParam().at);
  EXPECT_THAT(regex.error().message, HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Patterns, RegexRefuses,
    testing::Values(
        // The empty text.
        Refused{"", 0, "empty text"}, Refused{"a*", 0, "`+` for `*`"},
        Refused{R"(\b)", 0, "empty text"}, Refused{"^$", 0, "empty text"},
        Refused{"(a|b?)", 0, "empty text"}, Refused{"a{0,3}", 0, "{1,n} for {0,n}"},
        // Look-arounds and back-references.
        Refused{"(?<=id )\\d+", 0, "(?<value>"}, Refused{"\\d+(?= kg)", 3, "(?<value>"},
        Refused{"a(?!b)", 1, "[^0-9]"}, Refused{"(?<!a)b", 0, "[^0-9]"},
        Refused{R"((\w)\1)", 4, "back-reference"},
        Refused{R"((?P<a>x)(?P=a))", 8, "back-reference"},
        Refused{R"((?<q>x)\k<q>)", 7, "back-reference"},
        // What costs too much.
        Refused{"(a+)+$", 4, "ways multiply"}, Refused{"(a*)*b", 4, "ways multiply"},
        Refused{R"((\w+\s?)*x)", 8, "ways multiply"}, Refused{"(a|a)+b", 5, "ways multiply"},
        Refused{R"((\w|\d)+-)", 7, "ways multiply"}, Refused{"(a|aa)+b", 6, "ways multiply"},
        Refused{R"((?:[a-z]+)*@)", 10, "ways multiply"},
        Refused{"(a{1,100}){1,200}", 0, "counts in it multiply"},
        Refused{"xa{1000000}", 2, "a count is at most 10000"},
        Refused{"a{1000000,}", 1, "a count is at most 10000"},
        // Nothing, however often, is nothing: it would be gone through a hundred million times.
        Refused{"a(?:(?:){9999}){9999}", 8, "matches no character"},
        Refused{"a(?:^|$){9999}", 8, "matches no character"},
        Refused{"a(?:^)*", 6, "matches no character"},
        Refused{"((a{100}){100}){100}", 0, "counts in it multiply"},
        Refused{R"([a-z ]{1,200}@x)", 0, "ways open"}, Refused{".{0,300}END", 0, "ways open"},
        Refused{R"(\w(\w|-){1,150}\.)", 0, "ways open"},
        // Mistakes.
        Refused{"a[b", 1, "not closed"}, Refused{"(a", 0, "not closed"},
        Refused{"a)", 1, "closes nothing"}, Refused{"*a", 0, "repeats nothing"},
        Refused{"a**", 2, "repeats what is a repetition"}, Refused{"a+?", 2, "longest"},
        Refused{"a++", 2, "repeats what is a repetition"}, Refused{"a{3,1}", 1, "below the least"},
        Refused{"a{x}", 1, "{n}, {n,} or {n,m}"}, Refused{"[z-a]", 1, "range"},
        Refused{R"(\p{L}+)", 0, "[A-Za-z"}, Refused{R"(a\K)", 1, "(?<value>"},
        Refused{R"(a\)", 1, "stands at the end"}, Refused{R"(\y)", 0, "not supported"},
        Refused{R"(\xZZ)", 0, "expected a character"}, Refused{"(?x)a", 2, "flag `x`"},
        Refused{"(?>a)", 0, "not supported"}, Refused{"[[:nope:]]", 1, "no such class"},
        Refused{"(?<value>a)(?<value>b)", 11, "second"},
        Refused{"((?<value>a)b)+", 1, "repetition"}, Refused{"a(?<value>b?)", 1, "may be empty"},
        Refused{"a\xff", 1, "UTF-8"}));

TEST(RegexTest, TakesWhatCostsLittle) {
  for (const char* pattern :
       {R"([\w.+-]{1,64}@[\w-]{1,63}\.example)", R"((?:[a-z0-9]+-)+corp)", R"(.*secret.*)",
        R"(EMP-[A-Z]{1,500}-\d+)", R"((?:foo|bar|baz)+)", R"(\b(?:\d{4}[ -]?){3}\d{4}\b)",
        R"([^"]+"x)", R"((?:ab|cd)*ef)", R"(\w{1,64}@x)"}) {
    const auto regex = Regex::Parse(pattern, false);
    EXPECT_TRUE(regex) << pattern << ": " << (regex ? "" : regex.error().message);
  }
}

// --- against an oracle that is slow and plain

// A pattern as a tree of the test's own.
struct Tree {
  enum Kind { kClass, kSequence, kEither, kRepeat, kEdge } kind = kClass;
  std::string members;  // kClass
  std::vector<Tree> children;
  int least = 0;
  int most = 0;  // -1: no end
};

Tree RandomTree(std::mt19937& random, int depth) {
  const auto draw = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  Tree tree;
  const int kind = depth == 0 ? 0 : draw(6);
  if (kind <= 1) {
    constexpr const char* kClasses[] = {"a", "b", "ab", "c", "bc", "é", "aé"};
    tree.members = kClasses[draw(7)];
    return tree;
  }
  if (kind == 5) {
    tree.kind = Tree::kEdge;
    return tree;
  }
  tree.kind = kind == 2 ? Tree::kSequence : kind == 3 ? Tree::kEither : Tree::kRepeat;
  const int count = tree.kind == Tree::kRepeat ? 1 : 2 + draw(2);
  for (int i = 0; i < count; ++i) tree.children.push_back(RandomTree(random, depth - 1));
  tree.least = draw(3);
  tree.most = draw(4) == 0 ? -1 : std::max(1, tree.least + draw(3));
  if (tree.children.front().kind == Tree::kEdge) tree.most = tree.least = 1;
  return tree;
}

std::string Written(const Tree& tree) {
  std::string out;
  switch (tree.kind) {
    case Tree::kClass:
      return "[" + tree.members + "]";
    case Tree::kEdge:
      return "\\b";
    case Tree::kSequence:
      for (const Tree& child : tree.children) out += Written(child);
      return "(?:" + out + ")";
    case Tree::kEither:
      for (const Tree& child : tree.children) out += (out.empty() ? "" : "|") + Written(child);
      return "(?:" + out + ")";
    case Tree::kRepeat:
      out = "(?:" + Written(tree.children.front()) + ")";
      if (tree.children.front().kind == Tree::kEdge) return out;
      return out + "{" + std::to_string(tree.least) + "," +
             (tree.most < 0 ? "" : std::to_string(tree.most)) + "}";
  }
  return out;
}

bool IsWord(std::string_view text, size_t at) { return at < text.size() && text[at] != ' '; }

// Where matches that begin at one of `begins` may end.
std::set<size_t> Ends(const Tree& tree, std::string_view text, const std::set<size_t>& begins) {
  std::set<size_t> ends;
  switch (tree.kind) {
    case Tree::kClass:
      for (size_t begin : begins) {
        for (std::string_view one : {"a", "b", "c", "é"}) {
          if (tree.members.find(one) != std::string::npos && text.substr(begin).starts_with(one)) {
            ends.insert(begin + one.size());
          }
        }
      }
      return ends;
    case Tree::kEdge:
      for (size_t at : begins) {
        if ((at > 0 && IsWord(text, at - 1)) != IsWord(text, at)) ends.insert(at);
      }
      return ends;
    case Tree::kSequence: {
      ends = begins;
      for (const Tree& child : tree.children) ends = Ends(child, text, ends);
      return ends;
    }
    case Tree::kEither:
      for (const Tree& child : tree.children) ends.merge(Ends(child, text, begins));
      return ends;
    case Tree::kRepeat:
      break;
  }
  std::set<size_t> now = begins;
  if (tree.least == 0) ends = begins;
  const int most = tree.most < 0 ? static_cast<int>(text.size()) + 1 : tree.most;
  for (int i = 1; i <= most; ++i) {
    now = Ends(tree.children.front(), text, now);
    if (i >= tree.least) ends.insert(now.begin(), now.end());
  }
  return ends;
}

TEST(RegexTest, FindsWhatAnOracleFinds) {
  std::mt19937 random(20240521);
  int taken = 0;
  for (int round = 0; round < 3000; ++round) {
    const Tree tree = RandomTree(random, 3);
    const std::string pattern = Written(tree);
    const auto regex = Regex::Parse(pattern, false);
    if (!regex) continue;
    ++taken;
    std::string text;
    constexpr const char* kLetters[] = {"a", "b", "c", "é", " ", "a", "b"};
    for (int i = 0; i < 24; ++i) text += kLetters[random() % 7];

    std::vector<std::pair<uint32_t, uint32_t>> expected;
    std::set<size_t> all_ends;
    size_t from = 0;
    for (size_t begin = 0; begin < text.size(); ++begin) {
      std::set<size_t> ends = Ends(tree, text, {begin});
      ends.erase(begin);
      all_ends.insert(ends.begin(), ends.end());
      if (begin < from || ends.empty()) continue;
      from = *ends.rbegin();
      expected.emplace_back(begin, from);
    }
    std::vector<std::pair<uint32_t, uint32_t>> found;
    for (const Span& span : SpansIn(*regex, text)) found.emplace_back(span.begin, span.end);
    ASSERT_EQ(found, expected) << pattern << " in " << text;

    // The filter reports every end, and maybe more.
    const std::vector<std::string> filters = {regex->filter()};
    auto filter = MakePatternFilter(filters);
    ASSERT_TRUE(filter) << pattern;
    if (*filter == nullptr) continue;
    ASSERT_TRUE((*filter)->LooksFor(0)) << regex->filter();
    auto scratch = (*filter)->NewScratch();
    ASSERT_TRUE(scratch);
    size_t callbacks = kPlenty;
    ASSERT_EQ((*filter)->Find(text, callbacks, **scratch), PatternFilter::Outcome::kWhole);
    for (size_t end : all_ends) {
      const auto covers = [end](const EndRun& run) { return run.first <= end && end <= run.last; };
      ASSERT_TRUE(std::any_of((*scratch)->runs.begin(), (*scratch)->runs.end(), covers))
          << pattern << " as " << regex->filter() << " in " << text << " at " << end;
    }
    for (const auto& [begin, end] : expected) {
      const auto ends_near = [&, from_here = begin](const EndRun& run) {
        return run.last > from_here &&
               (run.first <= from_here || run.first - from_here <= regex->reach());
      };
      ASSERT_TRUE(std::any_of((*scratch)->runs.begin(), (*scratch)->runs.end(), ends_near))
          << pattern << " in " << text << " at " << begin << ", reach " << regex->reach();
    }
  }
  EXPECT_GT(taken, 1000);
}

// --- what it costs

// Steps that all searches of a text take together.
size_t StepsFor(std::string_view pattern, std::string_view text) {
  const auto regex = Regex::Parse(pattern, false);
  EXPECT_TRUE(regex) << pattern;
  if (!regex) return 0;
  Regex::Scratch scratch;
  size_t steps = kPlenty;
  const Span field{0, static_cast<uint32_t>(text.size())};
  for (uint32_t from = 0; from < text.size();) {
    Span match;
    Span value;
    if (regex->Search(text, field, from, field.end - 1, steps, scratch, match, value) !=
        Regex::Outcome::kMatch) {
      break;
    }
    from = match.end;
  }
  return kPlenty - steps;
}

TEST(RegexTest, WhatAByteMayCostIsBounded) {
  const std::string words(10'000, 'a');
  for (const char* pattern : {R"(\w{1,64}@x)", R"([\w.]{1,70}@x)", R"(a{50}b)", R"(\w+@x)",
                              R"((?:a|b){3,30}c)", R"(a?a?a?a?a?a?a?a?aaaaaaaab)"}) {
    const size_t steps = StepsFor(pattern, words);
    // Four steps for each way that is open, and some to begin with.
    EXPECT_LE(steps, (4 * limits::kMaxRegexThreads + 20) * words.size()) << pattern;
    // The same each time.
    EXPECT_EQ(steps, StepsFor(pattern, words)) << pattern;
  }
}

TEST(RegexTest, AnExhaustedSearchEndsAtOnce) {
  const auto regex = Regex::Parse("[ab]+c", false);
  ASSERT_TRUE(regex);
  Regex::Scratch scratch;
  Span match;
  Span value;
  const std::string text(1000, 'a');
  size_t steps = 100;
  EXPECT_EQ(regex->Search(text, {0, 1000}, 0, 999, steps, scratch, match, value),
            Regex::Outcome::kExhausted);
  EXPECT_EQ(steps, 0u);
}

}  // namespace
}  // namespace aegis::detect
