// Both backends against each other and against the plainest search.
#include "src/detect/literals.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <algorithm>
#include <random>

#include "src/detect/text_class.h"

namespace aegis::detect {
namespace {

std::vector<LiteralHit> Naive(std::string_view text, const std::vector<Literal>& literals) {
  std::vector<LiteralHit> hits;
  for (uint32_t i = 0; i < literals.size(); ++i) {
    const Literal& literal = literals[i];
    for (size_t at = 0; at + literal.text.size() <= text.size(); ++at) {
      bool equal = true;
      for (size_t k = 0; k < literal.text.size() && equal; ++k) {
        equal = literal.any_case ? ToLower(text[at + k]) == ToLower(literal.text[k])
                                 : text[at + k] == literal.text[k];
      }
      if (equal) hits.push_back({i, static_cast<uint32_t>(at + literal.text.size())});
    }
  }
  std::sort(hits.begin(), hits.end(), [](const LiteralHit& a, const LiteralHit& b) {
    return a.end != b.end ? a.end < b.end : a.literal < b.literal;
  });
  return hits;
}

class Literals : public testing::TestWithParam<LiteralBackend> {
 protected:
  void SetUp() override {
    if (!HasBackend(GetParam())) GTEST_SKIP() << BackendName(GetParam()) << " is not here";
  }
  static std::vector<LiteralHit> Find(std::string_view text, const std::vector<Literal>& literals) {
    auto matcher = MakeLiteralMatcher(literals, GetParam());
    EXPECT_TRUE(matcher) << (matcher ? "" : matcher.error().message);
    auto scratch = (*matcher)->NewScratch();
    EXPECT_TRUE((*matcher)->Find(text, 1'000'000, **scratch));
    return (*scratch)->hits;
  }
};

TEST_P(Literals, FindsOverlappingOnesAndBothCases) {
  const std::vector<Literal> literals = {{"ghp_"}, {"password", true}, {"word", true}, {"aa"}};
  EXPECT_EQ(Find("xghp_ GHP_ PassWord aaa", literals), Naive("xghp_ GHP_ PassWord aaa", literals));
}

TEST_P(Literals, FindsBytesBeyondAsciiExactly) {
  const std::vector<Literal> literals = {{"пароль"}, {"contraseña", true}, {"密码"}};
  EXPECT_EQ(Find("пароль CONTRASEñA 密码 Contraseña", literals),
            Naive("пароль CONTRASEñA 密码 Contraseña", literals));
}

TEST_P(Literals, WorksWithoutLiterals) { EXPECT_TRUE(Find("anything", {}).empty()); }

TEST_P(Literals, RefusesEmptyOnes) {
  const std::vector<Literal> literals = {{""}};
  EXPECT_FALSE(MakeLiteralMatcher(literals, GetParam()));
}

TEST_P(Literals, FailsAtTheBoundOfHitsInsteadOfCutting) {
  const std::vector<Literal> literals = {{"ab"}};
  auto matcher = MakeLiteralMatcher(literals, GetParam());
  ASSERT_TRUE(matcher);
  auto scratch = (*matcher)->NewScratch();
  EXPECT_TRUE((*matcher)->Find("ababab", 3, **scratch));
  EXPECT_FALSE((*matcher)->Find("abababab", 3, **scratch));
  EXPECT_TRUE((*matcher)->Find("ab", 3, **scratch)) << "a failed scan must not spoil the next one";
  EXPECT_EQ((*scratch)->hits.size(), 1u);
}

TEST_P(Literals, AgreesWithThePlainSearchOnRandomTexts) {
  const uint32_t seed = 4711;
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937 random(seed);
  const std::string alphabet = "abAB_-\xc3\xa9 ";
  for (int set = 0; set < 40; ++set) {
    std::vector<Literal> literals;
    for (size_t i = 0; i < 1 + random() % 30; ++i) {
      std::string text(1 + random() % 6, 'a');
      for (char& c : text) c = alphabet[random() % alphabet.size()];
      literals.push_back({text, random() % 2 == 0});
    }
    auto matcher = MakeLiteralMatcher(literals, GetParam());
    ASSERT_TRUE(matcher) << matcher.error().message;
    auto scratch = (*matcher)->NewScratch();
    for (int round = 0; round < 20; ++round) {
      std::string text(random() % 300, ' ');
      for (char& c : text) c = alphabet[random() % alphabet.size()];
      ASSERT_TRUE((*matcher)->Find(text, 1'000'000, **scratch));
      ASSERT_EQ((*scratch)->hits, Naive(text, literals)) << "set " << set << " round " << round;
    }
  }
}

// Many literals and texts of many blocks: every way through a filter is taken.
TEST_P(Literals, AgreesWithThePlainSearchOnManyLiterals) {
  const uint32_t seed = 4712;
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937 random(seed);
  const auto draw = [&](size_t size) {
    // Letters of few kinds, so that there are hits, and some of every other byte.
    std::string text(size, ' ');
    for (char& c : text) {
      c = random() % 8 == 0 ? static_cast<char>(random() & 0xff) : "eEtTaA _"[random() % 8];
    }
    return text;
  };
  std::vector<Literal> literals;
  for (size_t i = 0; i < 400; ++i) literals.push_back({draw(1 + random() % 12), random() % 2 == 0});
  literals.push_back({std::string(20, '\0')});
  literals.push_back({std::string(3, '\0')});
  auto matcher = MakeLiteralMatcher(literals, GetParam());
  ASSERT_TRUE(matcher) << matcher.error().message;
  auto scratch = (*matcher)->NewScratch();
  for (size_t size : {0,   1,   2,   3,    4,    7,    8,    60,   63,   64,   65,   66,  67,
                      127, 128, 129, 4090, 4093, 4096, 4097, 4159, 4160, 8192, 8200, 9000}) {
    const std::string text = draw(size) + literals[random() % literals.size()].text;
    ASSERT_TRUE((*matcher)->Find(text, 1'000'000, **scratch));
    ASSERT_EQ((*scratch)->hits, Naive(text, literals)) << size;
  }
}

TEST(LiteralBackends, EveryInstructionSetFindsTheSame) {
  const std::vector<Literal> literals = {{"ab"},  {"|"},        {"pass", true},    {"word", true},
                                         {"key"}, {"\xd0\xb0"}, {"password", true}};
  std::string text;
  for (int i = 0; i < 300; ++i) text += "a|bPassWORD keyab\xd0\xb0 kEy pass_" + std::to_string(i);
  const std::vector<LiteralHit> expected = Naive(text, literals);
  for (int64_t target : hwy::SupportedAndGeneratedTargets()) {
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    auto matcher = MakeLiteralMatcher(literals, LiteralBackend::kPortable);
    auto scratch = (*matcher)->NewScratch();
    EXPECT_TRUE((*matcher)->Find(text, 1'000'000, **scratch));
    EXPECT_EQ((*scratch)->hits, expected) << hwy::TargetName(target);
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

INSTANTIATE_TEST_SUITE_P(Backends, Literals,
                         testing::Values(LiteralBackend::kHyperscan, LiteralBackend::kPortable),
                         [](const auto& one) { return std::string(BackendName(one.param)); });

TEST(LiteralBackends, TheBestIsThere) { EXPECT_TRUE(HasBackend(BestBackend())); }

}  // namespace
}  // namespace aegis::detect
