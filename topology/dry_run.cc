#include "topology/dry_run.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "src/pipeline.h"

namespace aegis::topology {
namespace {

using schema::Key;
using schema::Type;

constexpr Type kHeaderValues = schema::FreeMapping(schema::kAny);
constexpr Key kInputKeys[] = {
    {.name = "topic", .type = &schema::kString, .doc = "The input topic", .required = true},
    {.name = "key", .type = &schema::kString, .doc = "The record's key; without it, none"},
    {.name = "value",
     .type = &schema::kString,
     .doc = "The record's value; without it, a tombstone"},
    {.name = "headers", .type = &kHeaderValues, .doc = "Names and values"},
};
constexpr Type kInput = schema::Mapping(kInputKeys);

constexpr schema::Choice kOutcomes[] = {{"forward"}, {"drop"}, {"quarantine"}};
constexpr Type kOutcome = schema::Enum(kOutcomes);
constexpr Key kExpectKeys[] = {
    {.name = "route",
     .type = &schema::kString,
     .doc = "The route's name; may be left out when one route matches"},
    {.name = "outcome",
     .type = &kOutcome,
     .default_text = "forward",
     .doc = "What becomes of the record"},
    {.name = "to", .type = &schema::kString, .doc = "The output topic"},
    {.name = "key", .type = &schema::kAny, .doc = "The key as it is written, exactly; null: none"},
    {.name = "value",
     .type = &schema::kAny,
     .doc = "The value as it is written, exactly; null: a tombstone"},
    {.name = "headers", .type = &kHeaderValues, .doc = "All headers as they are written"},
    {.name = "error",
     .type = &schema::kString,
     .doc = "Why it is quarantined, such as invalid_json"},
    {.name = "findings",
     .type = &schema::kStringList,
     .doc = "The entities found in the value, in order"},
};
constexpr Type kExpect = schema::Mapping(kExpectKeys);
constexpr Type kExpectList = schema::ListOf(kExpect);
constexpr std::string_view kNoRoute = "no_route";
constexpr schema::Choice kUnread[] = {{kNoRoute}};
constexpr Type kUnreadTopic = schema::Enum(kUnread);
constexpr const Type* kExpectAlternatives[] = {&kExpectList, &kUnreadTopic};
constexpr Type kExpectations = schema::Either(kExpectAlternatives);
constexpr Key kTestKeys[] = {
    {.name = "name", .type = &schema::kString, .doc = "What the test shows", .required = true},
    {.name = "input", .type = &kInput, .doc = "One record", .required = true},
    {.name = "expect",
     .type = &kExpectations,
     .doc = "One entry for each route that the record matches; no_route: none does",
     .required = true},
};
constexpr Type kTest = schema::Mapping(kTestKeys);
constexpr Type kTests = schema::ListOf(kTest);
constexpr Type kKeyValues = schema::FreeMapping(schema::kString);
constexpr Key kFileKeys[] = {
    {.name = "keys",
     .type = &kKeyValues,
     .doc = "Keys for the tests, 32 bytes in base64 each, in place of the real ones"},
    {.name = "tests", .type = &kTests, .doc = "The tests", .required = true},
};
constexpr Type kFile = schema::Mapping(kFileKeys);

constexpr std::string_view kTestKeyId = "test";

std::string Text(const yaml::Node* node) {
  return std::string(schema::AsString(node).value_or(""));
}

struct OwnedHeaders {
  explicit OwnedHeaders(const yaml::Node* node) {
    if (node == nullptr) return;
    for (const yaml::Entry& entry : node->entries) {
      headers.push_back(
          {entry.key, entry.value.IsNull() ? kNull : std::string_view(entry.value.scalar)});
    }
  }
  std::vector<Header> headers;
};

std::string Shown(std::string_view bytes) {
  return IsNull(bytes) ? std::string("none") : "'" + std::string(bytes) + "'";
}

std::string Joined(const std::vector<std::string>& names) {
  std::string out = "[";
  for (const std::string& name : names) out += (out.size() > 1 ? ", " : "") + name;
  return out + "]";
}

// What the table cannot say. A test that compares nothing, or never what somebody wrote down, would
// pass for ever.
class Linter {
 public:
  explicit Linter(yaml::Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void CheckTests(const yaml::Node& tests) {
    if (tests.items.empty()) diagnostics_.Add(tests.at, "at least one test is needed");
    std::map<std::string, int> lines;
    for (const yaml::Node& test : tests.items) {
      const yaml::Node& name = *test.Find("name");
      if (name.scalar.empty()) diagnostics_.Add(name.at, "a test's name is empty");
      const auto [first, fresh] = lines.emplace(name.scalar, name.at.line);
      if (!fresh) {
        diagnostics_.Add(name.at, "a test named `" + name.scalar + "` is at line " +
                                      std::to_string(first->second) + " already");
      }
      CheckHeaders(test.Find("input")->Find("headers"));
      CheckExpectations(*test.Find("expect"));
    }
  }

 private:
  void CheckExpectations(const yaml::Node& expectations) {
    if (expectations.IsScalar()) return;
    if (expectations.items.empty()) {
      diagnostics_.Add(expectations.at,
                       "nothing is expected; say what becomes of the record on each route, or "
                       "`expect: no_route` when no route may read its topic");
    }
    for (const yaml::Node& expectation : expectations.items) CheckExpectation(expectation);
  }

  void CheckExpectation(const yaml::Node& expectation) {
    const auto is_said = [&](std::string_view key) { return expectation.Find(key) != nullptr; };
    if (expectation.entries.empty() || (expectation.entries.size() == 1 && is_said("route"))) {
      diagnostics_.Add(expectation.at,
                       "compares nothing; name one of outcome, to, key, value, headers, error or "
                       "findings");
    }
    const std::string_view outcome =
        schema::AsString(expectation.Find("outcome")).value_or("forward");
    const auto goes_with = [&](std::string_view key, std::string_view wanted) {
      const yaml::Entry* entry = expectation.FindEntry(key);
      if (entry == nullptr || outcome == wanted) return;
      diagnostics_.Add(entry->at, "`" + entry->key +
                                      "` goes with `outcome: " + std::string(wanted) +
                                      "`, not with `" + std::string(outcome) + "`");
    };
    for (const char* key : {"to", "key", "value", "headers"}) goes_with(key, "forward");
    goes_with("error", "quarantine");
    for (const char* key : {"key", "value"}) {
      const yaml::Node* node = expectation.Find(key);
      if (node != nullptr && !node->IsNull() && !node->IsScalar())
        diagnostics_.Add(node->at, "expected a text or null");
    }
    if (const yaml::Node* error = expectation.Find("error")) CheckError(*error);
    CheckHeaders(expectation.Find("headers"));
  }

  void CheckError(const yaml::Node& error) {
    std::vector<std::string_view> names;
    for (size_t code = 0; code < kRecordErrorCount; ++code)
      names.push_back(RecordErrorName(static_cast<RecordErrorCode>(code)));
    if (std::find(names.begin(), names.end(), error.scalar) != names.end()) return;
    diagnostics_.Add(error.at, "there is no error `" + error.scalar + "`" +
                                   yaml::DidYouMean(error.scalar, names));
  }

  void CheckHeaders(const yaml::Node* headers) {
    if (headers == nullptr) return;
    for (const yaml::Entry& entry : headers->entries) {
      if (!entry.value.IsNull() && !entry.value.IsScalar())
        diagnostics_.Add(entry.value.at, "expected a text or null");
    }
  }

  yaml::Diagnostics& diagnostics_;
};

std::string_view OutcomeName(const Outcome& outcome) {
  if (std::holds_alternative<Forward>(outcome)) return "forward";
  return std::holds_alternative<Drop>(outcome) ? "drop" : "quarantine";
}

class Case {
 public:
  Case(const Config& config, Pipeline& pipeline, const yaml::Node& test,
       yaml::Diagnostics& diagnostics)
      : config_(config), pipeline_(pipeline), test_(test), diagnostics_(diagnostics) {}

