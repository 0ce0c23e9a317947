// The worker over a Kafka in memory: what is committed, what is replayed, what is stopped. Each
// test reads the outputs as a read_committed consumer would.
#include "topology/worker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "connectors/memory/cluster.h"
#include "src/plan/compile.h"
#include "topology/receipts.h"

namespace aegis::topology {
namespace {

using memory::Cluster;
using memory::Failure;
using memory::ManualClock;
using memory::Message;
using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr char kPolicies[] = R"(
policies:
  p:
    detect: [EMAIL_ADDRESS]
    actions: {default: {replace: "[{entity}]"}}
routes:
)";

struct RouteSpec {
  Route route;
  std::string engine = "format: json";
};

Route Plain() {
  Route route;
  route.name = "r";
  route.topics = {"in"};
  route.output = "out";
  route.dead_letter = "dead";
  return route;
}

Work MakeWork(const std::vector<Route>& routes, const std::string& receipts = "") {
  std::string yaml = kPolicies;
  for (const Route& route : routes) {
    yaml += "  - {name: " + route.name + ", format: json, key: pass, headers: pass, policy: p}\n";
  }
  auto plan = PlanFromYaml(yaml);
  EXPECT_TRUE(plan) << plan.error().message;
  auto table = RouteTable::New(routes, receipts);
  EXPECT_TRUE(table) << table.error().message;
  return {*plan, *table};
}

std::string Value(int i) { return "{\"seq\":" + std::to_string(i) + "}"; }

Message Numbered(int i) {
  return {.key = "k" + std::to_string(i),
          .value = Value(i),
          .headers = {},
          .timestamp_ms = 1'600'000'000'000 + i};
}

// One Aegis worker.
struct Process {
  Process(Cluster& cluster, ManualClock& manual, const std::string& member, Work work,
          WorkerOptions options)
      : clock(manual),
        source(memory::NewSource(
            cluster, {.group = "group", .member = member, .topics = {"in"}, .from_latest = false})),
        sink(
            memory::NewSink(cluster, {.group = "group", .transactional_id = member, .batch = 10})) {
    auto made = Worker::New(options, std::move(work), *source, *sink, clock, counters);
    EXPECT_TRUE(made) << made.error().message;
    worker = std::move(*made);
  }

  // Steps until nothing more happens; the time goes on.
  Status Run(int steps = 60) {
    for (int i = 0; i < steps; ++i) {
      if (Status status = worker->Step(clock.Now()); !status) return status;
      clock.Advance(milliseconds(30));
    }
    return {};
  }

  uint64_t transactions(TransactionResult result) const {
    return counters.transactions[static_cast<size_t>(result)].value();
  }

  ManualClock& clock;
  WorkerCounters counters;
  std::unique_ptr<io::Source> source;
  std::unique_ptr<io::Sink> sink;
  std::unique_ptr<Worker> worker;
};

class WorkerTest : public testing::Test {
 protected:
  WorkerTest() {
    cluster.CreateTopic("in", 2);
    cluster.CreateTopic("out", 2);
    cluster.CreateTopic("dead", 1);
    cluster.CreateTopic("receipts", 1);
  }

  std::unique_ptr<Process> Start(const std::string& member = "a",
                                 std::vector<Route> routes = {Plain()},
                                 const std::string& receipts = "") {
    return std::make_unique<Process>(cluster, clock, member, MakeWork(routes, receipts), options);
  }

  void Produce(int from, int to, int32_t partitions = 2) {
    for (int i = from; i < to; ++i) cluster.Append({"in", i % partitions}, Numbered(i));
  }

  // Each number exactly once, and in order within its partition.
  void ExpectExactlyOnce(int count) {
    std::vector<int> all;
    for (int32_t p = 0; p < cluster.partitions("out"); ++p) {
      int last = -1;
      for (const Message& message : cluster.ReadCommitted({"out", p})) {
        int i = nlohmann::json::parse(*message.value)["seq"];
        EXPECT_GT(i, last) << "reordered in partition " << p;
        last = i;
        all.push_back(i);
        EXPECT_EQ(message.key, "k" + std::to_string(i));
        EXPECT_EQ(message.timestamp_ms, 1'600'000'000'000 + i);
      }
    }
    std::map<int, int> times;
    for (int i : all) ++times[i];
    std::vector<int> missing;
    std::vector<int> repeated;
    for (int i = 0; i < count; ++i) {
      if (times[i] == 0) missing.push_back(i);
      if (times[i] > 1) repeated.push_back(i);
    }
    EXPECT_THAT(missing, IsEmpty());
    EXPECT_THAT(repeated, IsEmpty());
    EXPECT_EQ(times.size(), static_cast<size_t>(count));
  }

  int64_t CommittedOf(int32_t partition) {
    auto committed = cluster.Committed("group", {"in", partition});
    return committed ? committed->offset : -1;
  }

