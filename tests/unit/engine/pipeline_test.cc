#include "src/pipeline.h"

#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "src/plan/compile.h"
#include "tests/unit/allocation_count.h"
#include "tests/unit/plan/toy_rules.h"

namespace aegis {
namespace {

std::shared_ptr<const Keyset> TestKeyset() {
  auto keyset = std::make_shared<Keyset>();
  keyset->primary = "k1";
  keyset->keys["k1"].fill(7);
  return keyset;
}

std::shared_ptr<const Plan> Compile(std::string_view yaml) {
  static const std::vector<Rule> rules = ToyRules();
  auto plan = PlanFromYaml(yaml, {{"ids", TestKeyset()}}, &rules);
  if (plan) return *plan;
  ADD_FAILURE() << plan.error().message;
  return nullptr;
}

// A pipeline with its arena, and records that own what they show.
class Harness {
 public:
  explicit Harness(std::string_view yaml) : plan_(Compile(yaml)) {
    auto pipeline = Pipeline::New(plan_);
    if (!pipeline) {
      ADD_FAILURE() << pipeline.error().message;
      return;
    }
    pipeline_ = std::move(*pipeline);
    for (uint16_t i = 0; i < plan_->routes.size(); ++i) all_routes_.push_back(i);
  }

  std::span<const Decision> Run(const Record& record) {
    const Input input{record, all_routes_};
    return pipeline_->Process(std::span(&input, 1), arena_);
  }
  std::span<const Decision> RunValue(std::string_view value) {
    Record record;
    record.value = value;
    return Run(record);
  }

  // What became of the value on the first route: the value, "(null)", or "!why@offset".
  std::string Value(std::string_view value) { return Show(RunValue(value)[0].outcome); }

  static std::string Show(const Outcome& outcome) {
    if (const auto* forward = std::get_if<Forward>(&outcome)) {
      return IsNull(forward->value) ? "(null)" : std::string(forward->value);
    }
    if (const auto* quarantine = std::get_if<Quarantine>(&outcome)) {
      return "!" + std::string(RecordErrorName(quarantine->error.code));
    }
    return "dropped";
  }

  // "EMAIL_ADDRESS:replace=2", sorted as counted.
  std::string Counts(const Decision& decision) {
    static constexpr std::string_view kNames[] = {"mask", "replace", "hmac", "drop", "none"};
    std::string out;
    for (const FindingCount& count : decision.counts) {
      if (!out.empty()) out += ' ';
      out += plan_->rules.EntityName(count.entity) + ':' + std::string(kNames[count.action]) + '=' +
             std::to_string(count.count);
    }
    return out;
  }

  Pipeline& pipeline() { return *pipeline_; }
  Arena& arena() { return arena_; }
  std::span<const uint16_t> routes() { return all_routes_; }