  DryRunResult Run() {
    result_.name = Text(test_.Find("name"));
    result_.at = test_.at;
    const yaml::Node& input = *test_.Find("input");
    const std::string topic = Text(input.Find("topic"));
    const OwnedHeaders headers(input.Find("headers"));
    Record record;
    record.topic = topic;
    record.key = Part(input, "key");
    record.value = Part(input, "value");
    record.headers = headers.headers;

    std::vector<Match> matches = config_.work.routes->MatchTopic(topic);
    const yaml::Node& expectations = *test_.Find("expect");
    if (matches.empty() && expectations.IsSequence()) SayUnread(*input.Find("topic"));
    std::vector<uint16_t> routes;
    for (const Match& match : matches) routes.push_back(match.route);
    const Input batch[] = {{record, routes}};
    std::span<const Decision> decisions;
    if (!routes.empty()) decisions = pipeline_.Process(batch, arena_);

    std::vector<bool> expected(matches.size());
    for (const yaml::Node& expectation : expectations.items) {
      const std::optional<size_t> which = FindRoute(expectation, matches);
      if (!which) continue;
      if (expected[*which]) {
        diagnostics_.Add(expectation.at,
                         "route `" + RouteName(matches[*which]) + "` is expected twice");
        continue;
      }
      expected[*which] = true;
      Compare(expectation, matches[*which], decisions[*which], record);
    }
    for (size_t i = 0; i < matches.size(); ++i) {
      if (!expected[i])
        Differ(RouteName(matches[i]) +
               ": the record matches this route, and nothing is expected of it");
    }
    return std::move(result_);
  }

