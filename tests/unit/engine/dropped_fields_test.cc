// `fields.always: {PATH: drop}` takes the whole value away, whatever it is made of.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>
#include <string>

#include "src/pipeline.h"
#include "src/plan/compile.h"
#include "tests/unit/plan/toy_rules.h"

namespace aegis {
namespace {

class Dropper {
 public:
  explicit Dropper(const std::string& fields) {
    static const std::vector<Rule> rules = ToyRules();
    auto plan = PlanFromYaml("routes: [{fields: " + fields + "}]\n", {}, &rules);
    if (!plan) {
      ADD_FAILURE() << plan.error().message;
      return;
    }
    auto pipeline = Pipeline::New(*plan);
    if (pipeline) pipeline_ = std::move(*pipeline);
  }

  std::string operator()(std::string_view value) {
    if (pipeline_ == nullptr) return "no plan";
    arena_.Reset();
    auto inspection = pipeline_->Inspect(value, 0, arena_);
    if (!inspection) return "!" + std::string(RecordErrorName(inspection.error().code));
    findings = inspection->findings.size();
    return std::string(inspection->redacted);
  }

  // "FIELD=2 EMAIL_ADDRESS=1"
  std::string Counts(std::string_view value) {
    arena_.Reset();
    Record record;
    record.value = value;
    const uint16_t routes[] = {0};
    const Input input{record, routes};
    std::string out;
    for (const FindingCount& count : pipeline_->Process(std::span(&input, 1), arena_)[0].counts) {
      if (!out.empty()) out += ' ';
      out += pipeline_->plan().rules.EntityName(count.entity) + '=' + std::to_string(count.count);
    }
    return out;
  }

  size_t findings = 0;

