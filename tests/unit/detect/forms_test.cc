// Bodies, layouts and separators: the small languages in which rules say what they look for.
#include <gtest/gtest.h>

#include "src/detect/layout.h"
#include "src/detect/prefix_body.h"

namespace aegis::detect {
namespace {

TEST(PrefixBody, MatchesGreedilyAndWhole) {
  struct Row {
    const char* body;
    const char* text;
    int end;  // -1: none
  };
  const Row rows[] = {
      {"[A-Z0-9]{4}", "AB12", 4},
      {"[A-Z0-9]{4}", "AB12.", 4},
      {"[A-Z0-9]{4}", "AB123", -1},
      {"[A-Z0-9]{4}", "AB1", -1},
      {"[0-9]{2,4}-[a-z]{1,}", "123-abc!", 7},
      {"[0-9]{2,4}-[a-z]{1,}", "12345-abc", -1},
      {"[0-9]{2}=?=?", "12==x", 4},
      {"[0-9]{2}=?=?", "12", 2},
      {"a\\.b", "a.b", 3},
      {"a\\.b", "axb", -1},
      {"[\\]a-c-]{3}", "]b-", 3},
  };
  for (const Row& row : rows) {
    auto body = PrefixBody::Parse(row.body);
    ASSERT_TRUE(body) << row.body << ": " << body.error().message;
    size_t read = 0;
    const size_t end = body->Match(row.text, 0, read);
    EXPECT_LE(read, std::string_view(row.text).size() + 1);
    EXPECT_EQ(end == PrefixBody::kNoMatch ? -1 : static_cast<int>(end), row.end)
        << row.body << " on " << row.text;
  }
}

TEST(PrefixBody, SaysWhatIsWrongAndWhere) {
  struct Row {
    const char* body;
    const char* message;
  };
  const Row rows[] = {
      {"", "an empty body at character 1"},
      {"a[bc", "a [ without its ] at character 2"},
      {"[]", "an empty class at character 1"},
      {"{3}", "a count without an item at character 1"},
      {"a{3", "a { without its } at character 2"},
      {"a{x}", "a count that is no number at character 2"},
      {"a{4,2}", "a count that cannot be at character 2"},
      {"a{0}", "a count that cannot be at character 2"},
      {"a{99999}", "a count that cannot be at character 2"},
      {"[z-a]", "a range that runs backwards at character 4"},
  };
  for (const Row& row : rows) {
    auto body = PrefixBody::Parse(row.body);
    ASSERT_FALSE(body) << row.body;
    EXPECT_EQ(body.error().message, row.message) << row.body;
  }
}

TEST(Layout, MatchesWithSeparatorsWhereTheyMayStand) {
  struct Row {
    const char* layout;
    const char* separators;
    const char* text;
    const char* compact;  // null: none
  };
  const Row rows[] = {
      {"LL DD DD DD L", " -", "AA 00 00 01 A", "AA000001A"},
      {"LL DD DD DD L", " -", "aa000001a", "AA000001A"},
      {"LL DD DD DD L", " -", "AA\u00a000\u201100 01A", "AA000001A"},
      {"LL DD DD DD L", " -", "AA  00 - 00 01 A", "AA000001A"},
      {"LL DD DD DD L", " -", "AA   00 00 01 A", nullptr},
      {"LL DD DD DD L", " -", "AA --00 00 01 A", nullptr},
      {"LL DD DD DD L", " -", "AA 00 00 01 AB", nullptr},
      {"LL DD DD DD L", " -", "AA.00.00.01.A", nullptr},
      {"DD.DDD-[0-9K]", ".-", "12.345-k", "12345K"},
      {"DD.DDD-[0-9K]", ".-", "12345-K", nullptr},
      {"DDDDDD+DDDA", "", "010100+900F", "010100+900F"},
  };
  for (const Row& row : rows) {
    auto layout = Layout::Parse(row.layout, row.separators, false);
    ASSERT_TRUE(layout) << layout.error().message;
    std::string compact;
    const size_t end = layout->Match(row.text, 0, compact);
    EXPECT_EQ(end != Layout::kNoMatch, row.compact != nullptr) << row.layout << " on " << row.text;
    if (row.compact != nullptr && end != Layout::kNoMatch) {
      EXPECT_EQ(compact, row.compact);
      EXPECT_EQ(end, std::string_view(row.text).size());
    }
  }
}

TEST(Layout, RefusesWhatMeansNothing) {
  for (const char* text : {"", " LD", "L  D", "LD ", "L[", "-LD"}) {
    EXPECT_FALSE(Layout::Parse(text, " ", false)) << text;
  }
  EXPECT_FALSE(Layout::Parse("L D", "", false)) << "a blank needs separators";
}

TEST(Separators, AreWholeCharactersOfTheirKind) {
  EXPECT_EQ(ReadSeparator("\u00a0", 0).kind, kSepSpace);
  EXPECT_EQ(ReadSeparator("\u00a0", 0).size, 2);
  EXPECT_EQ(ReadSeparator("\u202f", 0).kind, kSepSpace);
  for (const char* dash : {"-", "\u2010", "\u2011", "\u2013", "\u2014", "\u2212", "\uff0d"}) {
    EXPECT_EQ(ReadSeparator(dash, 0).kind, kSepDash) << dash;
    EXPECT_EQ(ReadSeparator(dash, 0).size, std::string_view(dash).size()) << dash;
    EXPECT_EQ(ReadSeparatorBefore(dash, std::string_view(dash).size()).kind, kSepDash) << dash;
  }
  EXPECT_EQ(ReadSeparator("\r\n", 0).size, 2);
  for (const char* two : {"  ", "\u00a0 ", " \u202f"}) {
    EXPECT_EQ(ReadSeparator(two, 0).kind, kSepSpace) << two;
    EXPECT_EQ(ReadSeparator(two, 0).size, std::string_view(two).size()) << two;
  }
  EXPECT_EQ(ReadSeparator(" - 1", 0).kind, kSepDash);
  EXPECT_EQ(ReadSeparator(" - 1", 0).size, 3);
  EXPECT_EQ(ReadSeparator(" / 1", 0).kind, kSepSlash);
  EXPECT_EQ(ReadSeparator(" -1", 0).size, 1);
  EXPECT_EQ(ReadSeparator("\t\t", 0).size, 1);
  EXPECT_EQ(ReadSeparatorBefore("1 - ", 4).kind, kSepDash);
  EXPECT_EQ(ReadSeparatorBefore("1  ", 3).size, 2);
  for (const char* other : {",", "\u20ac", "\u00e9", "\xe2", "\xe2\x80"}) {
    EXPECT_EQ(ReadSeparator(other, 0).kind, kSepNone) << other;
  }
}

}  // namespace
}  // namespace aegis::detect
