#include "topology/receipts.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "src/plan/compile.h"
#include "topology/dead_letter.h"

namespace aegis::topology {
namespace {

constexpr char kPlan[] = R"(
policies:
  p: {detect: [EMAIL_ADDRESS, US_SSN], actions: {default: {mask: {}}}}
routes:
  - {name: r, format: json, policy: p}
  - {name: "s\"", format: json, policy: p}
)";

TEST(Receipt, CountsRunsAndFindings) {
  auto plan = PlanFromYaml(kPlan);
  ASSERT_TRUE(plan) << plan.error().message;
  uint16_t email = 0;
  uint16_t ssn = 0;
  for (uint16_t i = 0; i < (*plan)->rules.entity_count(); ++i) {
    if ((*plan)->rules.EntityName(i) == "EMAIL_ADDRESS") email = i;
    if ((*plan)->rules.EntityName(i) == "US_SSN") ssn = i;
  }
  Route rules[2];
  rules[0].name = "r";
  rules[0].dead_letter = "dead";
  rules[1].name = "s\"";
  std::vector<Target> targets(2);
  for (size_t i = 0; i < 2; ++i) {
    targets[i].rule = &rules[i];
    targets[i].output_name = "out" + std::to_string(i);
  }
  Receipt receipt;
  for (int round = 0; round < 2; ++round) {  // reused: the second must not know of the first
    receipt.Begin(10, 2);
    EXPECT_TRUE(receipt.empty());
    const FindingCount counts[] = {{ssn, 0, 2}, {email, 0, 1}};
    Outcome forward = Forward{};
    Outcome broken = Quarantine{{RecordErrorCode::kInvalidJson, 3}};
    Outcome duplicate = Drop{DropReason::kDuplicate};
    for (int64_t offset : {10, 11, 14}) {  // 12 and 13 are markers
      receipt.Add(0, offset, forward, counts);
      receipt.Add(1, offset, offset == 14 ? duplicate : forward, {});
      receipt.CountRecord();
    }
    receipt.Add(0, 15, broken, {});
    receipt.Add(1, 15, duplicate, {});
    receipt.CountRecord();
  }
  auto json = nlohmann::json::parse(receipt.Write({"in", 3}, "id", 17, targets, **plan, "abc"));
  auto expected = nlohmann::json::parse(R"({
    "version":1, "topic":"in", "topic_id":"id", "partition":3, "from":10, "next":17, "records":4,
    "routes":[
      {"route":"r", "output":"out0", "dead_letter":"dead",
       "outcomes":[[10,14,3,"forward"],[15,15,1,"quarantine:invalid_json"]],
       "findings":[["EMAIL_ADDRESS","mask",3],["US_SSN","mask",6]]},
      {"route":"s\"", "output":"out1", "dead_letter":"",
       "outcomes":[[10,11,2,"forward"],[14,15,2,"drop:duplicate"]], "findings":[]}],
    "keys":[], "previous":"abc"})");
  expected["plan"] = (*plan)->hash;
  EXPECT_EQ(json, expected);
}

TEST(Receipt, ItsEstimateIsNotTooSmall) {
  auto plan = PlanFromYaml(kPlan);
  ASSERT_TRUE(plan);
  Route rule;
  rule.name = "r";
  std::vector<Target> targets(1);
  targets[0].rule = &rule;
  Receipt receipt;
  receipt.Begin(0, 1);
  int64_t offset = 123'456'789'000;
  for (int i = 0; i < 1000; ++i) {
    receipt.Add(0, offset++, Forward{}, {});
    receipt.Add(0, offset++, Quarantine{{RecordErrorCode::kTooManyFindings, 0}}, {});
    receipt.CountRecord();
  }
  EXPECT_GE(receipt.size_estimate() + 1000,
            receipt.Write({"in", 0}, "", offset, targets, **plan, "").size());
}

TEST(Chain, SurvivesTheMetadataOfAnOffset) {
  std::string hash = ReceiptHash("{}");
  EXPECT_EQ(hash, "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
  EXPECT_EQ(ChainOf(ChainMetadata(hash)), hash);
  EXPECT_EQ(ChainMetadata(""), "");
  for (const char* foreign :
       {"", "x", "aegis-receipt-1:", "aegis-receipt-1:abc", "aegis-receipt-2:"}) {
    EXPECT_EQ(ChainOf(foreign), "") << foreign;
  }
}

TEST(DeadLetter, SaysWhereAndWhyButNotWhat) {
  const Header headers[] = {{"SECRET", "SECRET"}};
  Record record;
  record.topic = "in";
  record.partition = 2;
  record.offset = 99;
  record.timestamp_ms = -1;
  record.key = kNull;
  record.value = "SECRET";
  record.headers = headers;
  std::string text = "left over";
  WriteDeadLetter(record, "a \"route\"\n", {RecordErrorCode::kFindingInKey, 7}, &text);
  EXPECT_EQ(text.find("SECRET"), std::string::npos);
  EXPECT_EQ(nlohmann::json::parse(text),
            nlohmann::json::parse(R"({"version":1,"route":"a \"route\"\n","topic":"in",
    "partition":2,"offset":99,"timestamp":-1,"error":"finding_in_key","error_at":7,"key_size":null,"value_size":6,
    "headers":1})"));
}

}  // namespace
}  // namespace aegis::topology
