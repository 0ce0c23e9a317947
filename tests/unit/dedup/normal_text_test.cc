#include "src/dedup/normal_text.h"

#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <algorithm>
#include <cctype>
#include <iterator>
#include <random>
#include <string>
#include <vector>

namespace aegis::dedup {
namespace {

std::string Normal(std::string_view text) {
  NormalText normal;
  normal.Set(text);
  return normal.Joined();
}

TEST(NormalText, LettersAndDigitsInLowerCase) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"", ""},
      {" \t\n.,;-", ""},
      {"Hello, World!", "hello world"},
      {"  a--b__c  ", "a b c"},
      {"Total: 1,024.50 EUR", "total 1 024 50 eur"},
      {"[\\]^`{|}~@/:", ""},
      {std::string_view("a\0b", 3), "a b"},
      {"ÄÖÜ Éß ẞ", "äöü éß ß"},
      {"ŁÓDŹ Žižek İstanbul ıssız", "łódź žižek istanbul ıssız"},
      {"Ÿ Ň ň Ĳ", "ÿ ň ň ĳ"},
      {"ΑΒΓ Άέ Ώ ΟΔΟΣ οδος", "αβγ άέ ώ οδοσ οδοσ"},
      {"ПРИВЕТ Ёлка Ђ Ґ Ӂ", "привет ёлка ђ ґ ӂ"},
      {"ԱԲ Ẁ Ấ", "աբ ẁ ấ"},
      {"ＡＢｃ１２！", "abc12"},
      {"soft\u00adhyphen zero\u200bwidth \ufeffbom", "softhyphen zerowidth bom"},
      {"a\u00a0b\u2003c\u2014d\u2026e\u20ac", "a b c d e"},
      {"«quoted» „too“", "quoted too"},
      {"日本語、テスト。", "日 本 語 テ ス ト"},
      {"abc日本def", "abc 日 本 def"},
      {"한국어 텍스트", "한국어 텍스트"},
      {"मानक हिन्दी।", "मानक हिन्दी"},
      {"ok 🎉 done", "ok done"},
      {"ªº µ x²", "ªº µ x²"},
  };
  for (const auto& [text, normal] : cases) EXPECT_EQ(Normal(text), normal) << text;
}

TEST(NormalText, WhatIsNotUtf8StaysItself) {
  EXPECT_EQ(Normal("a\xff"
                   "b"),
            "a\xff"
            "b");
  EXPECT_EQ(Normal("\xc3"), "\xc3");
  EXPECT_EQ(Normal("\xe2\x82"), "\xe2\x82");
  EXPECT_EQ(Normal("\xc0\x80"), "\xc0\x80");          // an overlong zero
  EXPECT_EQ(Normal("\xed\xa0\x80"), "\xed\xa0\x80");  // a surrogate
  EXPECT_EQ(Normal("\xf5\x80\x80\x80"), "\xf5\x80\x80\x80");
  EXPECT_EQ(Normal("\x80\xbf"), "\x80\xbf");
}

// A character's lower case, and its lower case's, are the same; and everything is at most 5/3 as
// long as it was.
TEST(NormalText, FoldingTwiceChangesNothing) {
  // All of the scripts that are folded, and some of each other block.
  for (uint32_t point = 0x80; point <= 0x10ffff; point += point < 0x3000 ? 1 : 5) {
    if (point >= 0xd800 && point <= 0xdfff) continue;
    std::string text;
    if (point < 0x800) {
      text = {static_cast<char>(0xc0 | point >> 6)};
    } else if (point < 0x10000) {
      text = {static_cast<char>(0xe0 | point >> 12), static_cast<char>(0x80 | (point >> 6 & 63))};
    } else {
      text = {static_cast<char>(0xf0 | point >> 18), static_cast<char>(0x80 | (point >> 12 & 63)),
              static_cast<char>(0x80 | (point >> 6 & 63))};
    }
    text += static_cast<char>(0x80 | (point & 63));
    char folded[16];
    char* end = folded;
    ASSERT_EQ(FoldCharacter(text.data(), text.size(), end), text.size()) << point;
    ASSERT_LE(static_cast<size_t>(end - folded) * 3, text.size() * 5) << point;
    if (end == folded || folded[0] == ' ') continue;  // nothing, a space, or a word of its own
    const std::string once(folded, end);
    if (static_cast<unsigned char>(once[0]) < 0x80) continue;
    end = folded;
    ASSERT_EQ(FoldCharacter(once.data(), once.size(), end), once.size()) << point;
    ASSERT_EQ(std::string(folded, end), once) << point;
  }
}

// The words of ASCII, one character at a time.
std::string Simple(std::string_view text) {
  std::string joined;
  bool in_word = false;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_letter = byte < 0x80 && std::isalnum(byte) != 0;
    if (is_letter) {
      if (!in_word && !joined.empty()) joined += ' ';
      joined += static_cast<char>(std::tolower(byte));
    }
    in_word = is_letter;
  }
  return joined;
}

TEST(NormalText, AnyLengthAndPlaceIsTheSame) {
  std::mt19937 draw(20);
  NormalText normal;
  for (int round = 0; round < 3000; ++round) {
    std::string text(draw() % 300, ' ');
    for (char& c : text)
      c = static_cast<char>(draw() % (round % 2 == 0 ? 128 : 8) + (round % 2) * 92);
    normal.Set(text);
    ASSERT_EQ(normal.Joined(), Simple(text)) << text;
    // A character beyond ASCII at any place, where vectors stop and go on.
    const size_t at = draw() % (text.size() + 1);
    const std::string with = text.substr(0, at) + " é " + text.substr(at);
    const std::string front = Simple(text.substr(0, at));
    const std::string back = Simple(text.substr(at));
    normal.Set(with);
    ASSERT_EQ(normal.Joined(),
              front + (front.empty() ? "é" : " é") + (back.empty() ? "" : " ") + back)
        << text << " at " << at;
  }
}

TEST(NormalText, EveryInstructionSetSaysTheSame) {
  std::mt19937 draw(21);
  const std::string_view pieces[] = {"a", "Z", "0",  " ",      "-",   "\n",
                                     "é", "Ж", "日", "\u00ad", "\xff"};
  std::string text;
  for (int i = 0; i < 3000; ++i) text += pieces[draw() % std::size(pieces)];
  std::vector<std::string> names;
  std::vector<std::string> normal;
  for (int64_t target : hwy::SupportedAndGeneratedTargets()) {
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    names.emplace_back(NormalTextTarget());
    normal.push_back(Normal(text));
    EXPECT_EQ(normal.back(), normal.front()) << names.back() << " and " << names.front();
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
  // The loop must have gone through different ones, not one of them many times.
  std::sort(names.begin(), names.end());
  EXPECT_EQ(std::unique(names.begin(), names.end()), names.end());
}

TEST(NormalText, IsReusedAfterALongText) {
  NormalText normal;
  std::string text;
  while (text.size() < (2 << 20)) text += "word 日";
  normal.Set(text);
  EXPECT_EQ(normal.words(), text.size() / 8 * 2);
  normal.Set("short one");
  EXPECT_EQ(normal.Joined(), "short one");
  EXPECT_EQ(normal.letters(), 8U);
  normal.Set("");
  EXPECT_EQ(normal.words(), 0U);
}

}  // namespace
}  // namespace aegis::dedup
