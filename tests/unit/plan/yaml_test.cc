#include "src/plan/yaml.h"

#include <gtest/gtest.h>

#include "src/base/limits.h"
#include "src/base/rule_limits.h"
#include "src/codec/utf8.h"
#include "src/plan/one_line.h"

namespace aegis::yaml {
namespace {

std::string Problems(std::string_view text) {
  Diagnostics diagnostics;
  Parse(text, diagnostics);
  return diagnostics.Render("f");
}

TEST(Yaml, KeepsPositionsOfKeysAndValues) {
  Diagnostics diagnostics;
  const auto root =
      Parse("name: x\nroutes:\n  - from: {topics: [a, \"b\"]}\n    to: c\n", diagnostics);
  ASSERT_TRUE(diagnostics.empty()) << diagnostics.Render("f");
  const Entry* routes = root->FindEntry("routes");
  ASSERT_NE(routes, nullptr);
  EXPECT_EQ(routes->at, (Position{2, 1}));
  const Node& route = routes->value.items.at(0);
  EXPECT_EQ(route.at, (Position{3, 5}));
  const Node* topics = route.Find("from")->Find("topics");
  ASSERT_NE(topics, nullptr);
  EXPECT_EQ(topics->at, (Position{3, 20}));
  EXPECT_EQ(topics->items.at(1).at, (Position{3, 24}));
  EXPECT_TRUE(topics->items.at(1).quoted);
  EXPECT_FALSE(topics->items.at(0).quoted);
  EXPECT_EQ(route.FindEntry("to")->at, (Position{4, 5}));
  EXPECT_EQ(route.Find("to")->at, (Position{4, 9}));
  EXPECT_EQ(route.Find("nothing"), nullptr);
}

TEST(Yaml, EmptyFileIsNull) {
  Diagnostics diagnostics;
  for (std::string_view text : {"", "\n", "# only a comment\n"}) {
    const auto root = Parse(text, diagnostics);
    ASSERT_TRUE(root.has_value());
    EXPECT_TRUE(root->IsNull());
  }
  EXPECT_TRUE(diagnostics.empty());
}

TEST(Yaml, ANullThatIsWrittenIsToldFromNothing) {
  Diagnostics diagnostics;
  const auto root = Parse(
      "\xEF\xBB\xBFé: ü\na: null\nb:\nnull_c: {d: null, e: , f: ~, g: [null]}\nh: null # x\ni: "
      "\"null\"",
      diagnostics);
  ASSERT_TRUE(root.has_value() && diagnostics.empty()) << diagnostics.Render("f");
  const auto is_written = [](const Node* node) { return node->IsNull() && node->scalar == "null"; };
  EXPECT_TRUE(is_written(root->Find("a")));
  EXPECT_FALSE(is_written(root->Find("b")));
  EXPECT_TRUE(is_written(root->Find("null_c")->Find("d")));
  EXPECT_FALSE(is_written(root->Find("null_c")->Find("e")));
  EXPECT_FALSE(is_written(root->Find("null_c")->Find("f")));
  EXPECT_TRUE(is_written(&root->Find("null_c")->Find("g")->items.at(0)));
  EXPECT_TRUE(is_written(root->Find("h")));
  EXPECT_TRUE(root->Find("i")->IsScalar());
}

TEST(Yaml, RefusesWhatWouldSurprise) {
  EXPECT_EQ(Problems("a: 1\nb: 2\na: 3\n"), "f:3:1: error: duplicate key `a`\n");
  EXPECT_EQ(Problems("a: {x: 1, x: 2}\n"), "f:1:11: error: duplicate key `x`\n");
  EXPECT_EQ(Problems("a: &n 1\nb: *n\n"),
            "f:2:4: error: aliases (*name) are not taken here; write the value out\n");
  EXPECT_EQ(Problems("[a, b]: 1\n"), "f:1:1: error: a key must be a name\n");
  EXPECT_EQ(Problems("a: !!python/object 1\n"),
            "f:1:4: error: tags (tag:yaml.org,2002:python/object) are not taken here\n");
  EXPECT_EQ(Problems("a: 1\n---\nb: 2\n"),
            "f:2:1: error: a second document begins here; one file holds one\n");
}

TEST(Yaml, DuplicatesAreAllReportedAndTheFirstStays) {
  Diagnostics diagnostics;
  const auto root = Parse("a: 1\na: 2\na: 3\n", diagnostics);
  EXPECT_EQ(diagnostics.size(), 2U);
  EXPECT_EQ(root->Find("a")->scalar, "1");
}

TEST(Yaml, SyntaxErrorsHavePositions) {
  EXPECT_EQ(Problems("a: [1, 2\nb: 3\n").substr(0, 4), "f:2:");
  EXPECT_EQ(Problems("a: b: c\n").substr(0, 6), "f:1:5:");
  EXPECT_NE(Problems("\ta: 1\n"), "");
  EXPECT_NE(Problems(std::string_view("a: \0\x01\xff", 6)), "x");  // whatever it is, no crash
}

TEST(Yaml, IsBounded) {
  const std::string large(limits::kMaxYamlBytes + 1, '#');
  EXPECT_EQ(Problems(large), "f: error: larger than 4194304 bytes\n");
  std::string deep;
  for (int i = 0; i < 70; ++i) deep += "[";
  for (int i = 0; i < 70; ++i) deep += "]";
  EXPECT_EQ(Problems(deep), "f:1:65: error: nested deeper than 64 levels\n");
  EXPECT_NE(Problems(std::string(200'000, '[')), "");
  EXPECT_NE(Problems(std::string(200'000, '{')), "");
}

TEST(Yaml, ProblemsAreSortedByPosition) {
  Diagnostics diagnostics;
  diagnostics.Add({3, 1}, "c");
  diagnostics.Add({}, "whole");
  diagnostics.Add({1, 9}, "b");
  diagnostics.Add({1, 2}, "a");
  EXPECT_EQ(diagnostics.Render("p.yaml"),
            "p.yaml: error: whole\np.yaml:1:2: error: a\np.yaml:1:9: error: b\n"
            "p.yaml:3:1: error: c\n");
}

TEST(Yaml, WhatIsSaidIsBounded) {
  Diagnostics diagnostics;
  for (int i = 0; i < 5000; ++i) diagnostics.Add({i + 1, 1}, "x");
  EXPECT_EQ(diagnostics.size(), 5000u);
  const std::string all = diagnostics.Render("f");
  EXPECT_TRUE(
      all.ends_with("f:1000:1: error: x\nf:1001:1: error: from here on, 4000 more problems\n"));

  Diagnostics one;
  std::string name;
  for (int i = 0; i < 100'000; ++i) name += "é";
  one.Add({}, "unknown key `" + name + "`; did you mean `x`?");
  const std::string message = one.Sorted().front().message;
  EXPECT_LT(message.size(), limits::kMaxProblemBytes + 20);
  EXPECT_TRUE(message.starts_with("unknown key `é"));
  EXPECT_TRUE(message.ends_with("é`; did you mean `x`?"));
  EXPECT_TRUE(IsValidUtf8(message));
}

TEST(Yaml, NoTerminalObeysWhatIsSaid) {
  std::string line;
  AppendOnOneLine("a\nb\tc\x1b[2J\x7f\u009b1m\u202Ed\ufeff é 中 \U0001f600", line);
  EXPECT_EQ(line, "a\\nb\\tc\\x1b[2J\\x7f\\u009b1m\\u202ed\\ufeff é 中 \U0001f600");
  line.clear();
  AppendOnOneLine("cut \xe4\xb8", line);
  EXPECT_EQ(line, "cut \xe4\xb8");
}

TEST(Yaml, NearestFindsTyposOnly) {
  const std::string_view names[] = {"format", "fields", "headers", "policy"};
  EXPECT_EQ(Nearest("formt", names), "format");
  EXPECT_EQ(Nearest("polcy", names), "policy");
  EXPECT_EQ(Nearest("heders", names), "headers");
  EXPECT_EQ(Nearest("zzzzzz", names), "");
  EXPECT_EQ(Nearest("", names), "");
  EXPECT_EQ(DidYouMean("feilds", names), "; did you mean `fields`?");
  EXPECT_EQ(DidYouMean("xyz", names), "");
}

}  // namespace
}  // namespace aegis::yaml