 private:
  std::unique_ptr<Pipeline> pipeline_;
  Arena arena_;
};

TEST(DroppedFields, AMemberGoesWhateverItsValueIs) {
  Dropper drop(R"({always: {"$.x": drop}})");
  EXPECT_EQ(drop(R"({"x":{"name":"Jane","n":[1,{"deep":true}]},"a":1})"), R"({"a":1})");
  EXPECT_EQ(drop(R"({"a":1,"x":["Jane",{"b":"c"}]})"), R"({"a":1})");
  EXPECT_EQ(drop(R"({"a":1,"x":{},"b":2})"), R"({"a":1,"b":2})");
  EXPECT_EQ(drop(R"({"a":1,"x":[]})"), R"({"a":1})");
  EXPECT_EQ(drop(R"({"x":{"x":{"x":1}}})"), R"({})");
  EXPECT_EQ(drop(R"({"x":[[[]]]})"), R"({})");
  EXPECT_EQ(drop(R"({ "a" : 1 , "x" : { "y" : 2 } , "b" : 3 })"), R"({ "a" : 1 ,   "b" : 3 })");
  // All of them, of whatever type.
  EXPECT_EQ(drop(R"({"x":{"a":1},"x":"b","x":[1],"y":{"x":{"c":1}},"x":null})"),
            R"({"y":{"x":{"c":1}}})");
  // What only looks like it.
  EXPECT_EQ(drop(R"({"y":"{\"x\":{}}","z":{"x":{}}})"), R"({"y":"{\"x\":{}}","z":{"x":{}}})");
}

TEST(DroppedFields, AnElementOrTheRootBecomesNull) {
  Dropper each(R"({always: {"$.list[*]": drop}})");
  EXPECT_EQ(each(R"({"list":[{"a":1},"b",[2],3,{}],"c":[{"a":1}]})"),
            R"({"list":[null,null,null,null,null],"c":[{"a":1}]})");
  EXPECT_EQ(each(R"({"list":{"a":1}})"), R"({"list":{"a":1}})");
  Dropper one(R"({always: {"$[1]": drop}})");
  EXPECT_EQ(one(R"([{"a":1},{"b":[{"c":2}]},{"d":3}])"), R"([{"a":1},null,{"d":3}])");
  Dropper all(R"({always: {"$": drop}})");
  EXPECT_EQ(all(R"( {"a":{"b":1}} )"), R"( null )");
  EXPECT_EQ(all("\xEF\xBB\xBF[1,2]"), "\xEF\xBB\xBFnull");
  Dropper deep(R"({always: {"$..x": drop}})");
  EXPECT_EQ(deep(R"([{"x":{"a":1},"k":[{"x":[2]},{"y":{"x":{}}}]}])"), R"([{"k":[{},{"y":{}}]}])");
}

TEST(DroppedFields, NothingThatWasInsideIsReportedOrLeft) {
  Dropper drop(R"({always: {"$.x": drop}})");
  EXPECT_EQ(drop(R"({"x":{"mail#123456":{"b":"mail#123456"}},"c":"mail#654321"})"),
            R"({"c":"[EMAIL_ADDRESS]"})");
  EXPECT_EQ(drop.findings, 1U);
  EXPECT_EQ(drop.Counts(R"({"x":{"mail#123456":{"b":"mail#123456"}},"c":"mail#654321"})"),
            "FIELD=1 EMAIL_ADDRESS=1");
  // The key itself holds a finding.
  Dropper named(R"({always: {"$[\"mail#123456\"]": drop}})");
  EXPECT_EQ(named(R"({"mail#123456":{"b":[1]},"a":2})"), R"({"a":2})");
}

TEST(DroppedFields, DropTakesWhatOtherRulesSayOfTheInside) {
  Dropper inner(R"({skip: ["$.x.id"], always: {"$.x.y": mask, "$.x": drop}})");
  EXPECT_EQ(inner(R"({"x":{"y":"Jane","id":7,"z":{"w":1}},"a":"b"})"), R"({"a":"b"})");
  // The first rule that covers the whole decides, as it does for a scalar.
  Dropper outer(R"({always: {"$.x": mask, "$.x.y": drop}})");
  EXPECT_EQ(outer(R"({"x":{"y":{"z":"Jane"}}})"), R"({"x":{"y":{"z":"****"}}})");
}

TEST(DroppedFields, PositionsHoldBehindEscapes) {
  Dropper drop(R"({always: {"$.x": drop, "$.l[*]": drop}})");
  EXPECT_EQ(
      drop(
          R"({"\u0061\n":"\ud83d\ude00","x":{"\u0062":"\t"},"l":[{"\\":"\""},"\u0000"],"m":"\u006dail#123456"})"),
      R"({"\u0061\n":"\ud83d\ude00","l":[null,null],"m":"[EMAIL_ADDRESS]"})");
}

// Against a model that works on values.
void Expect(nlohmann::ordered_json& value) {
  if (value.is_object()) value.erase("x");
  if (!value.is_structured()) return;  // a scalar would iterate over itself
  for (auto& child : value) Expect(child);
}

nlohmann::ordered_json Random(std::mt19937& random, int depth) {
  const auto pick = [&random](unsigned below) { return static_cast<unsigned>(random() % below); };
  static const char* const kNames[] = {"x", "y", "z\"", "\n", "ü"};
  switch (depth == 0 ? pick(4) : pick(6)) {
    case 0:
      return pick(1000);
    case 1:
      return "s\t\"" + std::to_string(pick(9));
    case 2:
      return nullptr;
    case 3:
      return "";
    case 4: {
      nlohmann::ordered_json list = nlohmann::ordered_json::array();
      for (unsigned i = pick(4); i > 0; --i) list.push_back(Random(random, depth - 1));
      return list;
    }
    default: {
      nlohmann::ordered_json object = nlohmann::ordered_json::object();
      for (unsigned i = pick(5); i > 0; --i) {
        object[kNames[pick(5)]] = Random(random, depth - 1);
      }
      return object;
    }
  }
}

TEST(DroppedFields, AgreesWithAModelOnRandomDocuments) {
  constexpr unsigned kSeed = 20260121;
  std::mt19937 random(kSeed);
  Dropper drop(R"({always: {"$..x": drop}})");
  size_t dropped = 0;
  for (int i = 0; i < 3000; ++i) {
    const nlohmann::ordered_json document = Random(random, 5);
    nlohmann::ordered_json wanted = document;
    Expect(wanted);
    dropped += wanted == document ? 0 : 1;
    for (const bool ascii : {false, true}) {
      const std::string text = document.dump(-1, ' ', ascii);
      ASSERT_EQ(drop(text), wanted.dump(-1, ' ', ascii)) << "seed " << kSeed << ": " << text;
    }
  }
  EXPECT_GT(dropped, 200U);
}

// More paths than two bytes count.
TEST(FieldRules, TheLastOfVeryManyPathsIsActedOn) {
  std::string always = "{";
  for (int i = 0; i < 33'000; ++i) always += "$.f" + std::to_string(i) + ": {mask: {}}, ";
  Dropper redact("{always: " + always + "$.last: {mask: {}}}}");
  EXPECT_EQ(redact(R"({"last": "jane@example.com"})").find("jane"), std::string::npos);
}

}  // namespace
}  // namespace aegis
