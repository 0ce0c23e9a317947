#include "topology/cluster.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>

namespace aegis::topology {
namespace {

using Level = ClusterFinding::Level;
using testing::HasSubstr;

// A file of this test's own.
std::string WriteKeyset() {
  const std::string keyset = testing::TempDir() + "cluster_test.keyset";
  std::ofstream(keyset)
      << R"({"version":1,"primary":"k1","keys":{"k1":"MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="}})";
  EXPECT_EQ(chmod(keyset.c_str(), 0600), 0);
  return keyset;
}

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

TEST_F(Cluster, TwoRoutesThatCopyOneTopicToOneOutput) {
  yaml::Diagnostics diagnostics;
  const auto both = ParseConfig(
      "name: p\nkafka: {brokers: [\"h:1\"]}\npolicies: {p: {}}\nroutes:\n"
      "  - {from: {pattern: \"^a\"}, to: {topic: out}}\n"
      "  - {from: {pattern: \"^.b\"}, to: {topic: out}}\n",
      "p", diagnostics);
  ASSERT_TRUE(both.has_value());
  config_ = *both;
  for (const char* topic : {"ab", "ac", "cb", "out"}) Topic(topic, 3);
  ExpectOnly(Level::kError,
             "routes `^a` and `^.b` both copy the records of ab to out, where each would");
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

TEST_F(Cluster, CompactedDeadLetters) {
  Configure();
  facts_.configs["d"]["cleanup.policy"] = "compact,delete";
  ExpectOnly(Level::kError, "dead letters topic d is compacted");
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

TEST_F(Cluster, TokensAreOfOneLengthInNumbersOnly) {
  const std::string keyset = WriteKeyset();
  for (const bool number : {false, true}) {
    yaml::Diagnostics diagnostics;
    const auto config =
        ParseConfig("name: p\nkafka: {brokers: [\"h:1\"]}\nkeys: {ids: {file: " + keyset +
                        "}}\npolicies: {p: {numbers: " + (number ? "number" : "string") +
                        ", actions: {default: {hmac: {key: ids}}}}}\nroutes: [{from: {topics: "
                        "[a]}, to: {topic: "
                        "b}, dead_letter: {topic: d}, key: redact}]\n",
                    "p", diagnostics);
    ASSERT_TRUE(config.has_value()) << diagnostics.Render("p");
    config_ = *config;
    facts_ = {};
    for (const char* topic : {"a", "b", "d"}) Topic(topic, 3);
    facts_.configs["b"]["cleanup.policy"] = "compact";
    if (number) {
      ExpectOnly(Level::kError, "redacts keys with an action that can make two keys one");
    } else {
      EXPECT_THAT(Judged(Level::kError), testing::IsEmpty());
    }
  }
}

TEST_F(Cluster, ConfigsThatMayNotBeSeenAreNotJudged) {
  Configure();
  facts_.configs.clear();
  EXPECT_THAT(Judged(Level::kError), testing::IsEmpty());
  EXPECT_THAT(Judged(Level::kWarning), testing::IsEmpty());
}

kafka::Rights AllRights() {
  kafka::Rights rights;
  rights.cluster_id = "c";
  rights.brokers = 3;
  rights.read_group = rights.transactional_id = kafka::Right::kYes;
  return rights;
}

TEST_F(Cluster, EveryMissingRightComesWithTheLineThatGrantsIt) {
  Configure();
  const std::string grant =
      "; grant it with: kafka-acls.sh --bootstrap-server h:1 --add --allow-principal "
      "User:PRINCIPAL ";
  facts_.rights = AllRights();
  EXPECT_THAT(Judged(Level::kError), testing::IsEmpty());
  EXPECT_THAT(Judged(Level::kFine), testing::IsSupersetOf({HasSubstr("cluster c, 3 brokers"),
                                                           HasSubstr("group p, may be joined"),
                                                           HasSubstr("tried with p.check")}));
  facts_.described["a"].may_read = false;
  ExpectOnly(Level::kError,
             "a: no right to Read" + grant + "--operation Read --operation Describe --topic a");
  facts_.described["a"].may_read = true;
  facts_.described["d"].may_write = false;
  ExpectOnly(Level::kError,
             "no right to Write" + grant +
                 "--operation Write --operation Describe --operation DescribeConfigs --topic d");
  facts_.described["d"].may_write = true;
  facts_.described["b"].error = "TOPIC_AUTHORIZATION_FAILED: no";
  facts_.rights->topics["b"].describe = kafka::Right::kNo;
  ExpectOnly(Level::kError, "b (output of a): no right to Describe, if it exists" + grant);
  facts_.described["b"].error.clear();
  facts_.rights->read_group = kafka::Right::kNo;
  ExpectOnly(Level::kError, "group p: no right to Read" + grant +
                                "--operation Read --operation Describe --group p");
  facts_.rights->read_group = kafka::Right::kUnknown;
  facts_.rights->group_error = "NOT_COORDINATOR: no";
  ExpectOnly(Level::kWarning,
             "group p: whether it may be joined is not known: NOT_COORDINATOR: no");
  facts_.rights->read_group = kafka::Right::kYes;
  facts_.rights->transactional_id = kafka::Right::kNo;
  ExpectOnly(Level::kError, "transactional ids p.*: no right to Write" + grant +
                                "--operation Write --operation Describe --transactional-id p. "
                                "--resource-pattern-type prefixed");
  facts_.rights->transactional_id = kafka::Right::kUnknown;
  facts_.rights->transactional_error = "_TIMED_OUT: late";
  ExpectOnly(Level::kError, "transactional ids p.*: _TIMED_OUT: late");
  facts_.rights->transactional_id = kafka::Right::kYes;
  facts_.configs.erase("d");
  ExpectOnly(Level::kWarning, "d (dead letters): no right to DescribeConfigs");
}

TEST_F(Cluster, AMissingInputMayOnlyBeHidden) {
  Configure();
  facts_.rights = AllRights();
  facts_.described["a"].error = "TOPIC_AUTHORIZATION_FAILED: no";
  facts_.rights->topics["a"].describe = kafka::Right::kNo;
  ExpectOnly(Level::kError, "input topic a: no right to Describe, if it exists");
}

TEST_F(Cluster, GrowingTakesARight) {
  Configure("", "topic: b, create_topics: match");
  facts_.described["b"].partitions = 2;
  facts_.rights = AllRights();
  facts_.rights->topics["b"].alter = kafka::Right::kNo;
  EXPECT_THAT(Judged(Level::kError),
              testing::ElementsAre(HasSubstr("b: no right to Alter, which growing takes")));
}

// --- dedup

class ClusterWithDedup : public Cluster {
 protected:
  void SetUp() override {
    Configure(
        "    dedup: {key: k, exact: {of: value}, state: s, on_duplicate: {route: {topic: "
        "twice}}}\nkeys: {k: {file: " +
        WriteKeyset() + "}}\nstate: {dir: /tmp/x}\n");
    Topic("twice", 3);
    Topic("p.a.s", 3);
    facts_.configs["p.a.s"]["cleanup.policy"] = "compact";
  }
};

TEST_F(ClusterWithDedup, TheTopicForDuplicatesIsAnOutput) {
  EXPECT_THAT(Judged(Level::kError), testing::IsEmpty());
  facts_.described["twice"].partitions = 1;
  ExpectOnly(Level::kError, "twice has 1 partitions, its input a has 3");
  facts_.described.erase("twice");
  ExpectOnly(Level::kError, "topic twice (duplicates of a): does not exist");
}

TEST_F(ClusterWithDedup, AChangelogIsMadeGrownAndNeverDeletedFrom) {
  EXPECT_THAT(Judged(Level::kFine), testing::Contains("changelog p.a.s, 3 partitions"));
  facts_.described["p.a.s"].partitions = 1;
  ExpectOnly(Level::kWarning, "changelog p.a.s has 1 partition, its input a has 3; it will be");
  facts_.described["p.a.s"].partitions = 3;
  facts_.configs["p.a.s"]["cleanup.policy"] = "compact,delete";
  ExpectOnly(Level::kError, "changelog p.a.s has cleanup.policy=compact,delete");
  facts_.described["p.a.s"].may_write = false;
  ExpectOnly(Level::kError, "changelog p.a.s: no right to Write");
  facts_.described.erase("p.a.s");
  EXPECT_THAT(Judged(Level::kError), testing::IsEmpty());
  EXPECT_THAT(Judged(Level::kFine), testing::Contains(HasSubstr("p.a.s is not there yet")));
  facts_.rights = AllRights();
  facts_.rights->topics["p.a.s"].describe = kafka::Right::kNo;
  ExpectOnly(Level::kError, "changelog p.a.s: no right to Describe, if it exists; grant it with");
}

TEST_F(Cluster, ReplicasThatLoseOrStop) {
  Configure();
  facts_.rights = AllRights();
  const auto judged = [&](int replicas, int in_sync, const char* least) {
    kafka::TopicRights& b = facts_.rights->topics["b"];
    b.replicas = replicas;
    b.in_sync = in_sync;
    facts_.configs["b"]["min.insync.replicas"] = least;
    std::vector<std::string> all = Judged(Level::kError);
    for (const std::string& warning : Judged(Level::kWarning)) all.push_back(warning);
    return all.empty() ? std::string() : all.front();
  };
  EXPECT_EQ(judged(3, 3, "2"), "");
  EXPECT_THAT(judged(3, 1, "2"), HasSubstr("of which 1 is in sync: the broker takes no record"));
  EXPECT_THAT(judged(1, 1, "1"), HasSubstr("lost with one broker"));
  EXPECT_THAT(judged(3, 3, "1"), HasSubstr("may be on one broker only"));
  EXPECT_THAT(judged(3, 3, "3"), HasSubstr("writing stops while one broker is down"));
  EXPECT_THAT(judged(1, 1, "2"), HasSubstr("the broker takes no record"));
  facts_.rights->brokers = 1;
  EXPECT_EQ(judged(1, 1, "1"), "");
  facts_.configs["b"]["unclean.leader.election.enable"] = "true";
  ExpectOnly(Level::kWarning, "unclean.leader.election.enable=true");
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
