// The SIMD walk against the plainest reading of what shapes.h promises, on random texts.
#include "src/detect/shapes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace aegis::detect {
namespace {

struct Seen {
  std::vector<std::pair<size_t, size_t>> digits;
  std::vector<std::pair<size_t, size_t>> words;
  std::vector<std::pair<size_t, size_t>> letters;
  std::vector<size_t> ats;
  std::vector<size_t> colons;
  std::vector<size_t> pair_dashes;
  std::vector<size_t> quad_dots;
  std::vector<size_t> fold_marks;

  void DigitRun(size_t begin, size_t end) { digits.emplace_back(begin, end); }
  void MixedWord(size_t begin, size_t end) { words.emplace_back(begin, end); }
  void LongLetters(size_t begin, size_t end) { letters.emplace_back(begin, end); }
  void At(size_t at) { ats.push_back(at); }
  void Colon(size_t at) { colons.push_back(at); }
  void PairDashes(size_t at) { pair_dashes.push_back(at); }
  void QuadDots(size_t at) { quad_dots.push_back(at); }
  friend bool operator==(const Seen&, const Seen&) = default;
};

template <typename Test>
void Runs(std::string_view text, Test test, std::vector<std::pair<size_t, size_t>>& runs) {
  for (size_t i = 0; i < text.size();) {
    if (!test(text[i])) {
      ++i;
      continue;
    }
    size_t end = i;
    while (end < text.size() && test(text[end])) ++end;
    runs.emplace_back(i, end);
    i = end;
  }
}

Seen Naive(std::string_view text) {
  Seen seen;
  Runs(text, IsDigit, seen.digits);
  std::vector<std::pair<size_t, size_t>> words;
  Runs(text, IsAlnum, words);
  for (auto [begin, end] : words) {
    bool letter = false;
    bool digit = false;
    for (size_t i = begin; i < end; ++i) {
      letter = letter || IsAlpha(text[i]);
      digit = digit || IsDigit(text[i]);
    }
    if (letter && digit) seen.words.emplace_back(begin, end);
    if (letter && !digit && end - begin >= kLongLetters) seen.letters.emplace_back(begin, end);
  }
  const auto is = [&](size_t at, char c) { return at < text.size() && text[at] == c; };
  const auto beside = [&](size_t at) {
    return at < text.size() && (IsAlnum(text[at]) || text[at] == ':');
  };
  for (size_t i = 0; i < text.size(); ++i) {
    if (is(i, '@')) seen.ats.push_back(i);
    if (is(i, ':') && i > 0 && beside(i - 1) && beside(i + 1)) seen.colons.push_back(i);
    if (is(i, '-') && is(i + 3, '-') && is(i + 6, '-') && is(i + 9, '-') && is(i + 12, '-')) {
      seen.pair_dashes.push_back(i);
    }
    if (is(i, '.') && is(i + 5, '.')) seen.quad_dots.push_back(i);
    constexpr std::string_view kMarks = "\n\r%&(=@[\\_";
    const bool word_at =
        is(i, ' ') && (is(i + 1, 'a') || is(i + 1, 'A')) && (is(i + 2, 't') || is(i + 2, 'T'));
    if (IsNonAscii(text[i]) || kMarks.find(text[i]) != std::string_view::npos || word_at) {
      seen.fold_marks.push_back(i);
    }
  }
  return seen;
}

Seen Walked(std::string_view text) {
  Seen seen;
  std::vector<BlockMarks> marks(BlocksOf(text));
  VisitShapes(text, seen, marks.data());
  for (size_t i = 0; i < marks.size() * kBlockBytes; ++i) {
    if ((marks[i / kBlockBytes].fold >> i % kBlockBytes & 1) != 0) seen.fold_marks.push_back(i);
  }
  return seen;
}

TEST(Shapes, SeesNothingInPlainWords) {
  EXPECT_EQ(Walked(""), Seen{});
  EXPECT_EQ(Walked("only words, and more of them: no number here"), Seen{});
}

TEST(Shapes, SeesWhatStandsAcrossBlocksAndChunks) {
  for (size_t before : {0u, 1u, 60u, 63u, 64u, 65u, 4090u, 4095u, 4096u, 4100u, 8190u}) {
    const std::string text =
        std::string(before, ' ') + "4111111111111111 a1b2 12:34 00-11-22-33-44-55 x@y";
    EXPECT_EQ(Walked(text), Naive(text)) << before;
  }
}

TEST(Shapes, ReportsOneRunHoweverLong) {
  const std::string digits(100'000, '7');
  const Seen seen = Walked(digits);
  ASSERT_EQ(seen.digits.size(), 1u);
  EXPECT_EQ(seen.digits[0], std::pair(size_t{0}, digits.size()));
  std::string word;
  for (int i = 0; i < 50'000; ++i) word += "a1";
  EXPECT_EQ(Walked(word).words.size(), 1u);
}

TEST(Shapes, AgreesWithThePlainReadingOnRandomTexts) {
  const uint32_t seed = 20240601;
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937 random(seed);
  // Few characters, so that every pattern comes up; others, so that no range is off by one.
  const std::string dense = "01289azAZ@:-. atAT";
  for (int round = 0; round < 3000; ++round) {
    std::string text(random() % 400, ' ');
    if (round % 50 == 0) text.resize(4096 + random() % 300);
    const int kind = static_cast<int>(random() % 4);
    for (char& c : text) {
      c = kind == 0   ? static_cast<char>(random() & 0xff)
          : kind == 1 ? dense[random() % dense.size()]
          : kind == 2 ? "abcdefghijkXYZ8-"[random() % 16]
                      : "0123456789-:a."[random() % 14];
    }
    ASSERT_EQ(Walked(text), Naive(text)) << "round " << round;
  }
}

TEST(Shapes, TellsLongRunsOfLettersFromShorterOnesAnywhere) {
  for (size_t before = 0; before < 140; ++before) {
    for (size_t length = kLongLetters - 1; length < kLongLetters + 2; ++length) {
      const std::string text = std::string(before, '.') + std::string(length, 'x') + " at";
      EXPECT_EQ(Walked(text), Naive(text)) << before << " " << length;
    }
  }
}

TEST(Shapes, EveryInstructionSetSeesTheSame) {
  std::mt19937 random(11);
  std::string text(5000, ' ');
  for (char& c : text) c = static_cast<char>(random() & 0xff);
  for (size_t i = 0; i < 2500; ++i) text[i] = "0123456789abXY:@-. \xc3(at"[random() % 23];
  const Seen expected = Naive(text);
  std::vector<std::string> names;
  for (int64_t target : hwy::SupportedAndGeneratedTargets()) {
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    names.emplace_back(ShapesTarget());
    EXPECT_EQ(Walked(text), expected) << names.back();
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
  // The loop must have gone through different ones, not one of them many times.
  std::sort(names.begin(), names.end());
  EXPECT_EQ(std::unique(names.begin(), names.end()), names.end());
}

}  // namespace
}  // namespace aegis::detect
