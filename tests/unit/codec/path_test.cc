#include "src/codec/path.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "src/codec/codec.h"

namespace aegis {
namespace {

class PathTest : public testing::Test {
 protected:
  // Does the pattern cover the value 1 in the document? It must be there once.
  bool Covers(std::string_view pattern, std::string_view json) {
    auto parsed = PathPattern::Parse(pattern);
    EXPECT_TRUE(parsed.has_value()) << pattern << ": " << (parsed ? "" : parsed.error().message);
    auto document = codecs_.For(Format::kJson).Decode(json, arena_);
    EXPECT_TRUE(document.has_value()) << json;
    if (!parsed || !document) return false;
    const FieldTable& table = document->Fields();
    for (const Field& field : table.fields()) {
      if (field.kind == FieldKind::kNumber && field.raw.In(json) == "1")
        return parsed->Covers(table, field.path);
    }
    ADD_FAILURE() << json;
    return false;
  }

  static std::string Problem(std::string_view pattern) {
    auto parsed = PathPattern::Parse(pattern);
    return parsed ? "fine" : parsed.error().message;
  }

  Codecs codecs_;
  Arena arena_;
};

TEST_F(PathTest, Covers) {
  struct Case {
    const char* pattern;
    const char* json;
    bool covered;
  };
  for (const Case& c : std::initializer_list<Case>{
           {"$", "1", true},
           {"$", R"({"a":1})", true},
           {"$.a", R"({"a":1})", true},
           {"$.a", R"({"b":1})", false},
           {"$.a", R"({"A":1})", false},
           {"$.a", "1", false},
           {"$.a", "[1]", false},
           {"$.a", R"({"b":{"a":1}})", false},
           {"$.a", R"({"a":{"b":[1]}})", true},
           {"$.a.b", R"({"a":{"b":1}})", true},
           {"$.a.b", R"({"a":1,"b":2})", false},
           {"$.a.b", R"({"a":[{"b":1}]})", false},
           {"$[0]", "[1]", true},
           {"$[0]", "[0,1]", false},
           {"$[1]", "[0,1]", true},
           {"$[*]", "[0,1]", true},
           {"$[*]", R"({"0":1})", false},
           {"$[0]", R"({"0":1})", false},
           {"$.0", R"({"0":1})", true},
           {"$.items[*].sku", R"({"items":[{"sku":0},{"sku":1}]})", true},
           {"$.items[*].sku", R"({"items":[{"sku":0},{"x":1}]})", false},
           {"$.items[0].sku", R"({"items":[{"sku":0},{"sku":1}]})", false},
           {"$[\"a b\"].c", R"({"a b":{"c":1}})", true},
           {"$['a b']", R"({"a b":1})", true},
           {"$[\"a\\\"b\\\\\"]", R"({"a\"b\\":1})", true},
           {"$[\"\"]", R"({"":1})", true},
           {"$.größe", R"({"gr\u00f6\u00dfe":1})", true},
           {"$.a-b_c", R"({"a-b_c":1})", true},
           {"$..b", R"({"b":1})", true},
           {"$..b", R"({"a":[{"b":{"c":1}}]})", true},
           {"$..b", R"({"a":[{"c":1}]})", false},
           {"$..b", "1", false},
           {"$.a..b", R"({"a":{"x":{"b":1}}})", true},
           {"$.a..b", R"({"x":{"a":{"b":1}}})", false},
           {"$..a..b", R"({"x":{"a":{"y":[{"b":1}]}}})", true},
           {"$..a..b", R"({"b":{"a":1}})", false},
           {"$..a.b", R"({"a":{"a":{"b":1}}})", true},
           {"$..a.b", R"({"a":{"c":{"b":1}}})", false},
           {"$..a.b..c", R"({"a":{"x":{"a":{"b":{"y":{"c":1}}}}}})", true},
           {"$..[0]", R"({"a":[1]})", true},
           {"$..[0]", R"({"a":[0,1]})", false},
           {"$..[*].a", R"([{"b":{"a":1}}])", false},
           {"$..[*].a", R"({"x":[{"a":1}]})", true},
           {"$..[\"a b\"]", R"([{"a b":1}])", true},
       }) {
    EXPECT_EQ(Covers(c.pattern, c.json), c.covered) << c.pattern << " in " << c.json;
  }
}

TEST_F(PathTest, NodesThatAreNotThereAreNotCovered) {
  EXPECT_FALSE(PathPattern::Parse("$")->Covers(FieldTable(), 0));
}

TEST_F(PathTest, KeepsItsText) { EXPECT_EQ(PathPattern::Parse("$.a[*]")->text(), "$.a[*]"); }

TEST_F(PathTest, ErrorsSayWhatAndWhere) {
  EXPECT_EQ(Problem(""), "path '', character 1: a path begins with $");
  EXPECT_EQ(Problem("a.b"), "path 'a.b', character 1: a path begins with $");
  EXPECT_EQ(Problem("$a"), "path '$a', character 2: expected '.', '..' or '['");
  EXPECT_EQ(Problem("$."),
            "path '$.', character 3: expected a name; names with other characters are written "
            "[\"like this\"]");
  EXPECT_EQ(Problem("$.ä."),
            "path '$.ä.', character 5: expected a name; names with other characters are written "
            "[\"like this\"]");
  EXPECT_EQ(Problem("$..."),
            "path '$...', character 4: expected a name; names with other characters are written "
            "[\"like this\"]");
  EXPECT_EQ(Problem("$.*"),
            "path '$.*', character 3: '*' stands for an array index only: write [*]");
  EXPECT_EQ(Problem("$.a b"), "path '$.a b', character 4: expected '.', '..' or '['");
  EXPECT_EQ(Problem("$["),
            "path '$[', character 3: expected an index, * or a quoted name after '['");
  EXPECT_EQ(Problem("$[]"),
            "path '$[]', character 3: expected an index, * or a quoted name after '['");
  EXPECT_EQ(Problem("$[a]"),
            "path '$[a]', character 3: expected an index, * or a quoted name after '['");
  EXPECT_EQ(Problem("$[-1]"),
            "path '$[-1]', character 3: expected an index, * or a quoted name after '['");
  EXPECT_EQ(Problem("$[4294967296]"), "path '$[4294967296]', character 3: the index is too large");
  EXPECT_EQ(Problem("$[1"), "path '$[1', character 4: expected ']'");
  EXPECT_EQ(Problem("$[1:2]"), "path '$[1:2]', character 4: expected ']'");
  EXPECT_EQ(Problem("$[\"a]"), "path '$[\"a]', character 6: the quoted name does not end");
  EXPECT_EQ(Problem("$[\"a\\"), "path '$[\"a\\', character 6: the quoted name does not end");
  EXPECT_EQ(Problem("$.a[*]..b[\"c d\"]['e'][0]"), "fine");
  EXPECT_EQ(PathPattern::Parse("x").error().code, ErrorCode::kInvalidArgument);
}

// A matcher that tries every way would take longer than the universe for this.
TEST_F(PathTest, ManyAnyDepthStepsStayCheap) {
  std::string json;
  for (int i = 0; i < 500; ++i) json += "{\"a\":";
  json += "1" + std::string(500, '}');
  std::string pattern = "$";
  for (int i = 0; i < 60; ++i) pattern += "..a";
  EXPECT_TRUE(Covers(pattern, json));
  EXPECT_FALSE(Covers(pattern + "..b", json));
  EXPECT_FALSE(Covers(pattern + ".b", json));
}

}  // namespace
}  // namespace aegis