 private:
  std::shared_ptr<const Plan> plan_;
  std::unique_ptr<Pipeline> pipeline_;
  std::vector<uint16_t> all_routes_;
  Arena arena_;
};

const Forward& ForwardOf(const Decision& decision) {
  static const Forward kNone{};
  const auto* forward = std::get_if<Forward>(&decision.outcome);
  if (forward == nullptr) ADD_FAILURE() << "not forwarded";
  return forward == nullptr ? kNone : *forward;
}

constexpr std::string_view kPlain = "routes: [{}]\n";
constexpr std::string_view kText = "routes: [{format: text}]\n";

TEST(Pipeline, RedactsAndTouchesNothingElse) {
  Harness h(kPlain);
  EXPECT_EQ(h.Value(R"( {"a" : 1.0e5, "b":"x mail#123456 y"} )"),
            R"( {"a" : 1.0e5, "b":"x [EMAIL_ADDRESS] y"} )");
  EXPECT_EQ(h.Value(R"({"a":"m\u0061il#123456"})"), R"({"a":"[EMAIL_ADDRESS]"})");
  EXPECT_EQ(h.Value(R"({"mail#123456":1})"), R"({"[EMAIL_ADDRESS]":1})");
  const auto decisions = h.RunValue(R"({"a":"mail#123456 mail#123457 key#11234"})");
  EXPECT_EQ(h.Counts(decisions[0]), "EMAIL_ADDRESS:replace=2 SECRET_AWS_ACCESS_KEY:replace=1");
}

TEST(Pipeline, ForwardsWithoutACopyWhatHasNoFinding) {
  Harness h(kPlain);
  const Header headers[] = {{"h", "v"}, {"n", kNull}};
  Record record;
  record.key = "k";
  record.value = R"({"a":"nothing"})";
  record.headers = headers;
  const Forward& forward = ForwardOf(h.Run(record)[0]);
  EXPECT_EQ(forward.key.data(), record.key.data());
  EXPECT_EQ(forward.value.data(), record.value.data());
  EXPECT_EQ(forward.headers.data(), record.headers.data());
}

TEST(Pipeline, TombstonesStayAndEmptyValuesPass) {
  Harness h(kPlain);
  EXPECT_EQ(h.Value(kNull), "(null)");
  EXPECT_EQ(h.Value(""), "");
  // A tombstone's key is still looked at.
  Record record;
  record.key = "mail#123456";
  EXPECT_EQ(h.Show(h.Run(record)[0].outcome), "!finding_in_key");
}

TEST(Pipeline, FailsClosed) {
  Harness json(kPlain);
  EXPECT_EQ(json.Value("{"), "!invalid_json");
  EXPECT_EQ(json.Value("mail#123456"), "!invalid_json");
  EXPECT_EQ(json.Value("{\"a\":\"\xff\"}"), "!invalid_utf8");
  Harness text(kText);
  EXPECT_EQ(text.Value("\xff"), "!invalid_utf8");
  Harness bytes("routes: [{format: bytes}]\n");
  EXPECT_EQ(bytes.Value("\xff mail#123456 \xfe"), "\xff [EMAIL_ADDRESS] \xfe");
}

TEST(Pipeline, AutoDoesNotFallBack) {
  Harness h("routes: [{format: auto}]\n");
  EXPECT_EQ(h.Value(R"( {"a":"mail\u0023123456"})"), R"( {"a":"[EMAIL_ADDRESS]"})");
  EXPECT_EQ(h.Value(" [1, 2"), "!invalid_json");
  EXPECT_EQ(h.Value("mail#123456"), "[EMAIL_ADDRESS]");
  EXPECT_EQ(h.Value("\"mail#123456"), "\"[EMAIL_ADDRESS]");
  EXPECT_EQ(h.Value("\xff"), "!invalid_utf8");
}

TEST(Pipeline, LimitsTheWholeRecord) {
  const std::vector<Rule> rules = ToyRules();
  SimplePlan simple;
  simple.rules = &rules;
  simple.max_record_bytes = 10;
  auto plan = MakePlan(simple);
  ASSERT_TRUE(plan);
  auto pipeline = Pipeline::New(*plan);
  ASSERT_TRUE(pipeline);
  Arena arena;
  const uint16_t routes[] = {0};
  const Header headers[] = {{"nam", "val"}};
  const auto outcome = [&](std::string_view key, std::string_view value,
                           std::span<const Header> with) {
    Input input;
    input.record.key = key;
    input.record.value = value;
    input.record.headers = with;
    input.routes = routes;
    return Harness::Show((*pipeline)->Process(std::span(&input, 1), arena)[0].outcome);
  };
  EXPECT_EQ(outcome(kNull, "0123456789", {}), "0123456789");
  EXPECT_EQ(outcome(kNull, "0123456789a", {}), "!too_large");
  EXPECT_EQ(outcome("k", "0123456789", {}), "!too_large");
  EXPECT_EQ(outcome("k", "012", headers), "012");
  EXPECT_EQ(outcome("k", "0123", headers), "!too_large");
}

TEST(Pipeline, KeyModes) {
  const auto run = [](std::string_view mode, std::string_view key) {
    Harness h("routes: [{format: text, key: " + std::string(mode) + "}]\n");
    Record record;
    record.key = key;
    record.value = "v";
    const auto decisions = h.Run(record);
    if (!std::holds_alternative<Forward>(decisions[0].outcome)) {
      return Harness::Show(decisions[0].outcome);
    }
    return std::string(ForwardOf(decisions[0]).key);
  };
  EXPECT_EQ(run("check", "order-1"), "order-1");
  EXPECT_EQ(run("check", "mail#123456"), "!finding_in_key");
  EXPECT_EQ(run("redact", "u mail#123456"), "u [EMAIL_ADDRESS]");
  EXPECT_EQ(run("redact", R"({"id":"mail\u0023123456"})"), R"({"id":"[EMAIL_ADDRESS]"})");
  EXPECT_EQ(run("redact", R"({"id":mail#123456)"), R"({"id":[EMAIL_ADDRESS])");
  EXPECT_EQ(run("redact", "\xff mail#123456"), "\xff [EMAIL_ADDRESS]");
  EXPECT_EQ(run("pass", "mail#123456"), "mail#123456");
}

TEST(Pipeline, AKeyFindingThatIsLeftDoesNotQuarantine) {
  Harness h(
      "policies: {p: {actions: {EMAIL_ADDRESS: none}}}\nroutes: [{format: text, key: check}]\n");
  Record record;
  record.key = "mail#123456";
  record.value = "v";
  EXPECT_EQ(h.Show(h.Run(record)[0].outcome), "v");
}

TEST(Pipeline, Headers) {
  const Header headers[] = {{"a", "x"},
                            {"mail#999999", "mail#123456"},
                            {"null", kNull},
                            {"bytes", "\xff tel#123456"},
                            {"a", ""}};
  Record record;
  record.value = "v";
  record.headers = headers;
  {
    Harness h(kText);
    const auto decisions = h.Run(record);
    const Forward& forward = ForwardOf(decisions[0]);
    ASSERT_EQ(forward.headers.size(), 5U);
    EXPECT_EQ(forward.headers[0].value.data(), headers[0].value.data());
    EXPECT_EQ(forward.headers[1].name, "mail#999999");  // names stay
    EXPECT_EQ(forward.headers[1].value, "[EMAIL_ADDRESS]");
    EXPECT_TRUE(IsNull(forward.headers[2].value));
    EXPECT_EQ(forward.headers[4].value, "");
    EXPECT_FALSE(IsNull(forward.headers[4].value));
    EXPECT_EQ(forward.value.data(), record.value.data());
    EXPECT_EQ(h.Counts(decisions[0]), "EMAIL_ADDRESS:replace=1 PHONE_NUMBER:replace=1");
  }
  {
    Harness h("routes: [{format: text, headers: pass}]\n");
    const Forward& forward = ForwardOf(h.Run(record)[0]);
    EXPECT_EQ(forward.headers.data(), record.headers.data());
  }
}

TEST(Pipeline, EachRouteDecidesForItself) {
  Harness h(R"(
policies:
  all: {detect: [pii, secrets]}
  mails: {detect: [EMAIL_ADDRESS], actions: {default: {mask: }}}
  weak: {detect: [US_BANK_NUMBER], min_score: 0}
routes:
  - {name: a, policy: all}
  - {name: b, policy: mails}
  - {name: c, policy: weak}
  - {name: d, policy: all, format: text}
  - {name: e, policy: mails, key: redact}
)");
  Record record;
  record.key = "key#11234 mail#123456";
  record.value = R"({"m":"mail#123456","b":"bank#123456","t":"tel#12345"})";
  auto decisions = h.Run(record);
  ASSERT_EQ(decisions.size(), 5U);
  for (uint16_t i = 0; i < 5; ++i) {
    EXPECT_EQ(decisions[i].route, i);
    EXPECT_EQ(decisions[i].record, 0U);
  }
  EXPECT_EQ(h.Show(decisions[0].outcome), "!finding_in_key");
  EXPECT_EQ(h.Show(decisions[1].outcome), "!finding_in_key");
  EXPECT_EQ(h.Show(decisions[2].outcome),
            R"({"m":"mail#123456","b":"[US_BANK_NUMBER]","t":"tel#12345"})");
  EXPECT_EQ(h.Show(decisions[3].outcome), "!finding_in_key");
  EXPECT_EQ(h.Show(decisions[4].outcome),
            R"({"m":"***********","b":"bank#123456","t":"tel#12345"})");
  EXPECT_EQ(ForwardOf(decisions[4]).key, "key#11234 ***********");
  EXPECT_TRUE(decisions[0].counts.empty());

  // Broken JSON concerns the routes that read JSON, and no other.
  record.key = kNull;
  record.value = "{ tel#12345";
  decisions = h.Run(record);
  EXPECT_EQ(h.Show(decisions[0].outcome), "!invalid_json");
  EXPECT_EQ(h.Show(decisions[3].outcome), "{ [PHONE_NUMBER]");
}

TEST(Pipeline, DecisionsComeInTheOrderOfTheBatch) {
  Harness h("policies: {p: {}}\nroutes: [{format: text}, {format: text, headers: pass}]\n");
  const uint16_t both[] = {1, 0};
  const uint16_t one[] = {0};
  Input inputs[3];
  inputs[0].record.value = "a";
  inputs[0].routes = both;
  inputs[1].record.value = "mail#123456";
  inputs[1].routes = one;
  inputs[2].record.value = "c";
  inputs[2].routes = both;
  const auto decisions = h.pipeline().Process(inputs, h.arena());
  std::string shown;
  for (const Decision& d : decisions) {
    shown +=
        std::to_string(d.record) + "/" + std::to_string(d.route) + "=" + h.Show(d.outcome) + " ";
  }
  EXPECT_EQ(shown, "0/1=a 0/0=a 1/0=[EMAIL_ADDRESS] 2/1=c 2/0=c ");
}

TEST(Pipeline, MinScoreAndAllowList) {
  Harness h(R"(
policies:
  p:
    min_score: 0.7
    allow: {values: [mail#111111], patterns: ["^mail#22", "33$"]}
routes: [{format: text}]
)");
  EXPECT_EQ(h.Value("tel#123456"), "tel#123456");
  EXPECT_EQ(h.Value("mail#111111 mail#1111112 mail#221234 mail#123433 mail#123456"),
            "mail#111111 [EMAIL_ADDRESS] mail#221234 mail#123433 [EMAIL_ADDRESS]");
}

TEST(Pipeline, FieldsSkipAndAlways) {
  Harness h(R"(
routes:
  - fields:
      skip: ["$.id", "$.skipped"]
      always: {"$.name": {mask: }, "$.gone": drop, "$.skipped.never": {replace: "x"}, "$.list[*]": mask}
)");
  EXPECT_EQ(h.Value(R"({"id":"mail#123456","other":"mail#123456"})"),
            R"({"id":"mail#123456","other":"[EMAIL_ADDRESS]"})");
  EXPECT_EQ(h.Value(R"({"name":"Jane Doe","n":"Jane Doe"})"),
            R"({"name":"**** ***","n":"Jane Doe"})");
  EXPECT_EQ(h.Value(R"({"name":"mail#123456"})"), R"({"name":"***********"})");
  EXPECT_EQ(h.Value(R"({"gone":null,"a":1})"), R"({"a":1})");
  EXPECT_EQ(h.Value(R"({"a":1,"gone":"x"})"), R"({"a":1})");
  EXPECT_EQ(h.Value(R"({"name":null,"a":true})"), R"({"name":null,"a":true})");
  EXPECT_EQ(h.Value(R"({"name":true})"), R"({"name":"****"})");
  EXPECT_EQ(h.Value(R"({"name":12.5})"), R"({"name":"**.*"})");
  EXPECT_EQ(h.Value(R"({"name":""})"), R"({"name":""})");
  EXPECT_EQ(h.Value(R"({"name":{"first":"Jane","last":["Doe"]}})"),
            R"({"name":{"first":"****","last":["***"]}})");
  EXPECT_EQ(h.Value(R"({"skipped":{"a":"mail#123456","never":"y","mail#123456":1}})"),
            R"({"skipped":{"a":"mail#123456","never":"x","mail#123456":1}})");
  EXPECT_EQ(h.Value(R"({"list":["a","bb",3]})"), R"({"list":["*","**","*"]})");
  // The key of a skipped member is no part of what is skipped.
  EXPECT_EQ(h.Value(R"({"mail#123456":{"id":1}})"), R"({"[EMAIL_ADDRESS]":{"id":1}})");
  const auto decisions = h.RunValue(R"({"name":"mail#123456","x":"mail#123456"})");
  EXPECT_EQ(h.Counts(decisions[0]), "FIELD:mask=1 EMAIL_ADDRESS:replace=1");
}

TEST(Pipeline, WhatIsLeftDoesNotHideWhatIsNot) {
  // card# is found by two rules here: the whole is left, the part is masked.
  std::vector<Rule> rules = {ToyRule("outer", "URL", "", "pii", "url#mail#", 0.95f),
                             ToyRule("inner", "EMAIL_ADDRESS", "", "pii", "mail#", 0.5f)};
  std::get<PrefixShape>(rules[1].shapes[0]).word_start = false;
  auto plan = PlanFromYaml(
      "policies: {p: {actions: {URL: none, EMAIL_ADDRESS: mask}}}\nroutes: [{format: text}]\n", {},
      &rules);
  ASSERT_TRUE(plan) << plan.error().message;
  auto pipeline = Pipeline::New(*plan);
  ASSERT_TRUE(pipeline);
  Arena arena;
  const auto inspection = (*pipeline)->Inspect("url#mail#123456 end", 0, arena);
  ASSERT_TRUE(inspection);
  EXPECT_EQ(inspection->redacted, "url#*********** end");
  ASSERT_EQ(inspection->findings.size(), 1U);
  EXPECT_EQ(inspection->findings[0].text, (Span{4, 15}));
}

TEST(Pipeline, InspectGivesFindingsAsBytesOfTheValue) {
  Harness h("policies: {p: {actions: {EMAIL_ADDRESS: none}}}\nroutes: [{}]\n");
  Arena arena;
  const std::string_view value = R"({"é":"\u00e9 m\u0061il#123456","t":"tel#12345"})";
  const auto inspection = h.pipeline().Inspect(value, 0, arena);
  ASSERT_TRUE(inspection);
  ASSERT_EQ(inspection->findings.size(), 2U);
  EXPECT_EQ(inspection->findings[0].text.In(value), "m\\u0061il#123456");
  EXPECT_EQ(inspection->findings[1].text.In(value), "tel#12345");
  EXPECT_EQ(inspection->redacted, R"({"é":"\u00e9 m\u0061il#123456","t":"[PHONE_NUMBER]"})");
  EXPECT_FALSE(h.pipeline().Inspect("{", 0, arena));
  EXPECT_TRUE(h.pipeline().Inspect("", 0, arena)->findings.empty());
}

TEST(Pipeline, TokensSurviveASecondPass) {
  Harness h(R"(
policies: {p: {actions: {default: {hmac: {key: ids, keep_domain: true}}}}}
routes: [{}]
)");
  const std::string once = h.Value(R"({"a":"mail#123456 key#11234"})");
  EXPECT_EQ(once.find("123456"), std::string::npos);
  EXPECT_EQ(h.Value(once), once);
  EXPECT_EQ(h.Value(R"({"a":"mail#123456 key#11234"})"), once);
}

// --- properties

// A random JSON value, with texts that look like findings here and there; `planted` gets them.
class JsonMaker {
 public:
  explicit JsonMaker(uint32_t seed) : random_(seed) {}

  std::string Make(int depth) {
    planted.clear();
    return Space() + Value(depth) + Space();
  }
  std::vector<std::string> planted;

 private:
  uint32_t Below(uint32_t n) { return static_cast<uint32_t>(random_() % n); }
  std::string Space() {
    static constexpr const char* kSpaces[] = {"", "", " ", "\n", "\t ", "\r\n"};
    return kSpaces[Below(6)];
  }
  std::string Text() {
    static constexpr const char* kPieces[] = {
        "abc", "é", "\\n", "\\u00e9", "\\ud83d\\ude00", "\\/", " ", "-", "12", "\\\"", "漢", ","};
    std::string out = "\"";
    for (uint32_t i = Below(5); i > 0; --i) out += kPieces[Below(12)];
    if (Below(3) == 0) {
      static constexpr const char* kPrefixes[] = {"card#4", "mail#", "tel#", "key#1"};
      const std::string digits = std::to_string(10'000'000 + Below(80'000'000));
      planted.push_back(digits);
      out += " ";
      std::string prefix = kPrefixes[Below(4)];
      if (Below(3) == 0) {  // the same, escaped
        static constexpr char kHex[] = "0123456789abcdef";
        const char c = prefix[1];
        prefix = prefix.substr(0, 1) + "\\u00" + kHex[c >> 4] + kHex[c & 15] + prefix.substr(2);
      }
      out += prefix + digits + " ";
    }
    for (uint32_t i = Below(3); i > 0; --i) out += kPieces[Below(12)];
    return out + "\"";
  }
  std::string Value(int depth) {
    static constexpr const char* kScalars[] = {
        "1", "-0.0", "1e5", "1.50E+2", "123456789012345", "true", "false", "null", "0.10"};
    const uint32_t kind = Below(depth > 0 ? 8 : 4);
    if (kind < 2) return Text();
    if (kind < 4) return kScalars[Below(9)];
    const bool object = kind < 6;
    std::string out = object ? "{" : "[";
    for (uint32_t i = 0, n = Below(5); i < n; ++i) {
      if (i != 0) out += "," + Space();
      if (object) out += Space() + Text() + Space() + ":" + Space();
      out += Value(depth - 1) + Space();
    }
    return out + Space() + (object ? "}" : "]");
  }

  std::mt19937 random_;
};

TEST(PipelineProperty, OnlyThePlantedBytesChange) {
  Harness h(R"(
policies: {p: {actions: {default: {replace: "<>"}}}}
routes: [{}]
)");
  const uint32_t seed = 20'240'611;
  JsonMaker maker(seed);
  size_t with_findings = 0;
  for (int round = 0; round < 3000; ++round) {
    h.arena().Reset();
    const std::string value = maker.Make(4);
    const std::vector<std::string> planted = maker.planted;
    ASSERT_TRUE(nlohmann::json::accept(value)) << seed << '/' << round;
    const auto inspection = h.pipeline().Inspect(value, 0, h.arena());
    ASSERT_TRUE(inspection) << seed << '/' << round << ' ' << value;
    ASSERT_EQ(inspection->findings.size(), planted.size()) << seed << '/' << round << ' ' << value;
    // The expected bytes, from the spans alone.
    std::string expected;
    size_t from = 0;
    for (const Finding& finding : inspection->findings) {
      expected += value.substr(from, finding.text.begin - from) + "<>";
      from = finding.text.end;
    }
    expected += value.substr(from);
    const std::string redacted(inspection->redacted);
    ASSERT_EQ(redacted, expected) << seed << '/' << round;
    ASSERT_TRUE(nlohmann::json::accept(redacted));
    for (const std::string& digits : planted) {
      ASSERT_EQ(redacted.find(digits), std::string::npos)
          << seed << '/' << round << ' ' << redacted;
    }
    ASSERT_EQ(h.Value(value), redacted);     // Process and Inspect agree
    ASSERT_EQ(h.Value(redacted), redacted);  // and a second pass changes nothing
    with_findings += planted.empty() ? 0 : 1;
  }
  EXPECT_GT(with_findings, 500U);
}

TEST(PipelineProperty, DefaultActionsChangeNothingTwice) {
  for (std::string_view action :
       {"{replace: \"[{entity}]\"}", "mask", "{mask: {keep_last: 4}}",
        "{mask: {keep_first: 2, keep_last: 2}}", "drop", "{hmac: {key: ids}}", "none"}) {
    Harness h("policies: {p: {actions: {default: " + std::string(action) + "}}}\nroutes: [{}]\n");
    JsonMaker maker(77);
    for (int round = 0; round < 300; ++round) {
      h.arena().Reset();
      const std::string once = h.Value(maker.Make(3));
      ASSERT_NE(once[0], '!') << action << ' ' << round;
      ASSERT_EQ(h.Value(once), once) << action << ' ' << round;
    }
  }
}

TEST(Pipeline, AllocatesNothingPerRecord) {
  Harness h(R"(
policies:
  a: {actions: {default: {replace: "[{entity}]"}, EMAIL_ADDRESS: mask, CREDIT_CARD: {hmac: {key: ids}}}}
  b: {allow: {values: [mail#123456], patterns: ["^tel#99"]}}
routes:
  - {policy: a, key: redact, fields: {skip: ["$.id"], always: {"$.name": mask}}}
  - {policy: b, format: auto}
  - {policy: b, format: text}
)");
  const std::string value =
      R"({"id": 1, "name": "Jane", "t\u0065xt": "x mail#123456 y tel#12345", "c": ["card#41234567", 1.0]})";
  const Header headers[] = {{"h", "tel#123456"}, {"n", kNull}};
  std::vector<Input> batch(64);
  for (Input& input : batch) {
    input.record.key = "order mail#123456";
    input.record.value = value;
    input.record.headers = headers;
    input.routes = h.routes();
  }
  size_t used = 0;
  for (int round = 0; round < 4; ++round) {
    h.arena().Reset();
    const size_t before = AllocationCount();
    const auto decisions = h.pipeline().Process(batch, h.arena());
    used = AllocationCount() - before;
    ASSERT_EQ(decisions.size(), 192U);
  }
  EXPECT_EQ(used, 0U);  // in the last, warm round
}

}  // namespace
}  // namespace aegis
