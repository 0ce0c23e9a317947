#include "src/plan/schema.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <vector>

#include "src/plan/policy_schema.h"

namespace aegis::schema {
namespace {

constexpr Type kPort = IntegerIn(0, 65535);
constexpr Type kInterval = DurationIn(1, 10'000);
constexpr Type kBytes = SizeIn(1, int64_t{1} << 20);
constexpr Type kRatio = NumberIn(0, 1);
constexpr Choice kColours[] = {{"red"}, {"green"}, {"infrared", Status::kNotBuilt}};
constexpr Type kColour = Enum(kColours);
constexpr Key kFromFileKeys[] = {{.name = "file", .type = &kString, .required = true}};
constexpr Type kFromFile = Mapping(kFromFileKeys);
constexpr const Type* kTextOrFileTypes[] = {&kString, &kFromFile};
constexpr Type kTextOrFile = Either(kTextOrFileTypes);
constexpr Choice kAutoChoice[] = {{"auto"}};
constexpr Type kAuto = Enum(kAutoChoice);
constexpr const Type* kCountTypes[] = {&kAuto, &kPort};
constexpr Type kCountOrAuto = Either(kCountTypes);
constexpr Key kDoKeys[] = {
    {.name = "wait", .type = &kInterval, .doc = "Wait"},
    {.name = "stop", .type = &kNothing, .bare = true},
    {.name = "fly", .type = &kAny, .status = Status::kNotBuilt},
};
constexpr Type kDo = OneOf(kDoKeys);
constexpr Type kDoList = ListOf(kDo);
constexpr Type kSecrets = FreeMapping(kTextOrFile);
constexpr Key kRootKeys[] = {
    {.name = "name", .type = &kString, .doc = "The name", .required = true},
    {.name = "port", .type = &kPort, .default_text = "0", .doc = "The port"},
    {.name = "interval", .type = &kInterval, .default_text = "100ms"},
    {.name = "bytes", .type = &kBytes},
    {.name = "ratio", .type = &kRatio},
    {.name = "on", .type = &kBool},
    {.name = "colour", .type = &kColour},
    {.name = "words", .type = &kStringList},
    {.name = "secrets", .type = &kSecrets},
    {.name = "count", .type = &kCountOrAuto},
    {.name = "do", .type = &kDoList},
    {.name = "later", .type = &kAny, .status = Status::kNotBuilt},
};
constexpr Type kRoot = Mapping(kRootKeys);

struct Case {
  std::string_view yaml;
  std::string_view problems;
};

TEST(Schema, TakesWhatTheTableSays) {
  yaml::Diagnostics diagnostics;
  const auto root = yaml::Parse(
      "name: x\nport: 0\ninterval: 10s\nbytes: 64KiB\nratio: 0.25\non: true\ncolour: red\n"
      "words: [a, 1]\nsecrets: {a: b, c: {file: d}}\ncount: auto\ndo: [stop, {wait: 5ms}, {stop: "
      "}]\n",
      diagnostics);
  EXPECT_TRUE(Check(*root, kRoot, diagnostics)) << diagnostics.Render("f");
  EXPECT_EQ(AsString(root->Find("name")), "x");
  EXPECT_EQ(AsInteger(root->Find("port")), 0);
  EXPECT_EQ(AsDurationMs(root->Find("interval")), 10'000);
  EXPECT_EQ(AsSizeBytes(root->Find("bytes")), 65536);
  EXPECT_EQ(AsNumber(root->Find("ratio")), 0.25);
  EXPECT_EQ(AsBool(root->Find("on")), true);
  EXPECT_EQ(AsString(root->Find("absent")), std::nullopt);
}

TEST(Schema, ReportsEveryProblemWithItsPosition) {
  const Case cases[] = {
      {"port: 1\n", "f:1:1: error: `name` is missing\n"},
      {"name: x\nprot: 1\n", "f:2:1: error: unknown key `prot`; did you mean `port`?\n"},
      {"name: x\nlater: 1\n", "f:2:1: error: `later` is not supported by this version\n"},
      {"name: [x]\n", "f:1:7: error: expected a text, found a list\n"},
      {"name:\n", "f:1:1: error: expected a text, found nothing\n"},
      {"name: x\nport: \"1\"\n", "f:2:7: error: expected a whole number, found `1`\n"},
      {"name: x\nport: 70000\n", "f:2:7: error: must be at most 65535\n"},
      {"name: x\nport: -1\n", "f:2:7: error: must be at least 0\n"},
      {"name: x\ninterval: 100\n",
       "f:2:11: error: expected a duration with its unit, such as 100ms, 10s or 24h, found "
       "`100`\n"},
      {"name: x\ninterval: 1m\n", "f:2:11: error: must be at most 10s\n"},
      {"name: x\ninterval: 99999999999999999999s\n",
       "f:2:11: error: expected a duration with its unit, such as 100ms, 10s or 24h, found "
       "`99999999999999999999s`\n"},
      {"name: x\nbytes: 8mb\n",
       "f:2:8: error: expected a size with its unit, such as 64KiB or 8MiB, found `8mb`\n"},
      {"name: x\nbytes: 2MiB\n", "f:2:8: error: must be at most 1MiB\n"},
      {"name: x\nratio: 1.5\n", "f:2:8: error: expected a number from 0.0 to 1.0, found `1.5`\n"},
      {"name: x\nratio: nan\n", "f:2:8: error: expected a number from 0.0 to 1.0, found `nan`\n"},
      {"name: x\non: yes\n", "f:2:5: error: expected true or false, found `yes`\n"},
      {"name: x\ncolour: gren\n",
       "f:2:9: error: expected red or green, found `gren`; did you mean `green`?\n"},
      {"name: x\ncolour: infrared\n",
       "f:2:9: error: `infrared` is not supported by this version\n"},
      {"name: x\nwords: a\n", "f:2:8: error: expected a list, found `a`\n"},
      {"name: x\nwords: [a, {b: c}]\n", "f:2:12: error: expected a text, found a mapping\n"},
      {"name: x\nsecrets: {a: {fiel: d}}\n",
       "f:2:14: error: `file` is missing\nf:2:15: error: unknown key `fiel`; did you mean "
       "`file`?\n"},
      {"name: x\ncount: many\n", "f:2:8: error: expected auto or a whole number, found `many`\n"},
      {"name: x\ndo: [go]\n", "f:2:6: error: expected wait or stop, found `go`\n"},
      {"name: x\ndo: [wait]\n", "f:2:6: error: `wait` needs a value: {wait: …}\n"},
      {"name: x\ndo: [fly]\n", "f:2:6: error: `fly` is not supported by this version\n"},
      {"name: x\ndo: [{fly: {high: 1}}]\n",
       "f:2:7: error: `fly` is not supported by this version\n"},
      {"name: x\ndo: [{wait: 1s, stop: }]\n",
       "f:2:6: error: expected exactly one of wait or stop\n"},
      {"name: x\ndo: [{wiat: 1s}]\n", "f:2:7: error: unknown key `wiat`; did you mean `wait`?\n"},
      {"[a]\n", "f:1:1: error: expected a mapping, found a list\n"},
      {"port: x\nnmae: y\non: 1\n",
       "f:1:1: error: `name` is missing\nf:1:7: error: expected a whole number, found `x`\n"
       "f:2:1: error: unknown key `nmae`; did you mean `name`?\n"
       "f:3:5: error: expected true or false, found `1`\n"},
  };
  for (const Case& c : cases) {
    yaml::Diagnostics diagnostics;
    const auto root = yaml::Parse(c.yaml, diagnostics);
    ASSERT_TRUE(root.has_value()) << c.yaml;
    EXPECT_FALSE(Check(*root, kRoot, diagnostics)) << c.yaml;
    EXPECT_EQ(diagnostics.Render("f"), c.problems) << c.yaml;
  }
}

TEST(Schema, MakesAJsonSchemaOfTheSameTable) {
  const auto schema = nlohmann::json::parse(JsonSchema(kRoot, "test"));
  EXPECT_EQ(schema["title"], "test");
  EXPECT_EQ(schema["additionalProperties"], false);
  EXPECT_EQ(schema["required"], nlohmann::json::array({"name"}));
  EXPECT_EQ(schema["properties"]["port"]["maximum"], 65535);
  EXPECT_EQ(schema["properties"]["port"]["default"], 0);
  EXPECT_EQ(schema["properties"]["interval"]["default"], "100ms");
  EXPECT_EQ(schema["properties"]["colour"]["enum"], nlohmann::json::array({"red", "green"}));
  EXPECT_FALSE(schema["properties"].contains("later"));
  EXPECT_EQ(schema["properties"]["words"]["items"]["type"][0], "string");
}

TEST(Schema, WalksEveryKeyWithItsPath) {
  std::vector<std::string> paths;
  ForEachKey(kRoot, [&](const std::string& path, const Key&) { paths.push_back(path); });
  for (const char* path : {"name", "secrets.<name>.file", "do[].wait", "later"}) {
    EXPECT_NE(std::find(paths.begin(), paths.end(), path), paths.end()) << path;
  }
}

// What stands in the tables of the engine itself.
TEST(Schema, EveryEngineKeyIsDocumentedAndItsDefaultIsOfItsType) {
  const auto check = [](const std::string& path, const Key& key) {
    EXPECT_FALSE(key.doc.empty()) << path;
    if (key.default_text.empty()) return;
    yaml::Diagnostics diagnostics;
    const auto node = yaml::Parse(key.default_text, diagnostics);
    EXPECT_TRUE(Check(*node, *key.type, diagnostics)) << path << diagnostics.Render("default");
  };
  ForEachKey(kPolicies, check);
  ForEachKey(kEngineRoute, check);
}

}  // namespace
}  // namespace aegis::schema