  Cluster cluster;
  ManualClock clock;
  WorkerOptions options;
};

TEST_F(WorkerTest, CopiesRedactedAndKeepsTheRest) {
  cluster.Append({"in", 1}, {.key = "user@example.org",
                             .value = R"({ "mail" : "jane.doe@example.org", "n":1.50 })",
                             .headers = {{"h", "v"}, {"null", std::nullopt}, {"empty", ""}},
                             .timestamp_ms = 77});
  cluster.Append({"in", 0},
                 {.key = std::nullopt, .value = std::nullopt, .headers = {}, .timestamp_ms = 78});
  cluster.Append({"in", 0}, {.key = "", .value = "{}", .headers = {}, .timestamp_ms = 79});
  auto process = Start();
  ASSERT_TRUE(process->Run());
  auto redacted = cluster.ReadCommitted({"out", 1});
  ASSERT_EQ(redacted.size(), 1u);
  EXPECT_EQ(redacted[0].value, R"({ "mail" : "[EMAIL_ADDRESS]", "n":1.50 })");
  EXPECT_EQ(redacted[0].key, "user@example.org");
  EXPECT_EQ(redacted[0].timestamp_ms, 77);
  EXPECT_EQ(redacted[0].headers.size(), 3u);
  EXPECT_EQ(redacted[0].headers[1].second, std::nullopt);
  EXPECT_EQ(redacted[0].headers[2].second, "");
  auto others = cluster.ReadCommitted({"out", 0});
  ASSERT_EQ(others.size(), 2u);
  EXPECT_EQ(others[0].key, std::nullopt);
  EXPECT_EQ(others[0].value, std::nullopt);
  EXPECT_EQ(others[1].key, "");
  EXPECT_EQ(others[1].value, "{}");
}

TEST_F(WorkerTest, CommitsTheStartBeforeTheFirstRecord) {
  auto process = Start();
  ASSERT_TRUE(process->Run(3));
  EXPECT_EQ(CommittedOf(0), 0);
  EXPECT_EQ(CommittedOf(1), 0);
  EXPECT_EQ(cluster.transactions_committed(), 1u);
}

TEST_F(WorkerTest, CommitsTheStartBeforeARecordThatIsThereAlready) {
  Produce(0, 10);
  auto process = Start();
  for (int i = 0; i < 10 && cluster.ReadUncommitted({"out", 0}).empty(); ++i)
    ASSERT_TRUE(process->Run(1));
  EXPECT_EQ(cluster.ReadUncommitted({"out", 0}).size(), 5u);
  EXPECT_THAT(cluster.ReadCommitted({"out", 0}), IsEmpty());
  EXPECT_EQ(CommittedOf(0), 0) << "a crash now would ask for `start` again";
}

// A source whose epoch can be raised from outside, as when a topic is found to have been made
// again.
class RaisedEpoch final : public io::Source {
 public:
  explicit RaisedEpoch(std::unique_ptr<io::Source> inner) : inner_(std::move(inner)) {}
  uint64_t raised = 0;

  Result<std::span<const Record>> Poll(const io::PollLimits& limits,
                                       io::AssignmentListener& listener) override {
    return inner_->Poll(limits, listener);
  }
  uint64_t epoch() const override { return inner_->epoch() + raised; }
  std::shared_ptr<const io::Membership> membership() override { return inner_->membership(); }
  Status Rewind() override { return inner_->Rewind(); }
  void AskStart(const io::TopicPartition& partition) override { inner_->AskStart(partition); }
  void Stop(const io::TopicPartition& partition, const Error& why) override {
    inner_->Stop(partition, why);
  }
  std::span<const io::EndPosition> Ends() override { return inner_->Ends(); }
  void NoteCommitted(const io::Progress& progress) override { inner_->NoteCommitted(progress); }
  std::vector<io::PartitionLag> Lag() override { return inner_->Lag(); }
  Status Close(bool leave, io::AssignmentListener& listener, io::Time deadline) override {
    return inner_->Close(leave, listener, deadline);
  }

