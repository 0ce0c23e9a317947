#include "topology/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/plan/compile.h"

namespace aegis::topology {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::shared_ptr<const Plan> TwoRoutes() {
  auto plan = PlanFromYaml(R"(policies: {p: {detect: [CREDIT_CARD]}}
routes:
  - name: a
    policy: p
  - name: b"\
    policy: p
)");
  EXPECT_TRUE(plan.has_value()) << plan.error().message;
  return *plan;
}

PartitionState Partition(const std::string& topic, int32_t number, int64_t end, int64_t committed,
                         int64_t oldest_ms = -1) {
  PartitionState state;
  state.lag.partition = {topic, number};
  state.lag.end_offset = end;
  state.lag.committed = committed;
  state.oldest_uncommitted_ms = oldest_ms;
  return state;
}

std::string Text(const std::vector<const WorkerCounters*>& workers) {
  return MetricsText(workers, {"1.2.3", "2.15.1"}, {}, nullptr, 100'000);
}

TEST(Metrics, TellOfStandbyCopies) {
  std::vector<StandbyCopy> copies(2);
  for (int32_t partition = 0; partition < 2; ++partition) {
    StandbyCopy& copy = copies[static_cast<size_t>(partition)];
    copy.input.topic = "in";
    copy.input.partition = partition;
    copy.state = "r";
  }
  copies[0].entries = 12;
  copies[0].left = 3;
  const std::string text = MetricsText({}, {"1", "2"}, {}, nullptr, 0, &copies);
  EXPECT_THAT(text, HasSubstr("aegis_dedup_standby_states 2\n"));
  EXPECT_THAT(
      text,
      HasSubstr("aegis_dedup_standby_entries{topic=\"in\",partition=\"0\",state=\"r\"} 12\n"));
  EXPECT_THAT(
      text, HasSubstr("aegis_dedup_standby_left_records{topic=\"in\",partition=\"0\",state=\"r\"} "
                      "3\n"));
  // How much is left of the other is not known.
  EXPECT_THAT(text,
              Not(HasSubstr("aegis_dedup_standby_left_records{topic=\"in\",partition=\"1\"")));
  const std::vector<StandbyCopy> none;
  EXPECT_THAT(MetricsText({}, {"1", "2"}, {}, nullptr, 0, &none),
              HasSubstr("aegis_dedup_standby_states 0\n"));
  EXPECT_THAT(MetricsText({}, {"1", "2"}, {}, nullptr, 0), Not(HasSubstr("standby")));
}

TEST(Metrics, AddUpWorkersAndPlans) {
  const auto plan = TwoRoutes();
  WorkerCounters one;
  WorkerCounters two;
  const auto first = one.AddPlan(plan);
  const auto reloaded = one.AddPlan(plan);
  const auto other = two.AddPlan(plan);
  first->routes[0].forwarded.Add(1);
  reloaded->routes[0].forwarded.Add(10);
  other->routes[0].forwarded.Add(100);
  other->routes[0].dropped[0].Add(7);
  other->routes[0].quarantined[static_cast<size_t>(RecordErrorCode::kInvalidJson)].Add(3);
  other->routes[0].quarantined[static_cast<size_t>(RecordErrorCode::kTooLarge)].Add(2);
  first->routes[0].bytes_in.Add(1000);
  other->routes[0].bytes_out.Add(900);
  first->routes[0].findings[0 * kActions + 1].Add(5);
  one.transactions[static_cast<size_t>(TransactionResult::kCommitted)].Add(4);
  two.transactions[static_cast<size_t>(TransactionResult::kUnknown)].Add(1);
  first->routes[0].seen[static_cast<size_t>(Seen::kImage)].Add(6);
  other->routes[0].image_problems[static_cast<size_t>(dedup::ImageProblem::kBroken)].Add(8);
  one.rebalances.Add(2);
  first->routes[0].reused[static_cast<size_t>(Reused::kHit)].Add(30);
  other->routes[0].reused[static_cast<size_t>(Reused::kMiss)].Add(4);
  first->routes[1].reused[static_cast<size_t>(Reused::kNotAsked)].Add(9);
  one.reuse_bytes.Set(256);
  two.reuse_bytes.Set(128);

  const std::string text = Text({&one, &two});
  for (const char* line :
       {"aegis_records_total{route=\"a\",outcome=\"forward\"} 111\n",
        "aegis_records_total{route=\"a\",outcome=\"drop\"} 7\n",
        "aegis_records_total{route=\"a\",outcome=\"quarantine\"} 5\n",
        "aegis_quarantined_total{route=\"a\",reason=\"invalid_json\"} 3\n",
        "aegis_quarantined_total{route=\"a\",reason=\"too_large\"} 2\n",
        "aegis_records_total{route=\"b\\\"\\\\\",outcome=\"forward\"} 0\n",
        "aegis_dedup_records_total{route=\"a\",seen=\"image\"} 6\n",
        "aegis_dedup_images_unread_total{route=\"a\",problem=\"broken\"} 8\n",
        "aegis_reuse_hits_total{route=\"a\"} 30\n", "aegis_reuse_misses_total{route=\"a\"} 4\n",
        "aegis_reuse_bytes 384\n", "aegis_bytes_total{route=\"a\",direction=\"in\"} 1000\n",
        "aegis_bytes_total{route=\"a\",direction=\"out\"} 900\n",
        "aegis_transactions_total{result=\"committed\"} 4\n",
        "aegis_transactions_total{result=\"aborted\"} 0\n",
        "aegis_transactions_total{result=\"unknown\"} 1\n", "aegis_rebalances_total 2\n",
        "aegis_workers 2\n", "aegis_build_info{version=\"1.2.3\",librdkafka=\"2.15.1\"} 1\n"}) {
    EXPECT_THAT(text, HasSubstr(line));
  }
  const std::string entity = plan->rules.EntityName(0);
  EXPECT_THAT(text, HasSubstr("aegis_findings_total{route=\"a\",entity=\"" + entity +
                              "\",action=\"replace\"} 5\n"));
}

TEST(Metrics, HistogramsAreCumulative) {
  WorkerCounters worker;
  worker.transaction_seconds.Observe(0.0007);
  worker.transaction_seconds.Observe(0.05, 2);
  worker.transaction_seconds.Observe(100);
  const std::string text = Text({&worker});
  for (const char* line : {"aegis_transaction_seconds_bucket{le=\"0.0005\"} 0\n",
                           "aegis_transaction_seconds_bucket{le=\"0.001\"} 1\n",
                           "aegis_transaction_seconds_bucket{le=\"0.05\"} 3\n",
                           "aegis_transaction_seconds_bucket{le=\"60\"} 3\n",
                           "aegis_transaction_seconds_bucket{le=\"+Inf\"} 4\n",
                           "aegis_transaction_seconds_count 4\n"}) {
    EXPECT_THAT(text, HasSubstr(line));
  }
}

TEST(Metrics, LagIsEndLessCommittedAndVanishesWithThePartition) {
  WorkerCounters worker;
  worker.PublishPartitions({Partition("t", 0, 50, 20, 40'000), Partition("t", 1, 50, 50),
                            Partition("t", 2, -1, 7), Partition("t", 3, 9, 7)});
  const std::string text = Text({&worker});
  for (const char* line : {"aegis_consumer_lag_records{topic=\"t\",partition=\"0\"} 30\n",
                           "aegis_consumer_lag_seconds{topic=\"t\",partition=\"0\"} 60\n",
                           "aegis_consumer_lag_records{topic=\"t\",partition=\"1\"} 0\n",
                           "aegis_consumer_lag_seconds{topic=\"t\",partition=\"1\"} 0\n",
                           "aegis_consumer_lag_records{topic=\"t\",partition=\"3\"} 2\n"}) {
    EXPECT_THAT(text, HasSubstr(line));
  }
  // What is not known is not guessed.
  EXPECT_THAT(text, AllOf(Not(HasSubstr("lag_records{topic=\"t\",partition=\"2\"}")),
                          Not(HasSubstr("lag_seconds{topic=\"t\",partition=\"2\"}")),
                          Not(HasSubstr("lag_seconds{topic=\"t\",partition=\"3\"}"))));
  worker.PublishPartitions({});
  EXPECT_THAT(Text({&worker}), Not(HasSubstr("aegis_consumer_lag")));
}

TEST(Metrics, OfTwoOwnersTheOneThatCommittedFurtherCounts) {
  WorkerCounters loser;
  WorkerCounters owner;
  loser.PublishPartitions({Partition("t", 0, 50, 20)});
  owner.PublishPartitions({Partition("t", 0, 60, 55)});
  EXPECT_THAT(Text({&loser, &owner}), HasSubstr("lag_records{topic=\"t\",partition=\"0\"} 5\n"));
  EXPECT_THAT(Text({&owner, &loser}), HasSubstr("lag_records{topic=\"t\",partition=\"0\"} 5\n"));
}

TEST(Metrics, AStoppedPartitionShows) {
  WorkerCounters worker;
  PartitionState state = Partition("t", 0, 50, 20);
  state.lag.stopped = "its topic was made again";
  worker.PublishPartitions({state});
  EXPECT_THAT(Text({&worker}),
              HasSubstr("aegis_partition_stopped{topic=\"t\",partition=\"0\"} 1\n"));
  EXPECT_THAT(AdminPage({&worker}, {"p", "g", "1", {}}, 0), HasSubstr("its topic was made again"));
}

TEST(Metrics, TheProcessIsMeasured) {
  const ProcessUsage usage = ReadProcessUsage();
  EXPECT_GT(usage.cpu_seconds, 0);
  EXPECT_GT(usage.resident_bytes, 1 << 20);
  EXPECT_GT(usage.open_fds, 2);
  EXPECT_GE(usage.max_fds, usage.open_fds);
  EXPECT_GE(usage.threads, 1);
  const double now = static_cast<double>(time(nullptr));
  EXPECT_LT(usage.start_time_seconds, now + 5);
  EXPECT_GT(usage.start_time_seconds, now - 3600);
  const std::string text = MetricsText({}, {"1", "2"}, usage, nullptr, 0);
  for (const char* name : {"process_cpu_seconds_total ", "process_resident_memory_bytes ",
                           "process_open_fds ", "process_start_time_seconds "}) {
    EXPECT_THAT(text, HasSubstr(name));
  }
}

TEST(Metrics, WhatTheStatesOfAProcessShare) {
  EXPECT_THAT(Text({}), Not(HasSubstr("aegis_dedup_")));
  rocks::DiskUsage disk;
  disk.front_hits = 7;
  disk.front_misses = 8;
  disk.block_cache_hits = 9;
  disk.compaction_debt_bytes = 10;
  disk.states_wiped = 11;
  disk.memory_bytes = 12;
  const std::string text = MetricsText({}, {"1", "2"}, {}, &disk, 0);
  for (const char* line :
       {"aegis_dedup_memory_lookups_total{result=\"hit\"} 7\n",
        "aegis_dedup_memory_lookups_total{result=\"miss\"} 8\n",
        "aegis_dedup_block_cache_total{result=\"hit\"} 9\n",
        "aegis_dedup_compaction_debt_bytes 10\n", "aegis_dedup_states_emptied_total 11\n",
        "aegis_dedup_cache_bytes 12\n"}) {
    EXPECT_THAT(text, HasSubstr(line));
  }
}

TEST(Page, ShowsWhatWasRepeatedMost) {
  const auto plan = TwoRoutes();
  WorkerCounters worker;
  worker.AddPlan(plan);
  PartitionState one = Partition("t", 0, 50, 20);
  EXPECT_THAT(AdminPage({&worker}, {"n", "g", "1", {}}, 0), Not(HasSubstr("Most repeated")));
  one.dedup = {{"<state>", {5, 4096}, 0, {{17, 3}, {18, 1}}}};
  PartitionState two = Partition("t", 1, 50, 20);
  two.dedup = {{"s", {6, 4096}, 0, {{99, 2}}}};
  worker.PublishPartitions({one, two});
  const std::string page = AdminPage({&worker}, {"n", "g", "1", {}}, 0);
  EXPECT_THAT(page, AllOf(HasSubstr("&lt;state&gt;"), Not(HasSubstr("<state>"))));
  const size_t largest = page.find(">17<"), second = page.find(">99<"), third = page.find(">18<");
  EXPECT_LT(largest, second);
  EXPECT_LT(second, third);
  EXPECT_NE(third, std::string::npos);
}

TEST(Page, EscapesWhatOthersNamed) {
  const auto plan = TwoRoutes();
  WorkerCounters worker;
  worker.AddPlan(plan);
  worker.PublishPartitions({Partition("t", 0, 50, 20, 40'000)});
  const std::string page = AdminPage({&worker}, {"<name>", "g&", "1", {"not <yet>"}}, 100'000);
  EXPECT_THAT(page, AllOf(HasSubstr("&lt;name&gt;"), HasSubstr("g&amp;"),
                          HasSubstr("not &lt;yet&gt;"), HasSubstr("b&quot;"),
                          Not(HasSubstr("<name>")), HasSubstr(">30<"), HasSubstr(">60<")));
}

}  // namespace
}  // namespace aegis::topology
