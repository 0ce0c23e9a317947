#include "src/detect/repeats.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace aegis {
namespace {

Finding FindingAt(size_t begin, size_t size) {
  Finding finding;
  finding.text = {static_cast<uint32_t>(begin), static_cast<uint32_t>(begin + size)};
  return finding;
}

// Which bytes belong to any place of any finding's text, told in the plainest way.
std::vector<bool> BytesOfValues(std::string_view text, const ArenaVector<Finding>& findings) {
  std::vector<bool> covered(text.size());
  for (const Finding& finding : findings) {
    const std::string_view value = finding.text.In(text);
    for (size_t at = text.find(value); at != std::string_view::npos;
         at = text.find(value, at + 1)) {
      std::fill_n(covered.begin() + static_cast<std::ptrdiff_t>(at), value.size(), true);
    }
  }
  return covered;
}

class RepeatsTest : public testing::TestWithParam<size_t> {};

// Small texts and large ones take different ways.
TEST_P(RepeatsTest, NoByteOfARepeatedValueIsLeft) {
  constexpr uint64_t kSeed = 31;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  std::mt19937_64 random(kSeed);
  Arena arena;
  for (int round = 0; round < 20; ++round) {
    arena.Reset();
    std::string text;
    while (text.size() < GetParam()) text += static_cast<char>('a' + random() % 3);
    ArenaVector<Finding> findings(arena);
    for (int i = 0; i < 6; ++i) {
      const size_t size = 7 + random() % 6;
      findings.push_back(FindingAt(random() % (text.size() - size), size));
    }
    ArenaVector<Finding> repeats(arena);
    ASSERT_TRUE(FindRepeats(text, findings, repeats).has_value());
    std::vector<bool> covered(text.size());
    const auto cover = [&](const Finding& finding) {
      std::fill_n(covered.begin() + finding.text.begin, finding.text.size(), true);
    };
    for (const Finding& finding : findings) cover(finding);
    for (const Finding& repeat : repeats) cover(repeat);
    const std::vector<bool> wanted = BytesOfValues(text, findings);
    // Looking for one value after the other may step over an overlap of a value with itself: what
    // is left of it then is less than the value.
    size_t left = 0;
    for (size_t i = 0; i < text.size(); ++i) {
      ASSERT_LE(covered[i], wanted[i]) << i;
      left = wanted[i] && !covered[i] ? left + 1 : 0;
      ASSERT_LT(left, 7u) << i;
    }
  }
}
INSTANTIATE_TEST_SUITE_P(Sizes, RepeatsTest, testing::Values(300, 20'000, 400'000));

TEST(Repeats, ShortTextsRepeatByChance) {
  Arena arena;
  ArenaVector<Finding> findings(arena), repeats(arena);
  findings.push_back(FindingAt(0, 3));
  ASSERT_TRUE(FindRepeats("abc abc", findings, repeats).has_value());
  EXPECT_TRUE(repeats.empty());
}

TEST(Repeats, ShortWordsInSmallLettersStandThereForOtherReasons) {
  Arena arena;
  for (const auto& [text, repeated] :
       {std::pair("name: name, file-name", false), std::pair("Okafo: Okafo, Okafo", true),
        std::pair("nam3: nam3, file-nam3", true), std::pair("secretive: x, secretive", true)}) {
    ArenaVector<Finding> findings(arena), repeats(arena);
    findings.push_back(FindingAt(0, static_cast<uint32_t>(std::string_view(text).find(':'))));
    ASSERT_TRUE(FindRepeats(text, findings, repeats).has_value());
    EXPECT_EQ(!repeats.empty(), repeated) << text;
  }
}

// They begin alike, and no two are of one length.
TEST(Repeats, ManyTokensOfOneIssuerAreFound) {
  constexpr uint64_t kSeed = 47;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  std::mt19937_64 random(kSeed);
  std::string once;
  Arena arena;
  ArenaVector<Finding> findings(arena), repeats(arena);
  for (uint32_t size = 300; size < 700; ++size) {
    std::string token = "eyJhbGciOiJIUzI1NiJ9.";
    while (token.size() < size) token += static_cast<char>('a' + random() % 26);
    findings.push_back(FindingAt(once.size(), size));
    once += token + ' ';
  }
  const std::string text = once + once;
  ASSERT_TRUE(FindRepeats(text, findings, repeats).has_value());
  ASSERT_EQ(repeats.size(), findings.size());
  for (size_t i = 0; i < repeats.size(); ++i) {
    EXPECT_EQ(repeats[i].text.begin, findings[i].text.begin + once.size());
    EXPECT_EQ(repeats[i].text.size(), findings[i].text.size());
  }
}

TEST(Repeats, WhatWouldCostTheSquareIsRefused) {
  Arena arena;
  ArenaVector<Finding> findings(arena), repeats(arena);
  const std::string text(1'500'000, '-');
  findings.push_back(FindingAt(0, 200'000));
  const auto found = FindRepeats(text, findings, repeats);
  ASSERT_FALSE(found.has_value());
  EXPECT_EQ(found.error().code, RecordErrorCode::kBudgetExhausted);
}

}  // namespace
}  // namespace aegis
