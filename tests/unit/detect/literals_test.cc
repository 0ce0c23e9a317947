// Both backends against each other and against the plainest search.
#include "src/detect/literals.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

INSTANTIATE_TEST_SUITE_P(Backends, Literals,
                         testing::Values(LiteralBackend::kHyperscan, LiteralBackend::kPortable),
                         [](const auto& one) { return std::string(BackendName(one.param)); });

TEST(LiteralBackends, TheBestIsThere) { EXPECT_TRUE(HasBackend(BestBackend())); }

}  // namespace
}  // namespace aegis::detect
