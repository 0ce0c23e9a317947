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
  return MetricsText(workers, {"1.2.3", "2.15.1"}, {}, 100'000);
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
  one.rebalances.Add(2);

  const std::string text = Text({&one, &two});
  for (const char* line :
       {"aegis_records_total{route=\"a\",outcome=\"forward\"} 111\n",
        "aegis_records_total{route=\"a\",outcome=\"drop\"} 7\n",
        "aegis_records_total{route=\"a\",outcome=\"quarantine\"} 5\n",
        "aegis_quarantined_total{route=\"a\",reason=\"invalid_json\"} 3\n",
        "aegis_quarantined_total{route=\"a\",reason=\"too_large\"} 2\n",
        "aegis_records_total{route=\"b\\\"\\\\\",outcome=\"forward\"} 0\n",
        "aegis_bytes_total{route=\"a\",direction=\"in\"} 1000\n",
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
  const std::string text = MetricsText({}, {"1", "2"}, usage, 0);
  for (const char* name : {"process_cpu_seconds_total ", "process_resident_memory_bytes ",
                           "process_open_fds ", "process_start_time_seconds "}) {
    EXPECT_THAT(text, HasSubstr(name));
  }
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
