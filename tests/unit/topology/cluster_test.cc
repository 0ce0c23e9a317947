#include "topology/cluster.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace aegis::topology {
namespace {

using Level = ClusterFinding::Level;
using testing::HasSubstr;

class Cluster : public testing::Test {
 protected:
  // `of` goes into the route.
  void Configure(const std::string& of = "", const std::string& to = "topic: b") {
    yaml::Diagnostics diagnostics;
    const auto config = ParseConfig(
        "name: p\nkafka: {brokers: [\"h:1\"]}\npolicies: {p: {}}\nroutes:\n  - from: "
        "{topics: [a]}\n    to: {" +
            to + "}\n    dead_letter: {topic: d}\n" + of + "receipts: {topic: r}\n",
        "p", diagnostics);
    ASSERT_TRUE(config.has_value()) << diagnostics.Render("p");
    config_ = *config;
    for (const char* topic : {"a", "b", "d", "r"}) Topic(topic, 3);
  }
  void Topic(const std::string& name, int32_t partitions) {
    facts_.topics.push_back(name);
    kafka::TopicDescription& topic = facts_.described[name];
    topic.name = name;
    topic.partitions = partitions;
    facts_.configs[name] = {{"max.message.bytes", "8388608"},
                            {"message.timestamp.type", "CreateTime"},
                            {"cleanup.policy", "delete"}};
  }
  // Messages above ok.
  std::vector<std::string> Judged(Level level) const {
    std::vector<std::string> messages;
    for (const ClusterFinding& finding : JudgeCluster(config_, facts_)) {
      if (finding.level == level) messages.push_back(finding.message);
    }
    return messages;
  }
  void ExpectOnly(Level level, const std::string& part) const {
    EXPECT_THAT(Judged(level), testing::ElementsAre(HasSubstr(part)));
    const Level other = level == Level::kError ? Level::kWarning : Level::kError;
    EXPECT_THAT(Judged(other), testing::IsEmpty());
  }
  Config config_;
  ClusterFacts facts_;
};

TEST_F(Cluster, AllIsWell) {
  Configure();
  EXPECT_THAT(Judged(Level::kError), testing::IsEmpty());
  EXPECT_THAT(Judged(Level::kWarning), testing::IsEmpty());
  EXPECT_THAT(Judged(Level::kFine), testing::Contains("input topic a, 3 partitions"));
}

TEST_F(Cluster, AMissingInput) {
  Configure();
  facts_.described["a"].error = "unknown";
  ExpectOnly(Level::kError, "input topic a does not exist");
}

TEST_F(Cluster, AMissingOutput) {
  Configure();
  facts_.described.erase("b");
  ExpectOnly(Level::kError, "topic b (output of a): does not exist");
}

TEST_F(Cluster, MissingRights) {
  Configure();
  facts_.described["a"].may_read = false;
  ExpectOnly(Level::kError, "input topic a: no right to Read");
  facts_.described["a"].may_read = true;
  facts_.described["d"].may_write = false;
  ExpectOnly(Level::kError, "topic d (dead letters): no right to Write");
}

TEST_F(Cluster, TooFewPartitions) {
  Configure();
  facts_.described["b"].partitions = 2;
  ExpectOnly(Level::kError, "b has 2 partitions, its input a has 3");
}

TEST_F(Cluster, TooFewPartitionsThatWillGrow) {
  Configure("", "topic: b, create_topics: match");
  facts_.described["b"].partitions = 2;
  ExpectOnly(Level::kWarning, "it will be grown");
}

TEST_F(Cluster, TooFewPartitionsAreFineByKey) {
  Configure("", "topic: b, partition: key");
  facts_.described["b"].partitions = 2;
  EXPECT_THAT(Judged(Level::kError), testing::IsEmpty());
}

TEST_F(Cluster, SmallOutputs) {
  Configure();
  facts_.configs["b"]["max.message.bytes"] = "1048588";
  ExpectOnly(Level::kWarning, "max.message.bytes=1048588, `limits.record` is 8388608");
}

TEST_F(Cluster, LogAppendTime) {
  Configure();
  facts_.configs["b"]["message.timestamp.type"] = "LogAppendTime";
  ExpectOnly(Level::kWarning, "LogAppendTime");
}

TEST_F(Cluster, CompactedReceipts) {
  Configure();
  facts_.configs["r"]["cleanup.policy"] = "compact";
  ExpectOnly(Level::kError, "receipts topic r is compacted");
}

TEST_F(Cluster, RedactedKeysIntoACompactedOutput) {
  Configure("    key: redact\n");
  EXPECT_THAT(Judged(Level::kError), testing::IsEmpty());
  facts_.configs["b"]["cleanup.policy"] = "compact,delete";
  ExpectOnly(Level::kError, "redacts keys with an action that can make two keys one");
}

TEST_F(Cluster, RedactedKeysThatMayMerge) {
  Configure("    key: redact\n    allow_key_merge: true\n");
  facts_.configs["b"]["cleanup.policy"] = "compact";
  EXPECT_THAT(Judged(Level::kError), testing::IsEmpty());
}

TEST_F(Cluster, ConfigsThatMayNotBeSeenAreNotJudged) {
  Configure();
  facts_.configs.clear();
  EXPECT_THAT(Judged(Level::kError), testing::IsEmpty());
  EXPECT_THAT(Judged(Level::kWarning), testing::IsEmpty());
}

TEST_F(Cluster, ErrorsComeFirst) {
  Configure();
  facts_.configs["b"]["max.message.bytes"] = "1";
  facts_.described["d"].may_write = false;
  const auto findings = JudgeCluster(config_, facts_);
  EXPECT_TRUE(std::is_sorted(findings.begin(), findings.end(),
                             [](const auto& a, const auto& b) { return a.level > b.level; }));
  EXPECT_EQ(findings.front().level, Level::kError);
}

}  // namespace
}  // namespace aegis::topology