 private:
  static std::string_view Part(const yaml::Node& input, std::string_view name) {
    const yaml::Node* node = input.Find(name);
    return node == nullptr || node->IsNull() ? kNull : std::string_view(node->scalar);
  }

  const std::string& RouteName(const Match& match) const {
    return config_.work.routes->routes()[match.route].name;
  }
  void SayUnread(const yaml::Node& topic) {
    std::vector<std::string_view> names;
    for (const Route& route : config_.work.routes->routes())
      names.insert(names.end(), route.topics.begin(), route.topics.end());
    diagnostics_.Add(topic.at, "no route reads topic `" + topic.scalar + "`" +
                                   yaml::DidYouMean(topic.scalar, names));
  }
  void Differ(std::string what) { result_.failures.push_back(std::move(what)); }

  std::optional<size_t> FindRoute(const yaml::Node& expectation,
                                  const std::vector<Match>& matches) {
    const yaml::Node* wanted = expectation.Find("route");
    if (wanted == nullptr) {
      if (matches.size() == 1) return 0;
      if (!matches.empty()) Differ("the record matches several routes: say which `route` is meant");
      return std::nullopt;
    }
    std::vector<std::string_view> names;
    for (const Route& route : config_.work.routes->routes()) names.push_back(route.name);
    if (std::find(names.begin(), names.end(), wanted->scalar) == names.end()) {
      diagnostics_.Add(wanted->at, "there is no route `" + wanted->scalar + "`" +
                                       yaml::DidYouMean(wanted->scalar, names));
      return std::nullopt;
    }
    for (size_t i = 0; i < matches.size(); ++i) {
      if (RouteName(matches[i]) == wanted->scalar) return i;
    }
    if (!matches.empty()) Differ(wanted->scalar + ": the record does not match this route");
    return std::nullopt;
  }

  void CompareText(const yaml::Node& expectation, std::string_view what, std::string_view got,
                   const std::string& route) {
    const yaml::Node* wanted = expectation.Find(what);
    if (wanted == nullptr) return;
    const std::string_view text = wanted->IsNull() ? kNull : std::string_view(wanted->scalar);
    if (text == got && IsNull(text) == IsNull(got)) return;
    Differ(route + ": " + std::string(what) + "\n    expected " + Shown(text) + "\n    got      " +
           Shown(got));
  }

  void Compare(const yaml::Node& expectation, const Match& match, const Decision& decision,
               const Record& record) {
    const std::string& route = RouteName(match);
    const std::string_view wanted =
        schema::AsString(expectation.Find("outcome")).value_or("forward");
    if (const std::string_view got = OutcomeName(decision.outcome); got != wanted) {
      std::string why;
      if (const auto* quarantine = std::get_if<Quarantine>(&decision.outcome)) {
        why = " (" + std::string(RecordErrorName(quarantine->error.code)) + ")";
      }
      Differ(route + ": outcome\n    expected " + std::string(wanted) + "\n    got      " +
             std::string(got) + why);
      return;
    }
    CompareText(expectation, "to", match.output, route);
    if (const auto* forward = std::get_if<Forward>(&decision.outcome)) {
      CompareText(expectation, "key", forward->key, route);
      CompareText(expectation, "value", forward->value, route);
      CompareHeaders(expectation, forward->headers, route);
    }
    if (const auto* quarantine = std::get_if<Quarantine>(&decision.outcome)) {
      CompareText(expectation, "error", RecordErrorName(quarantine->error.code), route);
    }
    CompareFindings(expectation, match, record, route);
  }

