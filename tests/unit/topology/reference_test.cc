// docs/configuration.md names every key with its type, default and meaning, as the parser's table
// has them. After a change of the table: AEGIS_UPDATE_DOCS=1 build/debug/tests/unit/test_topology
// --gtest_filter='Reference.*'
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "src/plan/schema.h"
#include "topology/config.h"
#include "topology/config_keys.h"

namespace aegis::topology {
namespace {

constexpr const char* kDocument = AEGIS_SOURCE_DIR "/docs/configuration.md";
constexpr std::string_view kBegin =
    "<!-- keys: checked against the parser's table; see the end of this page -->\n";
constexpr std::string_view kEnd = "<!-- end of keys -->\n";

std::string ReadDocument() {
  std::ifstream file(kDocument);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

bool Reloads(const std::string& path) {
  const auto covers = [&](std::string_view reloadable) {
    return path == reloadable ||
           (path.starts_with(reloadable) &&
            std::string_view(".[").find(path[reloadable.size()]) != std::string_view::npos);
  };
  return std::any_of(ReloadablePaths().begin(), ReloadablePaths().end(), covers);
}

std::string Cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += '\\';
    out += c;
  }
  return out;
}

std::string Table() {
  std::string out = "\n| key | value | default | what it does | reload |\n|---|---|---|---|---|\n";
  schema::ForEachKey(PipelineType(), [&](const std::string& path, const schema::Key& key) {
    // The same actions as below `policies`.
    if (path.starts_with("routes[].fields.always.<name>")) return;
    // The same keys as below `rules.add`, and a shape as one of a list.
    if (path.starts_with("rules.replace[].") || path.starts_with("rules.extend[].find") ||
        path.starts_with("rules.add[].find[]")) {
      return;
    }
    const bool built = key.status == schema::Status::kBuilt;
    out += "| `" + path + "` | " +
           (built ? Cell(schema::Describe(*key.type)) : "not in this version") + " | ";
    if (key.required) {
      out += "needed";
    } else if (!key.default_text.empty()) {
      out += "`" + Cell(key.default_text) + "`";
    }
    out += " | " + Cell(key.doc) + " | " +
           (!built          ? ""
            : Reloads(path) ? "yes"
                            : "restart") +
           " |\n";
  });
  return out + "\n";
}

TEST(Reference, TheDocumentHasTheParsersTable) {
  const std::string document = ReadDocument();
  const size_t begin = document.find(kBegin);
  const size_t end = document.find(kEnd);
  ASSERT_NE(begin, std::string::npos);
  ASSERT_NE(end, std::string::npos);
  const std::string table = Table();
  if (const char* update = std::getenv("AEGIS_UPDATE_DOCS"); update != nullptr && *update == '1') {
    std::ofstream(kDocument) << document.substr(0, begin + kBegin.size()) << table
                             << document.substr(end);
    return;
  }
  EXPECT_EQ(document.substr(begin + kBegin.size(), end - begin - kBegin.size()), table)
      << "run this test with AEGIS_UPDATE_DOCS=1";
}

TEST(Reference, EveryReloadablePathIsAKey) {
  std::set<std::string> paths;
  schema::ForEachKey(PipelineType(),
                     [&](const std::string& path, const schema::Key&) { paths.insert(path); });
  for (const std::string_view path : ReloadablePaths())
    EXPECT_TRUE(paths.contains(std::string(path))) << path;
}

TEST(Reference, TheExamplesOfTheDocumentAreRead) {
  const std::string document = ReadDocument();
  int examples = 0;
  for (size_t at = 0; (at = document.find("```yaml\n", at)) != std::string::npos;) {
    const size_t begin = at + 8;
    const size_t end = document.find("```", begin);
    at = end;
    const std::string text = document.substr(begin, end - begin);
    if (text.starts_with("# part")) continue;  // of a file
    ++examples;
    yaml::Diagnostics diagnostics;
    ParseConfig(text, "docs/example.yaml", diagnostics);
    EXPECT_EQ(diagnostics.Render("example"), "") << text;
  }
  EXPECT_GT(examples, 0);
}

TEST(Reference, DefaultsAreWhatAConfigHas) {
  // Written out, every default with a value gives the same configuration as leaving it out.
  yaml::Diagnostics diagnostics;
  const std::string least =
      "name: p\nkafka: {brokers: [\"b:1\"]}\npolicies: {p: {}}\nroutes:\n  - from: {topics: [a]}\n "
      "   to: {topic: b}\n";
  const auto plain = ParseConfig(least, "p", diagnostics);
  std::map<std::string, std::string> sections;
  std::string written = least;
  schema::ForEachKey(PipelineType(), [&](const std::string& path, const schema::Key& key) {
    const size_t dot = path.find('.');
    if (key.default_text.empty() || path.find('<') != std::string::npos ||
        path.starts_with("routes") || path.starts_with("rules"))
      return;
    if (dot == std::string::npos) {
      written += path + ": " + std::string(key.default_text) + "\n";
    } else {
      sections[path.substr(0, dot)] +=
          "  " + path.substr(dot + 1) + ": " + std::string(key.default_text) + "\n";
    }
  });
  sections["state"] += "  dir: s\n";  // has no default, and must be there
  for (const auto& [section, keys] : sections) written += section + ":\n" + keys;
  const auto full = ParseConfig(written, "p", diagnostics);
  ASSERT_TRUE(diagnostics.empty()) << diagnostics.Render("p") << written;
  EXPECT_EQ(plain->interval, full->interval);
  EXPECT_EQ(plain->max_records, full->max_records);
  EXPECT_EQ(plain->max_bytes, full->max_bytes);
  EXPECT_EQ(plain->transaction_timeout, full->transaction_timeout);
  EXPECT_EQ(plain->session_timeout, full->session_timeout);
  EXPECT_EQ(plain->stop, full->stop);
  EXPECT_EQ(plain->start, full->start);
  EXPECT_EQ(plain->record_limit, full->record_limit);
  EXPECT_EQ(plain->reuse_bytes, full->reuse_bytes);
  EXPECT_EQ(plain->workers, full->workers);
  EXPECT_EQ(plain->pin, full->pin);
  EXPECT_EQ(plain->standby, full->standby);
  EXPECT_EQ(plain->admin.host, full->admin.host);
  EXPECT_EQ(plain->admin.port, full->admin.port);
}

TEST(Reference, TheSchemaForEditorsIsJson) {
  const auto parsed = nlohmann::json::parse(schema::JsonSchema(PipelineType(), "Aegis pipeline"));
  EXPECT_EQ(parsed["properties"]["routes"]["type"], "array");
  EXPECT_TRUE(parsed["properties"].contains("transaction"));
}

}  // namespace
}  // namespace aegis::topology