 private:
  std::unique_ptr<io::Source> inner_;
};

TEST_F(WorkerTest, ATransactionOfAnOldEpochIsNotCommitted) {
  WorkerCounters counters;
  RaisedEpoch source(memory::NewSource(
      cluster, {.group = "group", .member = "a", .topics = {"in"}, .from_latest = false}));
  auto sink = memory::NewSink(cluster, {.group = "group", .transactional_id = "a", .batch = 10});
  auto worker = Worker::New(options, MakeWork({Plain()}), source, *sink, clock, counters);
  ASSERT_TRUE(worker);
  auto run = [&](int steps) {
    for (int i = 0; i < steps; ++i) {
      ASSERT_TRUE((*worker)->Step(clock.Now()));
      clock.Advance(milliseconds(30));
    }
  };
  run(3);
  Produce(0, 10);
  ASSERT_TRUE((*worker)->Step(clock.Now()));
  source.raised = 1;
  clock.Advance(milliseconds(100));
  ASSERT_TRUE((*worker)->Step(clock.Now()));
  EXPECT_EQ(counters.transactions[static_cast<size_t>(TransactionResult::kAborted)].value(), 1u);
  EXPECT_THAT(cluster.ReadCommitted({"out", 0}), IsEmpty());
  run(30);
  ExpectExactlyOnce(10);
}

TEST_F(WorkerTest, AStartIsNotCommittedAgainBehindWhatWasPassedSince) {
  // Partition 2 starts while a transaction of the others is open, and has nothing but an aborted
  // record: its end is passed with that transaction.
  cluster.CreateTopic("in", 3);
  const uint64_t aborted = cluster.OpenTransaction();
  cluster.AppendIn(aborted, {"in", 2}, Numbered(100));
  cluster.EndTransaction(aborted, false);
  auto process = Start();
  ASSERT_TRUE(process->Run());
  Produce(0, 10);
  ASSERT_TRUE(process->worker->Step(clock.Now()));
  cluster.GrowTopic("out", 3);
  ASSERT_TRUE(process->Run());
  EXPECT_EQ(CommittedOf(2), 2);
  std::map<io::TopicPartition, int64_t> last;
  for (const memory::OffsetCommit& commit : cluster.offset_commits()) {
    EXPECT_GE(commit.offset.offset, last[commit.partition]) << commit.partition.partition;
    last[commit.partition] = commit.offset.offset;
  }
}

TEST_F(WorkerTest, SealsAtTheIntervalNotBefore) {
  auto process = Start();
  ASSERT_TRUE(process->Run(3));
  Produce(0, 2);
  ASSERT_TRUE(process->worker->Step(clock.Now()));
  EXPECT_THAT(cluster.ReadCommitted({"out", 0}), IsEmpty());
  EXPECT_EQ(cluster.ReadUncommitted({"out", 0}).size(), 1u);
  clock.Advance(milliseconds(99));
  ASSERT_TRUE(process->worker->Step(clock.Now()));
  EXPECT_THAT(cluster.ReadCommitted({"out", 0}), IsEmpty());
  clock.Advance(milliseconds(1));
  ASSERT_TRUE(process->worker->Step(clock.Now()));
  EXPECT_EQ(cluster.ReadCommitted({"out", 0}).size(), 1u);
}

TEST_F(WorkerTest, SealsWhenFullInTheMiddleOfAPoll) {
  options.max_records = 7;
  Produce(0, 100);
  auto process = Start();
  ASSERT_TRUE(process->Run());
  ExpectExactlyOnce(100);
  EXPECT_GE(cluster.transactions_committed(), 15u);
}

TEST_F(WorkerTest, CountsAfterCommitOnly) {
  auto process = Start();
  ASSERT_TRUE(process->Run(3));
  cluster.Append({"in", 0}, {.key = "k", .value = R"({"a":"x@example.org"})"});
  cluster.Append({"in", 0}, {.key = "k", .value = "{broken"});
  ASSERT_TRUE(process->worker->Step(clock.Now()));
  auto plan = process->counters.Plans().front();
  EXPECT_EQ(plan->routes[0].forwarded.value(), 0u);
  cluster.FailNextCommit(Failure::kAbortable);
  ASSERT_TRUE(process->Run());
  EXPECT_EQ(plan->routes[0].forwarded.value(), 1u);
  EXPECT_EQ(plan->routes[0].quarantined[static_cast<size_t>(RecordErrorCode::kInvalidJson)].value(),
            1u);
  EXPECT_EQ(process->transactions(TransactionResult::kAborted), 1u);
  uint64_t findings = 0;
  for (size_t i = 0; i < plan->plan->rules.entity_count() * kActions; ++i) {
    findings += plan->routes[0].findings[i].value();
  }
  EXPECT_EQ(findings, 1u);
}

TEST_F(WorkerTest, ReplaysWhatWasAborted) {
  Produce(0, 50);
  auto process = Start();
  ASSERT_TRUE(process->Run(2));
  cluster.FailNextCommit(Failure::kAbortable);
  ASSERT_TRUE(process->Run());
  ExpectExactlyOnce(50);
  EXPECT_GT(cluster.ReadUncommitted({"out", 0}).size(), cluster.ReadCommitted({"out", 0}).size());
}

TEST_F(WorkerTest, ACommitWithoutAnAnswerIsNeitherLostNorRepeated) {
  for (Failure failure : {Failure::kLostRequest, Failure::kLostResponse}) {
    Cluster fresh;
    for (const char* topic : {"in", "out"}) fresh.CreateTopic(topic, 2);
    fresh.CreateTopic("dead", 1);
    cluster = std::move(fresh);
    Produce(0, 50);
    auto process = Start();
    ASSERT_TRUE(process->Run(2));
    cluster.FailNextCommit(failure);
    ASSERT_TRUE(process->Run());
    Produce(50, 60);
    ASSERT_TRUE(process->Run());
    EXPECT_EQ(process->transactions(TransactionResult::kUnknown), 1u);
    ExpectExactlyOnce(60);
  }
}

TEST_F(WorkerTest, AKilledWorkersTransactionIsAbortedAndReplayedByItsSuccessor) {
  Produce(0, 40);
  auto killed = Start();
  ASSERT_TRUE(killed->Run(3));
  Produce(40, 60);
  ASSERT_TRUE(killed->worker->Step(clock.Now()));
  EXPECT_GT(cluster.ReadUncommitted({"out", 0}).size(), cluster.ReadCommitted({"out", 0}).size());
  // kill -9: nothing is said to anybody; the memory of it must not abort its transaction either.
  Process* dead = killed.release();
  cluster.Expire("group", "a");
  auto successor = Start("a");
  ASSERT_TRUE(successor->Run());
  ExpectExactlyOnce(60);
  delete dead;
  ExpectExactlyOnce(60);
}

TEST_F(WorkerTest, AZombieCommitsNothing) {
  Produce(0, 40);
  auto zombie = Start("a");
  ASSERT_TRUE(zombie->Run(3));
  Produce(40, 60);
  ASSERT_TRUE(zombie->worker->Step(clock.Now()));
  cluster.Expire("group", "a");
  auto other = Start("b");
  ASSERT_TRUE(other->Run());
  // It still has its transaction open, and wakes up.
  ASSERT_TRUE(zombie->Run());
  ASSERT_TRUE(other->Run());
  Produce(60, 80);
  for (int i = 0; i < 60; ++i) {
    ASSERT_TRUE(zombie->Run(1));
    ASSERT_TRUE(other->Run(1));
  }
  ExpectExactlyOnce(80);
}

TEST_F(WorkerTest, ARebalanceFinishesWhatIsOpen) {
  Produce(0, 40);
  auto first = Start("a");
  ASSERT_TRUE(first->Run(3));
  Produce(40, 60);
  ASSERT_TRUE(first->worker->Step(clock.Now()));
  EXPECT_LT(cluster.ReadCommitted({"out", 0}).size(), 30u);
  auto second = Start("b");
  // In the callback, before the partitions go.
  ASSERT_TRUE(first->worker->Step(clock.Now()));
  EXPECT_EQ(cluster.ReadCommitted({"out", 0}).size(), 30u);
  EXPECT_EQ(first->transactions(TransactionResult::kAborted), 0u);
  for (int i = 0; i < 30; ++i) {
    ASSERT_TRUE(first->Run(1));
    ASSERT_TRUE(second->Run(1));
  }
  Produce(60, 100);
  for (int i = 0; i < 30; ++i) {
    ASSERT_TRUE(first->Run(1));
    ASSERT_TRUE(second->Run(1));
  }
  ExpectExactlyOnce(100);
  EXPECT_GT(second->transactions(TransactionResult::kCommitted), 0u);
}

TEST_F(WorkerTest, LeavesTheGroupAtOnce) {
  Produce(0, 10);
  auto first = Start("a");
  ASSERT_TRUE(first->Run());
  Produce(10, 20);
  ASSERT_TRUE(first->worker->Step(clock.Now()));
  ASSERT_TRUE(first->worker->Stop(true, clock.Now() + std::chrono::seconds(5)));
  ExpectExactlyOnce(20);
  auto second = Start("b");
  Produce(20, 30);
  ASSERT_TRUE(second->Run());
  ExpectExactlyOnce(30);
}

TEST_F(WorkerTest, MarkersAreCommittedAlone) {
  cluster.Append({"in", 0}, Numbered(0), /*marker=*/true);
  auto process = Start();
  ASSERT_TRUE(process->Run());
  EXPECT_EQ(CommittedOf(0), 2);
  // Nothing but a marker moves: no output, but the lag is 0.
  cluster.Append({"in", 0}, Numbered(1), true);
  ASSERT_TRUE(process->Run());
  EXPECT_EQ(CommittedOf(0), 4);
  for (const PartitionState& state : process->counters.Partitions()) {
    EXPECT_EQ(state.lag.end_offset, state.lag.committed) << state.lag.partition.partition;
  }
  size_t transactions = cluster.transactions_committed();
  ASSERT_TRUE(process->Run());
  EXPECT_EQ(cluster.transactions_committed(), transactions) << "commits although nothing moves";
}

TEST_F(WorkerTest, ARecordGoesToEveryRouteThatMatches) {
  cluster.CreateTopic("other", 3);
  Route second = Plain();
  second.name = "s";
  second.output = "other";
  second.partition = PartitionRule::kKey;
  second.provenance = true;
  Produce(0, 20);
  auto process = Start("a", {Plain(), second});
  ASSERT_TRUE(process->Run());
  ExpectExactlyOnce(20);
  size_t count = 0;
  for (int32_t p = 0; p < 3; ++p) {
    for (const Message& message : cluster.ReadCommitted({"other", p})) {
      ++count;
      ASSERT_EQ(message.headers.size(), 1u);
      EXPECT_EQ(message.headers[0].first, "aegis.provenance");
      EXPECT_THAT(*message.headers[0].second, testing::MatchesRegex("in/[01]/[0-9]+"));
    }
  }
  EXPECT_EQ(count, 20u);
}

// --- Quarantine ---

TEST_F(WorkerTest, DeadLettersHaveNoContent) {
  cluster.Append({"in", 1}, {.key = "SECRETKEY",
                             .value = "{SECRETVALUE",
                             .headers = {{"SECRETHEADER", "x"}},
                             .timestamp_ms = 5});
  auto process = Start();
  ASSERT_TRUE(process->Run());
  auto letters = cluster.ReadCommitted({"dead", 0});
  ASSERT_EQ(letters.size(), 1u);
  EXPECT_EQ(letters[0].key, std::nullopt);
  EXPECT_THAT(*letters[0].value, testing::Not(HasSubstr("SECRET")));
  EXPECT_GE(letters[0].timestamp_ms, 1'700'000'000'000);
  auto letter = nlohmann::json::parse(*letters[0].value);
  EXPECT_EQ(letter["topic"], "in");
  EXPECT_EQ(letter["partition"], 1);
  EXPECT_EQ(letter["offset"], 0);
  EXPECT_EQ(letter["timestamp"], 5);
  EXPECT_EQ(letter["error"], "invalid_json");
  EXPECT_EQ(letter["key_size"], 9);
  EXPECT_EQ(letter["value_size"], 12);
  EXPECT_EQ(letter["headers"], 1);
  EXPECT_THAT(cluster.ReadCommitted({"out", 1}), IsEmpty());
}

TEST_F(WorkerTest, WithoutADeadLetterTopicThePartitionStopsBeforeTheRecord) {
  Route route = Plain();
  route.dead_letter.clear();
  for (int i = 0; i < 10; ++i) {
    cluster.Append({"in", 0}, i == 4 ? Message{.key = "k", .value = "{broken"} : Numbered(i));
    cluster.Append({"in", 1}, Numbered(100 + i));
  }
  auto process = Start("a", {route});
  ASSERT_TRUE(process->Run());
  EXPECT_EQ(cluster.ReadCommitted({"out", 0}).size(), 4u);
  EXPECT_EQ(cluster.ReadCommitted({"out", 1}).size(), 10u) << "another partition must go on";
  EXPECT_EQ(CommittedOf(0), 4);
  bool stopped = false;
  for (const PartitionState& state : process->counters.Partitions())
    stopped |= !state.lag.stopped.empty();
  EXPECT_TRUE(stopped);
}

TEST_F(WorkerTest, WhatTheClientCannotProduceIsQuarantinedAtOnce) {
  cluster.SetClientLimit(200);
  cluster.Append({"in", 0}, {.key = "k", .value = "{\"a\":\"" + std::string(300, 'x') + "\"}"});
  Produce(0, 10);
  auto process = Start();
  ASSERT_TRUE(process->Run());
  ExpectExactlyOnce(10);
  auto letters = cluster.ReadCommitted({"dead", 0});
  ASSERT_EQ(letters.size(), 1u);
  EXPECT_THAT(*letters[0].value, HasSubstr("\"too_large\""));
  EXPECT_EQ(process->transactions(TransactionResult::kAborted), 0u);
}

// --- A record that the broker refuses ---

bool IsSeven(const memory::OptionalBytes& value) { return value && *value == Value(7); }

TEST_F(WorkerTest, ARefusedRecordIsFoundAloneAndQuarantined) {
  cluster.Refuse("out", IsSeven);
  Produce(0, 60, 1);
  auto process = Start();
  ASSERT_TRUE(process->Run(200));
  auto letters = cluster.ReadCommitted({"dead", 0});
  ASSERT_EQ(letters.size(), 1u) << "only the guilty one of its batch";
  auto letter = nlohmann::json::parse(*letters[0].value);
  EXPECT_EQ(letter["offset"], 7);
  EXPECT_EQ(letter["error"], "broker_refused");
  EXPECT_EQ(cluster.ReadCommitted({"out", 0}).size(), 59u);
  // Batch, alone, and then it goes through.
  EXPECT_EQ(process->transactions(TransactionResult::kAborted), 2u);
  // Back to full batches: the next one is found in two aborts again, not in one.
  cluster.Refuse("out",
                 [](const memory::OptionalBytes& value) { return value && *value == Value(65); });
  Produce(60, 70, 1);
  ASSERT_TRUE(process->Run(200));
  EXPECT_EQ(cluster.ReadCommitted({"out", 0}).size(), 68u);
  EXPECT_EQ(process->transactions(TransactionResult::kAborted), 4u);
}

TEST_F(WorkerTest, SeveralRefusedRecordsAreAllFound) {
  cluster.Refuse("out", [](const memory::OptionalBytes& value) {
    return value && (*value == Value(7) || *value == Value(9) || *value == Value(33));
  });
  Produce(0, 60, 1);
  auto process = Start();
  ASSERT_TRUE(process->Run(400));
  EXPECT_EQ(cluster.ReadCommitted({"dead", 0}).size(), 3u);
  EXPECT_EQ(cluster.ReadCommitted({"out", 0}).size(), 57u);
}

TEST_F(WorkerTest, WhatOneOutputRefusesAnotherTakes) {
  cluster.CreateTopic("other", 2);
  cluster.Refuse("out", IsSeven);
  Route other = Plain();
  other.name = "other";
  other.output = "other";
  Produce(0, 60, 1);
  auto process = Start("a", {Plain(), other});
  ASSERT_TRUE(process->Run(400));
  auto letters = cluster.ReadCommitted({"dead", 0});
  ASSERT_EQ(letters.size(), 1u) << "one decision for each route";
  EXPECT_EQ(nlohmann::json::parse(*letters[0].value)["route"], "r");
  EXPECT_EQ(cluster.ReadCommitted({"out", 0}).size(), 59u);
  EXPECT_EQ(cluster.ReadCommitted({"other", 0}).size(), 60u);
}

TEST_F(WorkerTest, AsManyRefusedRecordsOfOneTransactionAsThereAreAreFound) {
  // Each costs an abort while those found before are held, which is no sign that they are not
  // taken.
  cluster.Refuse("out", [](const memory::OptionalBytes& value) {
    return value && nlohmann::json::parse(*value)["seq"].get<int>() % 3 == 0;
  });
  Produce(0, 60, 1);
  auto process = Start();
  ASSERT_TRUE(process->Run(400));
  EXPECT_EQ(cluster.ReadCommitted({"dead", 0}).size(), 20u);
  EXPECT_EQ(cluster.ReadCommitted({"out", 0}).size(), 40u);
  EXPECT_EQ(CommittedOf(0), 60);
}

TEST_F(WorkerTest, WhatIsSuspectedIsReplayedInSmallTransactions) {
  cluster.Refuse("out", IsSeven);
  Produce(0, 450, 1);
  auto process = Start();
  ASSERT_TRUE(process->Run(800));
  EXPECT_EQ(cluster.ReadCommitted({"out", 0}).size(), 449u);
  // Its start, and hundreds at most at a time.
  EXPECT_GE(process->transactions(TransactionResult::kCommitted), 6u);
}

TEST_F(WorkerTest, WhatIsStoppedSlowsNobodyElse) {
  cluster.Refuse("out", IsSeven);
  Route route = Plain();
  route.dead_letter.clear();
  Produce(0, 60, 1);
  auto process = Start("a", {route});
  ASSERT_TRUE(process->Run(200));
  EXPECT_EQ(CommittedOf(0), 7) << "stopped at what it may not quarantine";
  const uint64_t before = process->transactions(TransactionResult::kCommitted);
  for (int i = 0; i < 450; ++i) cluster.Append({"in", 1}, Numbered(1000 + i));
  ASSERT_TRUE(process->Run(200));
  EXPECT_EQ(cluster.ReadCommitted({"out", 1}).size(), 450u);
  // Not a hundred at a time, as suspects are.
  EXPECT_LE(process->transactions(TransactionResult::kCommitted) - before, 3u);
}

TEST_F(WorkerTest, ARefusedDeadLetterStopsLoudly) {
  cluster.Refuse("out", IsSeven);
  cluster.Refuse("dead", [](const memory::OptionalBytes&) { return true; });
  Produce(0, 60, 1);
  auto process = Start();
  Status status = process->Run(400);
  ASSERT_FALSE(status);
  EXPECT_THAT(status.error().message, HasSubstr("offset 7"));
  EXPECT_THAT(cluster.ReadCommitted({"dead", 0}), IsEmpty());
  EXPECT_THAT(CommittedOf(0), testing::Le(7));
}

TEST_F(WorkerTest, ADeadLetterThatTheClientRefusesStopsLoudly) {
  cluster.SetClientLimit(50);
  Produce(0, 3, 1);
  cluster.Append({"in", 0}, {.key = "k", .value = "{SECRET"});
  auto process = Start();
  Status status = process->Run(400);
  ASSERT_FALSE(status) << "it would be replayed for ever";
  EXPECT_THAT(status.error().message, HasSubstr("in [0] offset 3"));
  EXPECT_THAT(status.error().message, HasSubstr("dead letter"));
  EXPECT_THAT(status.error().message, testing::Not(HasSubstr("SECRET")));
  EXPECT_THAT(CommittedOf(0), testing::Le(3));
}

TEST_F(WorkerTest, AnOutputThatChangedIsDescribedAgainAfterAnAbort) {
  Produce(0, 10);
  auto process = Start();
  ASSERT_TRUE(process->Run());
  // Made again, and smaller: what goes to its second partition is no transient matter.
  cluster.CreateTopic("out", 1);
  Produce(10, 20);
  ASSERT_TRUE(process->Run(200));
  int stopped = 0;
  for (const PartitionState& state : process->counters.Partitions()) {
    if (state.lag.stopped.empty()) continue;
    ++stopped;
    EXPECT_THAT(state.lag.stopped, HasSubstr("partitions"));
  }
  EXPECT_EQ(stopped, 1);
  EXPECT_EQ(cluster.ReadCommitted({"out", 0}).size(), 5u) << "the other one goes on";
}

// --- A receipt that is refused ---

// Forwarded and quarantined in turn: a run of outcomes each.
void AppendAlternating(Cluster& cluster, int count) {
  for (int i = 0; i < count; ++i) {
    cluster.Append({"in", 0}, i % 2 == 0 ? Numbered(i) : Message{.key = "k", .value = "{broken"});
  }
}

TEST_F(WorkerTest, ATransactionWhoseReceiptIsRefusedIsSplit) {
  // Room for a receipt with some runs.
  auto too_large = [](const memory::OptionalBytes& value) { return value && value->size() > 900; };
  for (bool by_client : {true, false}) {
    SCOPED_TRACE(by_client ? "by the client" : "by the broker");
    cluster = Cluster();
    cluster.CreateTopic("in", 2);
    cluster.CreateTopic("out", 2);
    cluster.CreateTopic("dead", 1);
    cluster.CreateTopic("receipts", 1);
    if (by_client) {
      cluster.SetClientLimit(900);
    } else {
      cluster.Refuse("receipts", too_large);
    }
    AppendAlternating(cluster, 200);
    auto process = Start("a", {Plain()}, "receipts");
    ASSERT_TRUE(process->Run(600));
    EXPECT_EQ(cluster.ReadCommitted({"out", 0}).size(), 100u);
    EXPECT_EQ(cluster.ReadCommitted({"dead", 0}).size(), 100u);
    for (const Message& letter : cluster.ReadCommitted({"dead", 0}))
      EXPECT_THAT(*letter.value, HasSubstr("invalid_json")) << "a record was accused";
    int64_t next = 0;
    for (const Message& message : cluster.ReadCommitted({"receipts", 0})) {
      EXPECT_LE(message.value->size(), 900u);
      auto receipt = nlohmann::json::parse(*message.value);
      if (receipt["partition"] != 0) continue;
      EXPECT_GE(receipt["from"].get<int64_t>(), next);
      next = receipt["next"];
    }
    EXPECT_EQ(CommittedOf(0), 200);
  }
}

TEST_F(WorkerTest, ReceiptsGrowAgainWhereLargerOnesAreTaken) {
  bool narrow = true;
  cluster.Refuse("receipts", [&](const memory::OptionalBytes& value) {
    return narrow && value && value->size() > 500;
  });
  options.max_records = 200;
  auto process = Start("a", {Plain()}, "receipts");
  const auto largest_of = [&](int count) {
    const size_t before = cluster.ReadCommitted({"receipts", 0}).size();
    AppendAlternating(cluster, count);
    EXPECT_TRUE(process->Run(40 * count));
    const std::vector<Message> receipts = cluster.ReadCommitted({"receipts", 0});
    size_t largest = 0;
    for (size_t i = before; i < receipts.size(); ++i)
      largest = std::max(largest, receipts[i].value->size());
    return largest;
  };
  EXPECT_LE(largest_of(400), 500u);
  narrow = false;
  EXPECT_GE(largest_of(12'000), 2000u);
  EXPECT_EQ(CommittedOf(0), 12'400);
}

TEST_F(WorkerTest, AReceiptOfASingleRecordThatIsRefusedStopsLoudly) {
  for (bool by_client : {true, false}) {
    SCOPED_TRACE(by_client ? "by the client" : "by the broker");
    cluster = Cluster();
    for (const char* topic : {"in", "out", "dead", "receipts"}) cluster.CreateTopic(topic, 2);
    if (by_client) {
      cluster.SetClientLimit(100);
    } else {
      cluster.Refuse("receipts", [](const memory::OptionalBytes&) { return true; });
    }
    Produce(0, 60);
    auto process = Start("a", {Plain()}, "receipts");
    Status status = process->Run(2000);
    ASSERT_FALSE(status);
    EXPECT_THAT(status.error().message, HasSubstr("receipt"));
    EXPECT_THAT(status.error().message, HasSubstr("offset"));
    EXPECT_THAT(cluster.ReadCommitted({"dead", 0}), IsEmpty()) << "a record was accused";
    EXPECT_THAT(cluster.ReadCommitted({"dead", 1}), IsEmpty()) << "a record was accused";
  }
}

// --- Deadlines ---

// A clock that a poll moves: a rebalance, or a broker that answers late.
class SlowPoll final : public io::Source {
 public:
  SlowPoll(std::unique_ptr<io::Source> inner, ManualClock& clock)
      : inner_(std::move(inner)), clock_(clock) {}
  io::Duration takes{};

  Result<std::span<const Record>> Poll(const io::PollLimits& limits,
                                       io::AssignmentListener& listener) override {
    auto records = inner_->Poll(limits, listener);
    clock_.Advance(takes);
    return records;
  }
  uint64_t epoch() const override { return inner_->epoch(); }
  std::shared_ptr<const io::Membership> membership() override { return inner_->membership(); }
  Status Rewind() override { return inner_->Rewind(); }
  void AskStart(const io::TopicPartition& partition) override { inner_->AskStart(partition); }
  void Stop(const io::TopicPartition& partition, const Error& why) override {
    inner_->Stop(partition, why);
  }
  std::span<const io::EndPosition> Ends() override { return inner_->Ends(); }
  void NoteCommitted(const io::Progress& progress) override { inner_->NoteCommitted(progress); }
  std::vector<io::PartitionLag> Lag() override { return inner_->Lag(); }
  Status Close(bool leave, io::AssignmentListener& listener, io::Time deadline) override {
    return inner_->Close(leave, listener, deadline);
  }

 private:
  std::unique_ptr<io::Source> inner_;
  ManualClock& clock_;
};

// Keeps the time that each begun transaction is given.
class TimesGiven final : public io::Sink {
 public:
  TimesGiven(std::unique_ptr<io::Sink> inner, const ManualClock& clock)
      : inner_(std::move(inner)), clock_(clock) {}
  std::vector<io::Duration> given;

  Result<std::unique_ptr<io::Transaction>> Begin(io::Time deadline) override {
    given.push_back(deadline - clock_.Now());
    return inner_->Begin(deadline);
  }
  bool needs_renewal() const override { return inner_->needs_renewal(); }
  Status Renew(bool one_by_one, io::Time deadline) override {
    return inner_->Renew(one_by_one, deadline);
  }
  Result<io::TopicInfo> Describe(std::string_view topic, io::Time deadline) override {
    return inner_->Describe(topic, deadline);
  }
  Status GrowTopic(std::string_view topic, int32_t partitions, io::Time deadline) override {
    return inner_->GrowTopic(topic, partitions, deadline);
  }

 private:
  std::unique_ptr<io::Sink> inner_;
  const ManualClock& clock_;
};

TEST_F(WorkerTest, ATransactionHasItsWholeTimeAlsoAfterALongPoll) {
  WorkerCounters counters;
  SlowPoll source(
      memory::NewSource(cluster,
                        {.group = "group", .member = "a", .topics = {"in"}, .from_latest = false}),
      clock);
  TimesGiven sink(
      memory::NewSink(cluster, {.group = "group", .transactional_id = "a", .batch = 10}), clock);
  auto worker = Worker::New(options, MakeWork({Plain()}), source, sink, clock, counters);
  ASSERT_TRUE(worker);
  Produce(0, 20);
  source.takes = 2 * options.timeout;
  for (int i = 0; i < 10; ++i) ASSERT_TRUE((*worker)->Step(clock.Now()));
  ASSERT_GE(sink.given.size(), 2u) << "the starts, and the records";
  for (io::Duration time : sink.given) EXPECT_EQ(time, options.timeout);
  ExpectExactlyOnce(20);
}

// --- Partitions ---

TEST_F(WorkerTest, TooFewOutputPartitionsStopOnlyThatPartition) {
  cluster.CreateTopic("in", 3);
  Produce(0, 30, 3);
  auto process = Start();
  ASSERT_TRUE(process->Run());
  EXPECT_EQ(cluster.ReadCommitted({"out", 0}).size(), 10u);
  EXPECT_EQ(cluster.ReadCommitted({"out", 1}).size(), 10u);
  EXPECT_EQ(CommittedOf(2), -1);
  int stopped = 0;
  for (const PartitionState& state : process->counters.Partitions())
    stopped += !state.lag.stopped.empty();
  EXPECT_EQ(stopped, 1);
}

TEST_F(WorkerTest, CreateTopicsMatchGrowsTheOutput) {
  cluster.CreateTopic("in", 5);
  Route route = Plain();
  route.create_topics_match = true;
  Produce(0, 50, 5);
  auto process = Start("a", {route});
  ASSERT_TRUE(process->Run());
  EXPECT_EQ(cluster.partitions("out"), 5);
  ExpectExactlyOnce(50);
}

TEST_F(WorkerTest, AMissingOutputStopsThePartitionUntilItIsMade) {
  Route route = Plain();
  route.output = "nowhere";
  Produce(0, 4);
  auto process = Start("a", {route});
  ASSERT_TRUE(process->Run());
  EXPECT_EQ(CommittedOf(0), -1);
  for (const PartitionState& state : process->counters.Partitions()) {
    EXPECT_THAT(state.lag.stopped, HasSubstr("nowhere"));
  }
  // Somebody makes it: no restart.
  cluster.CreateTopic("nowhere", 2);
  ASSERT_TRUE(process->Run());
  EXPECT_EQ(cluster.ReadCommitted({"nowhere", 0}).size(), 2u);
  EXPECT_EQ(CommittedOf(0), cluster.StableEnd({"in", 0}));
  for (const PartitionState& state : process->counters.Partitions())
    EXPECT_THAT(state.lag.stopped, IsEmpty());
}

TEST_F(WorkerTest, APartitionThatItsOutputLacksGoesOnWhenTheOutputGrows) {
  cluster.CreateTopic("in", 3);
  Produce(0, 30, 3);
  auto process = Start();
  ASSERT_TRUE(process->Run());
  EXPECT_EQ(CommittedOf(2), -1);
  cluster.GrowTopic("out", 3);
  ASSERT_TRUE(process->Run());
  ExpectExactlyOnce(30);
}

// --- Receipts ---

TEST_F(WorkerTest, ReceiptsChainOverTransactionsAbortsAndOwners) {
  options.max_records = 9;
  Produce(0, 40);
  cluster.Append({"in", 0}, {.key = "k", .value = "{broken"}, true);
  auto first = Start("a", {Plain()}, "receipts");
  ASSERT_TRUE(first->Run(3));
  cluster.FailNextCommit(Failure::kAbortable);
  ASSERT_TRUE(first->Run(3));
  cluster.FailNextCommit(Failure::kLostResponse);
  ASSERT_TRUE(first->Run());
  ASSERT_TRUE(first->worker->Stop(true, clock.Now() + std::chrono::seconds(5)));
  Produce(40, 80);
  auto second = Start("b", {Plain()}, "receipts");
  ASSERT_TRUE(second->Run());
  ExpectExactlyOnce(80);

  std::map<int, std::string> last_hash;
  std::map<int, int64_t> next;
  std::map<std::string, int> outcomes;
  for (const Message& message : cluster.ReadCommitted({"receipts", 0})) {
    auto receipt = nlohmann::json::parse(*message.value);
    int partition = receipt["partition"];
    EXPECT_EQ(*message.key, "in/" + std::to_string(partition));
    EXPECT_EQ(receipt["previous"], last_hash[partition]);
    EXPECT_EQ(receipt["topic_id"], "id-1");
    // Between two receipts there may be markers, never records.
    EXPECT_GE(receipt["from"].get<int64_t>(), next[partition]);
    last_hash[partition] = ReceiptHash(*message.value);
    next[partition] = receipt["next"];
    int records = 0;
    for (const auto& run : receipt["routes"][0]["outcomes"]) {
      outcomes[run[3]] += run[2].get<int>();
      records += run[2].get<int>();
    }
    EXPECT_EQ(records, receipt["records"].get<int>());
  }
  EXPECT_EQ(outcomes["forward"], 80);
  EXPECT_EQ(outcomes["quarantine:invalid_json"], 1);
  for (int32_t p = 0; p < 2; ++p) {
    auto committed = cluster.Committed("group", {"in", p});
    ASSERT_TRUE(committed);
    EXPECT_EQ(ChainOf(committed->metadata), last_hash[p]);
  }
}

// --- Reload ---

TEST_F(WorkerTest, TakesUpNewWorkBetweenTwoTransactions) {
  cluster.CreateTopic("new", 2);
  Produce(0, 20);
  auto process = Start();
  ASSERT_TRUE(process->Run());
  Produce(20, 30);
  ASSERT_TRUE(process->worker->Step(clock.Now()));  // open, with the old work
  Route route = Plain();
  route.output = "new";
  process->worker->Offer(MakeWork({route}));
  EXPECT_FALSE(process->worker->OfferTaken());
  ASSERT_TRUE(process->Run());
  EXPECT_TRUE(process->worker->OfferTaken());
  ExpectExactlyOnce(30);
  Produce(30, 40);
  ASSERT_TRUE(process->Run());
  EXPECT_EQ(cluster.ReadCommitted({"new", 0}).size() + cluster.ReadCommitted({"new", 1}).size(),
            10u);
  EXPECT_EQ(process->counters.Plans().size(), 2u);
}

// --- Reuse ---

TEST_F(WorkerTest, ReusesResultsUnderOnePlanOnly) {
  const auto work = [](const char* replacement) {
    auto plan =
        PlanFromYaml("policies: {p: {detect: [EMAIL_ADDRESS], actions: {default: {replace: " +
                     std::string(replacement) +
                     "}}}}\nroutes: [{name: r, key: pass, policy: p, reuse: true}]\n");
    EXPECT_TRUE(plan) << plan.error().message;
    return Work{*plan, *RouteTable::New({Plain()}, "")};
  };
  const auto produce = [&](int count) {
    for (int i = 0; i < count; ++i) {
      Message message = Numbered(i);
      message.value = R"({"mail":"jane.doe@example.org","note":")" + std::string(100, '.') + "\"}";
      cluster.Append({"in", 0}, message);
    }
  };
  options.reuse = ReuseOptions{size_t{1} << 20, {1, 2, 3}};
  produce(10);
  Process process(cluster, clock, "a", work("before"), options);
  ASSERT_TRUE(process.Run());
  EXPECT_GT(process.counters.reuse_bytes.value(), 0u);
  process.worker->Offer(work("after"));
  ASSERT_TRUE(process.Run());
  EXPECT_EQ(process.counters.reuse_bytes.value(), 0u);
  produce(5);
  ASSERT_TRUE(process.Run());
  const auto out = cluster.ReadCommitted({"out", 0});
  ASSERT_EQ(out.size(), 15u);
  for (size_t i = 0; i < out.size(); ++i)
    EXPECT_THAT(*out[i].value, HasSubstr(i < 10 ? R"("mail":"before")" : R"("mail":"after")"));
  const auto plans = process.counters.Plans();
  ASSERT_EQ(plans.size(), 2u);
  const auto count = [&](size_t plan, Reused reused) {
    return plans[plan]->routes[0].reused[static_cast<size_t>(reused)].value();
  };
  EXPECT_EQ(count(0, Reused::kMiss), 1u);
  EXPECT_EQ(count(0, Reused::kHit), 9u);
  EXPECT_EQ(count(1, Reused::kMiss), 1u);
  EXPECT_EQ(count(1, Reused::kHit), 4u);
}

// --- Everything at once ---

TEST_F(WorkerTest, StaysExactUnderRandomFailures) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    cluster = Cluster();
    cluster.CreateTopic("in", 4);
    cluster.CreateTopic("out", 4);
    cluster.CreateTopic("dead", 1);
    options.max_records = 1 + random() % 20;
    std::map<std::string, std::unique_ptr<Process>> alive;
    std::vector<std::unique_ptr<Process>> zombies;
    alive["a"] = Start("a");
    int produced = 0;
    for (int turn = 0; turn < 300; ++turn) {
      switch (random() % 12) {
        case 0:
          cluster.FailNextCommit(static_cast<Failure>(1 + random() % 3));
          break;
        case 1: {
          std::string name(1, static_cast<char>('a' + random() % 3));
          if (!alive.contains(name)) alive[name] = Start(name);
          break;
        }
        case 2: {
          // Killed, or slept through its session; what it had open is still there.
          if (alive.size() < 2) break;
          auto victim = std::next(alive.begin(), static_cast<long>(random() % alive.size()));
          cluster.Expire("group", victim->first);
          zombies.push_back(std::move(victim->second));
          alive.erase(victim);
          break;
        }
        case 3: {
          if (alive.size() < 2) break;
          auto leaver = std::next(alive.begin(), static_cast<long>(random() % alive.size()));
          ASSERT_TRUE(leaver->second->worker->Stop(true, clock.Now() + std::chrono::seconds(5)) ||
                      true);
          alive.erase(leaver);
          break;
        }
        case 4:
        case 5:
          for (int i = 0; i < 17; ++i, ++produced)
            cluster.Append({"in", produced % 4}, Numbered(produced), random() % 5 == 0);
          break;
        default:
          for (auto& [name, process] : alive) ASSERT_TRUE(process->Run(1));
          break;
      }
    }
    // What the dead had open times out at the broker, at last; then the zombies wake up.
    cluster.TimeOutTransactions();
    for (auto& zombie : zombies) ASSERT_TRUE(zombie->worker->Step(clock.Now()));
    for (auto& zombie : zombies) zombie->worker->Stop(true, clock.Now());
    zombies.clear();
    for (int i = 0; i < 400; ++i) {
      for (auto& [name, process] : alive) ASSERT_TRUE(process->Run(1));
    }
    ExpectExactlyOnce(produced);
    if (HasFailure()) {
      for (auto& [name, process] : alive) {
        for (const PartitionState& state : process->counters.Partitions()) {
          ADD_FAILURE() << name << " has " << state.lag.partition.partition << ": "
                        << state.lag.committed << " of " << state.lag.end_offset << " "
                        << state.lag.stopped;
        }
      }
      return;
    }
  }
}

}  // namespace
}  // namespace aegis::topology
