#include "src/plan/yaml_packed.h"

#include <gtest/gtest.h>

namespace aegis::yaml {
namespace {

void ExpectEqual(const Node& a, const Node& b) {
  EXPECT_EQ(a.kind, b.kind);
  EXPECT_EQ(a.at, b.at);
  EXPECT_EQ(a.scalar, b.scalar);
  EXPECT_EQ(a.quoted, b.quoted);
  ASSERT_EQ(a.items.size(), b.items.size());
  for (size_t i = 0; i < a.items.size(); ++i) ExpectEqual(a.items[i], b.items[i]);
  ASSERT_EQ(a.entries.size(), b.entries.size());
  for (size_t i = 0; i < a.entries.size(); ++i) {
    EXPECT_EQ(a.entries[i].key, b.entries[i].key);
    EXPECT_EQ(a.entries[i].at, b.entries[i].at);
    ExpectEqual(a.entries[i].value, b.entries[i].value);
  }
}

TEST(YamlPacked, ComesBackAsItWas) {
  const std::string text = "empty:\nlist: [a, \"b\", 'c', [], {}]\nmap: {x: {y: 1}, z: ~}\n" +
                           std::string(300, '\n') + std::string(200, ' ') +
                           "# far to the right\nlong: " + std::string(20'000, 'x') +
                           "\nletters: \"\\x00 \xc3\xa9\"\n";
  Diagnostics diagnostics;
  const auto node = Parse(text, diagnostics);
  ASSERT_TRUE(node && diagnostics.empty()) << diagnostics.Render("f");
  ASSERT_EQ(node->entries.size(), 5u);
  ASSERT_GT(node->entries[3].at.line, 300);
  ExpectEqual(*node, Unpack(Pack(*node)));
}

TEST(YamlPacked, KeepsAnEmptyFile) {
  Diagnostics diagnostics;
  const auto node = Parse("", diagnostics);
  ASSERT_TRUE(node);
  ExpectEqual(*node, Unpack(Pack(*node)));
}

}  // namespace
}  // namespace aegis::yaml
