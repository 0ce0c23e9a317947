#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "src/pipeline.h"
#include "src/plan/compile.h"
#include "src/plan/yaml.h"

namespace aegis {
namespace {

using yaml::Node;

std::string ReadAll(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::shared_ptr<const Keyset> GoldenKeyset() {
  auto keyset = std::make_shared<Keyset>();
  keyset->primary = "k1";
  for (unsigned char i = 0; i < 32; ++i) keyset->keys["k1"][i] = i;
  return keyset;
}

std::string_view TextOf(const Node* node) {
  return node == nullptr || !node->IsScalar() ? kNull : std::string_view(node->scalar);
}

// "key=… value=… name: … " with null told from empty, so that one comparison shows everything.
std::string Show(std::string_view key, std::string_view value, std::span<const Header> headers) {
  const auto shown = [](std::string_view bytes) {
    return IsNull(bytes) ? std::string("(null)") : "'" + std::string(bytes) + "'";
  };
  std::string out = "key=" + shown(key) + "\nvalue=" + shown(value) + "\n";
  for (const Header& header : headers) {
    out += std::string(header.name) + ": " + shown(header.value) + "\n";
  }
  return out;
}

std::vector<Header> HeadersOf(const Node* node) {
  std::vector<Header> headers;
  if (node == nullptr) return headers;
  for (const yaml::Entry& entry : node->entries) {
    headers.push_back({entry.key, TextOf(&entry.value)});
  }
  return headers;
}

class GoldenFile : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(GoldenFile, HoldsForEveryCase) {
  yaml::Diagnostics diagnostics;
  const auto root = yaml::Parse(ReadAll(GetParam()), diagnostics);
  ASSERT_TRUE(diagnostics.empty()) << diagnostics.Render(GetParam().filename().string());
  PlanInput input;
  const Node* wanted = root->Find("plan");
  ASSERT_NE(wanted, nullptr);
  input.policies = wanted->Find("policies");
  input.routes = wanted->Find("routes");
  input.keys["ids"] = GoldenKeyset();
  const auto plan = CompilePlan(input, diagnostics);
  ASSERT_NE(plan, nullptr) << diagnostics.Render(GetParam().filename().string());
  auto pipeline = Pipeline::New(plan);
  ASSERT_TRUE(pipeline);
  std::vector<uint16_t> routes;
  for (uint16_t i = 0; i < plan->routes.size(); ++i) routes.push_back(i);

  const Node* cases = root->Find("cases");
  ASSERT_NE(cases, nullptr);
  ASSERT_FALSE(cases->items.empty());
  for (const Node& one : cases->items) {
    SCOPED_TRACE(GetParam().filename().string() + ":" + std::to_string(one.at.line));
    const std::vector<Header> headers = HeadersOf(one.Find("headers"));
    Input record;
    record.record.key = TextOf(one.Find("key"));
    record.record.value = TextOf(one.Find("value"));
    record.record.headers = headers;
    record.routes = routes;
    Arena arena;
    for (const Decision& decision : (*pipeline)->Process(std::span(&record, 1), arena)) {
      const std::string& name = plan->routes[decision.route].name;
      SCOPED_TRACE(name);
      const Node* out = one.Find(name);
      if (out == nullptr) continue;  // this case says nothing of the route
      if (const Node* error = out->Find("quarantine")) {
        const auto* quarantine = std::get_if<Quarantine>(&decision.outcome);
        ASSERT_NE(quarantine, nullptr);
        EXPECT_EQ(RecordErrorName(quarantine->error.code), error->scalar);
        continue;
      }
      const auto* forward = std::get_if<Forward>(&decision.outcome);
      ASSERT_NE(forward, nullptr) << RecordErrorName(
          std::get<Quarantine>(decision.outcome).error.code);
      const Node* key = out->Find("key");
      const Node* value = out->Find("value");
      const Node* changed = out->Find("headers");
      const std::vector<Header> headers_out = changed == nullptr ? headers : HeadersOf(changed);
      EXPECT_EQ(Show(forward->key, forward->value, forward->headers),
                Show(key == nullptr ? record.record.key : TextOf(key),
                     value == nullptr ? record.record.value : TextOf(value), headers_out));
      // What comes out, sent in again, comes out the same.
      Input again;
      again.record.key = forward->key;
      again.record.value = forward->value;
      again.record.headers = forward->headers;
      const uint16_t same_route[] = {decision.route};
      again.routes = same_route;
      const auto second = (*pipeline)->Process(std::span(&again, 1), arena);
      const auto* twice = std::get_if<Forward>(&second[0].outcome);
      ASSERT_NE(twice, nullptr);
      EXPECT_EQ(Show(twice->key, twice->value, twice->headers),
                Show(forward->key, forward->value, forward->headers));
    }
  }
}

std::vector<std::filesystem::path> GoldenFiles() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(AEGIS_GOLDEN_DIR)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

INSTANTIATE_TEST_SUITE_P(Golden, GoldenFile, testing::ValuesIn(GoldenFiles()),
                         [](const auto& file) { return file.param.stem().string(); });

}  // namespace
}  // namespace aegis