  void CompareHeaders(const yaml::Node& expectation, std::span<const Header> got,
                      const std::string& route) {
    const yaml::Node* node = expectation.Find("headers");
    if (node == nullptr) return;
    const OwnedHeaders wanted(node);
    const auto same = [](const Header& a, const Header& b) {
      return a.name == b.name && a.value == b.value && IsNull(a.value) == IsNull(b.value);
    };
    if (std::equal(wanted.headers.begin(), wanted.headers.end(), got.begin(), got.end(), same))
      return;
    std::string shown;
    for (const Header& header : got)
      shown += "\n             " + std::string(header.name) + ": " + Shown(header.value);
    Differ(route + ": headers differ, got" + shown);
  }

  void CompareFindings(const yaml::Node& expectation, const Match& match, const Record& record,
                       const std::string& route) {
    const yaml::Node* node = expectation.Find("findings");
    if (node == nullptr) return;
    std::vector<std::string> wanted;
    for (const yaml::Node& item : node->items) wanted.push_back(item.scalar);
    std::vector<std::string> got;
    if (!record.value.empty()) {
      const auto inspection = pipeline_.Inspect(record.value, match.route, arena_);
      if (!inspection) return Differ(route + ": no findings, since the record is quarantined");
      const RuleSet& rules = pipeline_.plan().rules;
      for (const Finding& finding : inspection->findings)
        got.push_back(rules.EntityName(rules.EntityOf(finding.rule)));
    }
    if (wanted != got)
      Differ(route + ": findings\n    expected " + Joined(wanted) + "\n    got      " +
             Joined(got));
  }

  const Config& config_;
  Pipeline& pipeline_;
  const yaml::Node& test_;
  yaml::Diagnostics& diagnostics_;
  Arena arena_;
  DryRunResult result_;
};

// A key that stands in for none leaves the real one in use.
void CheckKeysAreUsed(const Plan& plan, const yaml::Node& tests, yaml::Diagnostics& diagnostics) {
  const yaml::Node* keys = tests.Find("keys");
  if (keys == nullptr) return;
  std::vector<std::string_view> used;
  for (std::string_view id : plan.key_ids) used.push_back(id.substr(0, id.rfind(':')));
  for (const yaml::Entry& entry : keys->entries) {
    if (std::find(used.begin(), used.end(), entry.key) != used.end()) continue;
    diagnostics.Add(entry.at,
                    "no action uses a key `" + entry.key + "`" + yaml::DidYouMean(entry.key, used));
  }
}

}  // namespace

const schema::Type& DryRunType() { return kFile; }

bool CheckDryRun(const yaml::Node& root, yaml::Diagnostics& diagnostics) {
  if (!schema::Check(root, kFile, diagnostics)) return false;
  Linter(diagnostics).CheckTests(*root.Find("tests"));
  return diagnostics.empty();
}

Keys DryRunKeys(const yaml::Node& tests, yaml::Diagnostics& diagnostics) {
  Keys keys;
  const yaml::Node* named = tests.Find("keys");
  if (named == nullptr) return keys;
  for (const yaml::Entry& entry : named->entries) {
    const std::string id(kTestKeyId);
    auto keyset = ParseKeyset(R"({"version":1,"primary":")" + id + R"(","keys":{")" + id +
                              R"(":")" + entry.value.scalar + R"("}})");
    if (!keyset) {
      diagnostics.Add(entry.value.at, "a test's key is 32 bytes in base64");
      continue;
    }
    keys[entry.key] = std::make_shared<const Keyset>(std::move(*keyset));
  }
  return keys;
}

Result<std::vector<DryRunResult>> RunDry(const Config& config, const yaml::Node& tests,
                                         yaml::Diagnostics& diagnostics) {
  auto pipeline = Pipeline::New(config.work.plan);
  if (!pipeline) return tl::unexpected(pipeline.error());
  CheckKeysAreUsed(*config.work.plan, tests, diagnostics);
  std::vector<DryRunResult> results;
  for (const yaml::Node& test : tests.Find("tests")->items) {
    results.push_back(Case(config, **pipeline, test, diagnostics).Run());
  }
  return results;
}

}  // namespace aegis::topology
