#include "topology/router.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/memory/cluster.h"

namespace aegis::topology {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Route Named(const std::string& name, const std::string& topic, const std::string& output) {
  Route route;
  route.name = name;
  if (topic[0] == '^') {
    route.pattern = topic;
  } else {
    route.topics = {topic};
  }
  route.output = output;
  return route;
}

std::string OutputOf(const Route& route, const std::string& topic) {
  auto table = RouteTable::New({route}, "");
  if (!table) return "error: " + table.error().message;
  auto matches = (*table)->MatchTopic(topic);
  return matches.empty() ? "no match" : matches[0].output;
}

TEST(RouteTable, FillsInTemplates) {
  struct {
    const char* from;
    const char* to;
    const char* topic;
    const char* expected;
  } const kTable[] = {
      {"orders", "clean", "orders", "clean"},
      {"orders", "${topic}.clean", "orders", "orders.clean"},
      {"orders", "clean", "orders2", "no match"},
      {"^team-(.*)\\.raw$", "team-${1}.clean", "team-a.b.raw", "team-a.b.clean"},
      {"^(a|b)-(.*)$", "${2}_${1}", "b-x", "x_b"},
      {"^team-.*\\.raw$", "${topic}.clean", "my-team-a.raw", "no match"},
      {"^(a)?b", "x${1}", "b", "x"},
      {"^raw\\.(.+)$", "${1}", "raw.orders", "orders"},
      {"^raw\\.(.*)$", "${1}", "raw.", ""},
  };
  for (const auto& row : kTable)
    EXPECT_EQ(OutputOf(Named("r", row.from, row.to), row.topic), row.expected) << row.to;
}

TEST(RouteTable, RefusesWhatCannotBeFilledIn) {
  for (const char* output :
       {"${1}", "${topik}", "${", "${topic", "${0}", "${10}", "$x{y}", "a/b", ""}) {
    auto table = RouteTable::New({Named("r", "orders", output)}, "");
    ASSERT_FALSE(table) << output;
    EXPECT_THAT(table.error().message, HasSubstr("route r"));
  }
  EXPECT_FALSE(RouteTable::New({Named("r", "^(a)", "${2}")}, ""));
  EXPECT_FALSE(RouteTable::New({Named("r", "^(a", "b")}, ""));
}

TEST(RouteTable, KnowsItsTopics) {
  Route first = Named("a", "orders", "clean");
  first.dead_letter = "dead";
  auto table = RouteTable::New(
      {first, Named("b", "^team-", "${topic}.x"), Named("c", "orders", "other")}, "receipts");
  ASSERT_TRUE(table);
  EXPECT_THAT((*table)->Subscription(), ElementsAre("^team-", "orders"));
  EXPECT_THAT((*table)->FixedOutputs(), ElementsAre("clean", "dead", "other", "receipts"));
  EXPECT_EQ((*table)->MatchTopic("orders").size(), 2u);
}

class RouterTest : public testing::Test {
 protected:
  RouterTest() {
    cluster.CreateTopic("in", 9);
    cluster.CreateTopic("out", 4);
    cluster.CreateTopic("dead", 2);
  }

  Result<PartitionTargets> Open(const Route& route, int32_t partition) {
    auto made = RouteTable::New({route}, "");
    EXPECT_TRUE(made);
    table = *made;
    return router.Open(*table, {"in", partition}, {});
  }

  // To which partition a record of this key goes.
  int32_t PartitionFor(PartitionRule rule, std::string_view key, int32_t partition) {
    Route route = Named("r", "in", "out");
    route.partition = rule;
    auto targets = Open(route, partition);
    EXPECT_TRUE(targets) << targets.error().message;
    EXPECT_TRUE(sink->Renew(false, {}));
    auto transaction = sink->Begin({});
    Record record;
    record.topic = "in";
    record.partition = partition;
    record.key = key;
    record.value = "v";
    // The key is redacted: the original one decides.
    Sent sent =
        router.Send(record, targets->targets[0], Forward{"redacted", "v", {}}, 0, **transaction);
    EXPECT_EQ(sent.status, SendStatus::kDone);
    EXPECT_EQ(sent.bytes_out, 9u);
    int32_t found = -1;
    for (int32_t p = 0; p < 4; ++p) {
      size_t size = cluster.ReadUncommitted({"out", p}).size();
      if (size != sizes[p]) found = p;
      sizes[p] = size;
    }
    return found;
  }

  memory::Cluster cluster;
  memory::ManualClock clock;
  std::unique_ptr<io::Sink> sink =
      memory::NewSink(cluster, {.group = "g", .transactional_id = "t"});
  Router router{*sink, clock};
  std::shared_ptr<const RouteTable> table;
  size_t sizes[4] = {};
};

TEST_F(RouterTest, ChoosesPartitionsAsJavaClientsDo) {
  EXPECT_EQ(PartitionFor(PartitionRule::kSame, "any", 3), 3);
  // murmur2("foobar") & 0x7fffffff = 1357151166; murmur2("abc") = 479470107.
  EXPECT_EQ(PartitionFor(PartitionRule::kKey, "foobar", 0), 1357151166 % 4);
  EXPECT_EQ(PartitionFor(PartitionRule::kKey, "abc", 7), 479470107 % 4);
  EXPECT_EQ(PartitionFor(PartitionRule::kKey, kNull, 7), 7 % 4);
}

TEST_F(RouterTest, NeverMovesARecordToAnotherPartition) {
  Route route = Named("r", "in", "out");
  auto refused = Open(route, 4);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(refused.error().message, HasSubstr("output out has 4 partitions"));
  route.create_topics_match = true;
  auto grown = Open(route, 6);
  ASSERT_FALSE(grown);
  EXPECT_EQ(grown.error().code, ErrorCode::kUnavailable) << "asked for, and to be tried again";
  EXPECT_TRUE(Open(route, 6));
  EXPECT_EQ(cluster.partitions("out"), 7);
}

TEST_F(RouterTest, RefusesALoopAndAMissingOutput) {
  EXPECT_EQ(Open(Named("r", "in", "${topic}"), 0).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(Open(Named("r", "in", "nowhere"), 0).error().code, ErrorCode::kNotFound);
}

TEST_F(RouterTest, RefusesAnOutputWithoutAName) {
  const auto opened = Open(Named("r", "^in(.*)$", "${1}"), 0);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(opened.error().message, HasSubstr("route r: the output \"${1}\" of topic in: "));
}

TEST_F(RouterTest, RefusesAnOutputAmongDeadLettersOrReceipts) {
  Route route = Named("r", "^i(.*)$", "dead.${1}");
  route.dead_letter = "dead.n";
  EXPECT_THAT(Open(route, 0).error().message, HasSubstr("dead.n, which holds dead letters"));
  auto made = RouteTable::New({Named("r", "^i(.*)$", "dead.${1}")}, "dead.n");
  ASSERT_TRUE(made);
  const auto opened = router.Open(**made, {"in", 0}, {});
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error().message, HasSubstr("dead.n, which holds receipts"));
}

// Real topics say what made-up ones could not.
TEST_F(RouterTest, RefusesALoopOverOtherRoutes) {
  auto made = RouteTable::New(
      {Named("a", "^in$", "out"), Named("b", "^o\\w+$", "${topic}.x"), Named("c", "out.x", "in")},
      "");
  ASSERT_TRUE(made);
  const auto opened = router.Open(**made, {"in", 0}, {});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(opened.error().message, HasSubstr("in → out → out.x → in (output)"));
}

}  // namespace
}  // namespace aegis::topology
