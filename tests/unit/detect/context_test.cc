#include "src/detect/context.h"

#include <gtest/gtest.h>

#include <string>

#include "src/detect/short_text.h"
#include "tests/unit/detect/draw.h"

namespace aegis::detect {
namespace {

struct Row {
  const char* word;
  const char* text;
  bool found;
};

TEST(Context, FindsWordsAsPeopleAndProgramsWriteThem) {
  const Row rows[] = {
      {"ssn", "the SSN is", true},
      {"ssn", "customer_ssn", true},
      {"ssn", "customerSSN", true},
      {"ssn", "customer-ssn:", true},
      {"ssn", "ssn1", true},
      {"ssn", "SSNs on file", true},
      {"ssn", "lessn", false},
      {"ssn", "ssnx", false},
      {"card number", "cardNumber", true},
      {"card number", "CARD_NUMBER", true},
      {"card number", "card-number", true},
      {"card number", "cardnumber", true},
      {"card number", "Card  Number", true},
      {"card number", "card", false},
      {"passport", "two passports", true},
      {"kreditkarte", "Kreditkartennummer", true},
      {"pan", "panel", false},
      {"téléphone", "Telephone", true},
      {"téléphone", "TÉLÉPHONE", true},
      {"straße", "STRASSE", true},
      {"паспорт", "Номер ПАСПОРТА", true},
      {"инн", "ИНН 77", true},
      {"αμκα", "ΑΜΚΑ", true},
      {"número fiscal", "NÚMERO FISCAL", true},
      {"ičo", "IČO", true},
      {"číslo účtu", "ČÍSLO ÚČTU", true},
      {"身份证", "我的身份证号是", true},
      {"カード番号", "カード番号は", true},
      {"전화", "전화번호는", true},
      {"driver's licence", "Driver’s licence", true},
      {"e-mail", "E-Mail:", true},
      {"x-api-key", "X-Api-Key", true},
      {"w-2", "form W2", true},
      {"iban", "ＩＢＡＮ", true},
      {"nie", "née le", false},
      {"HTML text", "HTMLText", true},
  };
  for (const Row& row : rows) {
    ContextWords words;
    ASSERT_EQ(words.Add(row.word), 0) << row.word;
    words.Finish();
    auto seen = words.NewSeen();
    words.Look(row.text, seen);
    EXPECT_EQ(seen.Has(0), row.found) << row.word << " in " << row.text;
    seen.Clear();
    EXPECT_FALSE(seen.Has(0));
  }
}

TEST(Context, NumbersEqualWordsOnce) {
  ContextWords words;
  EXPECT_EQ(words.Add("Card Number"), 0);
  EXPECT_EQ(words.Add("iban"), 1);
  EXPECT_EQ(words.Add("card-number"), 0);
  EXPECT_EQ(words.Add(" - "), -1);
}

TEST(Context, TakesBrokenUtf8ForSeparators) {
  ContextWords words;
  words.Add("iban");
  words.Finish();
  auto seen = words.NewSeen();
  words.Look("\xff\xc3iban\xe2\x80", seen);
  EXPECT_TRUE(seen.Has(0));
}

// Short text is looked up in place, long text in its form.
TEST(Context, FindsInAShortTextWhatItFindsInALongOne) {
  detect_testing::Draw draw(20240301);
  ContextWords words;
  for (int i = 0; i < 400; ++i) words.Add(draw.Of("abs1 ", draw.Between(1, 9)));
  words.Finish();
  auto in_short = words.NewSeen();
  auto in_long = words.NewSeen();
  size_t found = 0;
  for (int i = 0; i < 20000; ++i) {
    const std::string text =
        draw.Of(i % 2 == 0 ? "abSs" : "aaabbsssABS11 -.", draw.Between(1, ShortText::kMostBytes));
    in_short.Clear();
    words.Look(text, in_short);
    in_long.Clear();
    words.Look(text + std::string(ShortText::kMostBytes, '.'), in_long);
    for (uint32_t word = 0; word < words.size(); ++word) {
      ASSERT_EQ(in_short.Has(word), in_long.Has(word)) << text;
      found += in_short.Has(word) ? 1 : 0;
    }
  }
  EXPECT_GT(found, size_t{20000});
}

TEST(Context, KeepsThousandsOfWordsApart) {
  ContextWords words;
  for (int i = 0; i < 5000; ++i)
    words.Add("q" + std::string(1, static_cast<char>('a' + i % 26)) + "x" + std::to_string(i) +
              "z");
  words.Finish();
  auto seen = words.NewSeen();
  words.Look("qdx3z and qex4000z", seen);
  EXPECT_TRUE(seen.Has(3));
  EXPECT_FALSE(seen.Has(4));
}

}  // namespace
}  // namespace aegis::detect
