// Dedup over a Kafka and a disk in memory: decisions are those of an oracle that reads the input
// once, in order, whatever crashes, aborts, takeovers and lost writes come between.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "connectors/memory/cluster.h"
#include "connectors/memory/store.h"
#include "src/dedup/derive.h"
#include "src/dedup/entries.h"
#include "src/plan/compile.h"
#include "topology/changelog.h"
#include "topology/worker.h"
#ifdef AEGIS_HAVE_IMAGES
#include "tests/unit/dedup/image/encode.h"
#endif

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
using testing::Not;

constexpr int64_t kStart = 1'600'000'000'000;

std::shared_ptr<const Keyset> SomeKeys() {
  auto keys = std::make_shared<Keyset>();
  keys->primary = "k1";
  keys->keys["k1"].fill(7);
  return keys;
}

Work MakeWork(const std::string& dedup, const std::string& duplicates = "",
              const std::string& format = "json") {
  // Bytes of a picture are an address by chance, but no account number.
  auto plan = PlanFromYaml(
      "policies: {p: {detect: [" + std::string(format == "bytes" ? "IBAN_CODE" : "EMAIL_ADDRESS") +
          "]}}\n"
          "routes:\n"
          "  - {name: r, format: " +
          format + ", key: pass, headers: pass, policy: p, dedup: {key: ids, " + dedup + "}}\n",
      {{"ids", SomeKeys()}});
  EXPECT_TRUE(plan) << plan.error().message;
  Route route;
  route.name = "r";
  route.topics = {"in"};
  route.output = "out";
  route.dead_letter = "dead";
  route.duplicates = duplicates;
  auto table = RouteTable::New({route}, "receipts", {"app.*.r"});
  EXPECT_TRUE(table) << table.error().message;
  return {*plan, *table};
}

struct Process {
  Process(Cluster& cluster, ManualClock& manual, std::shared_ptr<memory::StateDisk> disk,
          const std::string& member, Work work, memory::Network* network = nullptr)
      : clock(manual),
        source(memory::NewSource(
            cluster, {.group = "group", .member = member, .topics = {"in"}, .from_latest = false})),
        sink(memory::NewSink(cluster, {.group = "group", .transactional_id = member, .batch = 10})),
        store(memory::NewStore(std::move(disk), network)),
        changelogs(memory::NewChangelogs(cluster)) {
    WorkerOptions options;
    options.states = {.store = store.get(), .changelogs = changelogs.get(), .name = "app"};
    auto made = Worker::New(options, std::move(work), *source, *sink, clock, counters);
    EXPECT_TRUE(made) << made.error().message;
    worker = std::move(*made);
  }

  Status Run(int steps = 60) {
    for (int i = 0; i < steps; ++i) {
      if (Status status = worker->Step(clock.Now()); !status) return status;
      clock.Advance(milliseconds(30));
    }
    return {};
  }

  uint64_t Unread(dedup::ImageProblem problem) const {
    uint64_t sum = 0;
    for (const auto& plan : counters.Plans())
      sum += plan->routes[0].image_problems[static_cast<size_t>(problem)].value();
    return sum;
  }

  uint64_t Seen(aegis::Seen seen) const {
    uint64_t sum = 0;
    for (const auto& plan : counters.Plans())
      sum += plan->routes[0].seen[static_cast<size_t>(seen)].value();
    return sum;
  }

  ManualClock& clock;
  WorkerCounters counters;
  std::unique_ptr<io::Source> source;
  std::unique_ptr<io::Sink> sink;
  std::unique_ptr<io::Store> store;
  std::unique_ptr<io::Changelogs> changelogs;
  std::unique_ptr<Worker> worker;
};

class DedupWorkerTest : public testing::Test {
 protected:
  DedupWorkerTest() {
    for (const char* topic : {"in", "out", "dead", "duplicates"}) cluster.CreateTopic(topic, 2);
    cluster.CreateTopic("receipts", 1);
  }

  std::unique_ptr<Process> Start(const std::string& dedup, const std::string& member = "a",
                                 const std::string& duplicates = "") {
    return std::make_unique<Process>(cluster, clock, disk, member,
                                     MakeWork(dedup, duplicates, format));
  }

  void Produce(int32_t partition, const std::string& value, int64_t at_ms = 0) {
    cluster.Append({"in", partition},
                   {.key = "k", .value = value, .headers = {}, .timestamp_ms = kStart + at_ms});
  }

  std::vector<std::string> Out(const std::string& topic = "out", int32_t partition = 0) {
    std::vector<std::string> values;
    for (const Message& message : cluster.ReadCommitted({topic, partition}))
      values.push_back(*message.value);
    return values;
  }

  // What a reader of the changelog knows, by group; and its last progress.
  std::map<std::string, std::string> Folded(int32_t partition, std::optional<int64_t>* input_next,
                                            const std::string& dedup = "exact: {}") {
    std::map<std::string, std::string> folded;
    const uint64_t form = MakeWork(dedup, "", format).plan->routes[0].dedup->form;
    for (const Message& message : cluster.ReadCommitted({"app.in.r", partition})) {
      Record record;
      record.key = *message.key;
      if (message.value) record.value = *message.value;
      const ChangelogLine line = ReadChangelog(record, form);
      if (const auto* entry = std::get_if<ChangelogEntry>(&line)) {
        if (IsNull(entry->value))
          folded.erase(std::string(entry->group));
        else
          folded[std::string(entry->group)] = entry->value;
      } else if (const auto* progress = std::get_if<ChangelogProgress>(&line)) {
        *input_next = progress->input_next;
      } else {
        ADD_FAILURE() << "a stranger in the changelog";
      }
    }
    return folded;
  }

  int64_t CommittedOf(int32_t partition) {
    auto committed = cluster.Committed("group", {"in", partition});
    return committed ? committed->offset : -1;
  }

  std::string format = "json";
  Cluster cluster;
  ManualClock clock;
  std::shared_ptr<memory::StateDisk> disk = std::make_shared<memory::StateDisk>();
};

TEST_F(DedupWorkerTest, DropsWhatWasSeenInThePartition) {
  Produce(0, R"({"a":1})");
  Produce(0, R"({"a":2})");
  Produce(0, R"({"a":1})");
  Produce(1, R"({"a":1})");
  auto process = Start("exact: {of: value}");
  ASSERT_TRUE(process->Run());
  EXPECT_THAT(Out(), ElementsAre(R"({"a":1})", R"({"a":2})"));
  EXPECT_THAT(Out("out", 1), ElementsAre(R"({"a":1})"));
  Produce(0, R"({"a":2})");
  ASSERT_TRUE(process->Run());
  EXPECT_EQ(Out().size(), 2u);
  EXPECT_EQ(process->Seen(Seen::kExact), 2u);
  EXPECT_EQ(process->Seen(Seen::kFirst), 3u);
}

TEST_F(DedupWorkerTest, TagsWithTheFirstOccurrence) {
  Produce(0, R"({"m":"jane@example.org"})");
  Produce(0, R"({"m":"jane@example.org"})");
  auto process = Start("exact: {}, on_duplicate: tag");
  ASSERT_TRUE(process->Run());
  auto out = cluster.ReadCommitted({"out", 0});
  ASSERT_EQ(out.size(), 2u);
  EXPECT_THAT(out[0].headers, IsEmpty());
  ASSERT_EQ(out[1].headers.size(), 3u);
  EXPECT_EQ(out[1].headers[0].first, "aegis.duplicate");
  EXPECT_EQ(out[1].headers[0].second, "exact");
  EXPECT_EQ(out[1].headers[1].first, "aegis.duplicate.first");
  EXPECT_EQ(out[1].headers[1].second, "in/0/0");
  EXPECT_EQ(out[1].value, R"({"m":"[EMAIL_ADDRESS]"})");
}

std::string Story(int number, int changed) {
  std::string text;
  for (int i = 0; i < 80; ++i) {
    text += "word" + std::to_string((number * 131 + i * 17) % 997);
    text += i == changed ? "other " : " ";
  }
  return text;
}

TEST_F(DedupWorkerTest, DropsWhatIsLikeWhatWasSeenAlsoAfterARestore) {
  for (int i = 0; i < 5; ++i) Produce(0, "{\"body\":\"" + Story(i, -1) + "\",\"n\":1}");
  {
    auto process = Start("near: {of: $.body, threshold: 0.8}, on_duplicate: tag");
    ASSERT_TRUE(process->Run());
    ASSERT_TRUE(process->worker->Stop(true, clock.Now() + std::chrono::seconds(5)));
  }
  disk = std::make_shared<memory::StateDisk>();
  for (int i = 0; i < 5; ++i) Produce(0, "{\"body\":\"" + Story(i, 40) + "\",\"n\":2}");
  Produce(0, "{\"body\":\"" + Story(77, -1) + "\",\"n\":1}");
  auto process = Start("near: {of: $.body, threshold: 0.8}, on_duplicate: tag");
  ASSERT_TRUE(process->Run());
  auto out = cluster.ReadCommitted({"out", 0});
  ASSERT_EQ(out.size(), 11u);
  for (size_t i = 0; i < 11; ++i) {
    const bool duplicate = i >= 5 && i < 10;
    ASSERT_EQ(out[i].headers.size(), duplicate ? 3u : 0u) << i;
    if (!duplicate) continue;
    EXPECT_EQ(out[i].headers[0].second, "near");
    EXPECT_EQ(out[i].headers[1].second, "in/0/" + std::to_string(i - 5));
    EXPECT_GT(*out[i].headers[2].second, "0.80");
    EXPECT_LT(*out[i].headers[2].second, "1.00");
  }
}

TEST_F(DedupWorkerTest, RoutesDuplicatesToTheirTopicRedacted) {
  Produce(1, R"({"m":"jane@example.org"})");
  Produce(1, R"({"m":"jane@example.org"})");
  auto process = Start("exact: {}, on_duplicate: {route: {topic: duplicates}}", "a", "duplicates");
  ASSERT_TRUE(process->Run());
  EXPECT_EQ(Out("out", 1).size(), 1u);
  EXPECT_THAT(Out("duplicates", 1), ElementsAre(R"({"m":"[EMAIL_ADDRESS]"})"));
  const auto receipts = Out("receipts");
  ASSERT_FALSE(receipts.empty());
  EXPECT_THAT(receipts.back(), HasSubstr(R"("duplicates":"duplicates")"));
  EXPECT_THAT(receipts.back(), HasSubstr(R"([[0,0,1,"forward"],[1,1,1,"route:duplicate"]])"));
}

TEST_F(DedupWorkerTest, ComparesAPathByWhatItHolds) {
  Produce(0, R"({"id":"a\u0062","n":1})");
  Produce(0, R"({"n":2, "id":"ab"})");
  Produce(0, R"({"id":1})");
  Produce(0, R"({"id":"1"})");
  Produce(0, R"({"id":null})");
  Produce(0, R"({"id":null})");
  Produce(0, R"({"other":1})");
  Produce(0, R"({"other":1})");
  auto process = Start("exact: {of: $.id}");
  ASSERT_TRUE(process->Run());
  EXPECT_EQ(Out().size(), 7u);
  EXPECT_EQ(Out()[1], R"({"id":1})");
}

TEST_F(DedupWorkerTest, ARepeatedBrokenRecordIsADuplicateAndATombstoneNever) {
  Produce(0, "{broken");
  Produce(0, "{broken");
  for (int i = 0; i < 2; ++i)
    cluster.Append({"in", 0}, {.key = "k", .value = {}, .headers = {}, .timestamp_ms = kStart});
  auto process = Start("exact: {}");
  ASSERT_TRUE(process->Run());
  EXPECT_EQ(cluster.ReadCommitted({"dead", 0}).size(), 1u);
  EXPECT_EQ(cluster.ReadCommitted({"out", 0}).size(), 2u);
}

TEST_F(DedupWorkerTest, WhatWasQuarantinedMayComeAgainCorrected) {
  Produce(0, R"({"id":7,"n":)" + std::string(600, '[') + std::string(600, ']') + "}");
  Produce(0, R"({"id":8,"text":")" + std::string(1000, 'x') + "\"}");
  Produce(0, R"({"id":7,"n":1})");
  Produce(0, R"({"id":8,"text":"short"})");
  Produce(0, R"({"id":8,"text":"again"})");
  cluster.SetClientLimit(700);
  auto process = Start("exact: {of: $.id}");
  ASSERT_TRUE(process->Run(3));
  ASSERT_TRUE(process->Run());
  EXPECT_EQ(cluster.ReadCommitted({"dead", 0}).size(), 2u);
  EXPECT_THAT(Out(), ElementsAre(R"({"id":7,"n":1})", R"({"id":8,"text":"short"})"));
}

TEST_F(DedupWorkerTest, ADuplicateThatTheBrokerRefusedWhileItWasTakenForAFirstIsDropped) {
  // The third is too late for the first one, which is not remembered in the end; and so the second
  // is.
  Produce(0, R"({"id":1,"word":"unwanted"})", 0);
  Produce(0, R"({"id":1})", 15'000);
  Produce(0, R"({"id":1,"word":"unwanted"})", 30'000);
  cluster.Refuse("out", [](const memory::OptionalBytes& value) {
    return value && value->find("unwanted") != std::string::npos;
  });
  auto process = Start("exact: {of: $.id}, window: 20s");
  ASSERT_TRUE(process->Run(300));
  EXPECT_THAT(Out(), ElementsAre(R"({"id":1})"));
  EXPECT_EQ(cluster.ReadCommitted({"dead", 0}).size(), 1u);
  EXPECT_EQ(process->Seen(Seen::kExact), 1u);
}

TEST_F(DedupWorkerTest, ForgetsBehindTheWindowAndSaysSoInTheChangelog) {
  Produce(0, R"({"a":1})", 0);
  Produce(0, R"({"a":2})", 5'000);
  Produce(0, R"({"a":1})", 10'000);  // at the end of the window
  Produce(0, R"({"a":1})", 10'001);  // behind it
  auto process = Start("exact: {}, window: 10s");
  ASSERT_TRUE(process->Run());
  EXPECT_THAT(Out(), ElementsAre(R"({"a":1})", R"({"a":2})", R"({"a":1})"));
  Produce(0, R"({"a":3})", 30'000);
  ASSERT_TRUE(process->Run());
  Produce(0, R"({"a":4})", 30'001);
  ASSERT_TRUE(process->Run());
  std::optional<int64_t> next;
  const auto folded = Folded(0, &next);
  EXPECT_EQ(folded.size(), 2u);
  EXPECT_EQ(next, CommittedOf(0));
  EXPECT_EQ(disk->Contents({"in", 0}, "r"), folded);
}

TEST_F(DedupWorkerTest, OneRecordFromTheFutureExpiresNothing) {
  Produce(0, R"({"a":1})", 0);
  Produce(0, R"({"a":2})", int64_t{80} * 365 * 24 * 3600 * 1000);
  Produce(0, R"({"a":1})", 1'000);
  Produce(0, R"({"a":2})", 2'000);
  auto process = Start("exact: {}, window: 1h");
  ASSERT_TRUE(process->Run());
  EXPECT_EQ(Out().size(), 2u);
}

TEST_F(DedupWorkerTest, AfterAQuietWeekendTheFirstRecordsCountAsTheOthers) {
  constexpr int64_t kMonday = int64_t{60} * 3600 * 1000;
  Produce(0, "0", 0);
  for (int i = 1; i <= 150; ++i) Produce(0, std::to_string(i), kMonday + i);
  auto process = Start("exact: {}, window: 24h");
  ASSERT_TRUE(process->Run());
  for (int i = 1; i <= 150; ++i) Produce(0, std::to_string(i), kMonday + 1000 + i);
  Produce(0, "0", kMonday + 2000);
  ASSERT_TRUE(process->Run());
  EXPECT_EQ(Out().size(), 152u);
  EXPECT_EQ(Out().back(), "0");
}

// One that came with a wrong time, and the same every hour.
TEST_F(DedupWorkerTest, WhatWasAheadCountsAroundItsOwnTimeAlone) {
  constexpr int64_t kHour = 3600 * 1000;
  Produce(0, "0", 0);
  Produce(0, "7", 144 * kHour);
  for (int hour = 1; hour <= 5; ++hour) {
    Produce(0, "7", hour * kHour);
    Produce(0, "7", hour * kHour + 1000);
  }
  auto process = Start("exact: {}, window: 10m");
  ASSERT_TRUE(process->Run());
  EXPECT_EQ(Out().size(), 7u);
}

TEST_F(DedupWorkerTest, WhereATransactionEndsDecidesNothing) {
  constexpr int64_t kMonday = int64_t{60} * 3600 * 1000;
  constexpr int64_t kHour = 3600 * 1000;
  std::vector<std::string> forwarded;
  for (const bool one_by_one : {false, true}) {
    Cluster fresh;
    for (const char* topic : {"in", "out", "dead", "receipts"}) fresh.CreateTopic(topic, 1);
    auto own_disk = std::make_shared<memory::StateDisk>();
    Process process(fresh, clock, own_disk, "a", MakeWork("exact: {}, window: 24h"));
    const auto produce = [&](const std::string& value, int64_t at_ms) {
      fresh.Append({"in", 0},
                   {.key = "k", .value = value, .headers = {}, .timestamp_ms = kStart + at_ms});
      if (one_by_one) {
        ASSERT_TRUE(process.Run(10));
      }
    };
    ASSERT_TRUE(process.Run());
    produce("0", 0);
    // Ahead for longer than the window, until the stream has come to it.
    produce("40", 40 * kHour);
    for (int64_t hour = 1; hour <= 40; ++hour) produce(std::to_string(2000 + hour), hour * kHour);
    produce("40", 40 * kHour);
    // The hundredth moves the stream to the first, and the others are ahead of it still.
    for (int i = 1; i <= 100; ++i) produce(std::to_string(1000 + i), 2 * kMonday + i * 1000);
    for (int i = 1; i <= 100; ++i) produce(std::to_string(1000 + i), 2 * kMonday + 200'000 + i);
    ASSERT_TRUE(process.Run());
    std::vector<std::string> values;
    for (const Message& message : fresh.ReadCommitted({"out", 0})) values.push_back(*message.value);
    EXPECT_EQ(values.size(), 142u) << one_by_one;
    if (one_by_one) {
      EXPECT_EQ(values, forwarded);
    }
    forwarded = values;
  }
}

TEST_F(DedupWorkerTest, AChangelogThatIsMadeAgainWhileItIsWrittenStopsThePartition) {
  Produce(0, R"({"a":1})");
  auto process = Start("exact: {}");
  ASSERT_TRUE(process->Run());
  cluster.RecreateTopic("app.in.r");
  cluster.FailNextCommit(Failure::kAbortable);
  Produce(0, R"({"a":2})");
  ASSERT_TRUE(process->Run());
  EXPECT_EQ(Out().size(), 1u);
  EXPECT_THAT(process->source->Lag()[0].stopped, HasSubstr("deleted and made again"));
}

TEST_F(DedupWorkerTest, AReplayIsNotItsOwnDuplicate) {
  Produce(0, R"({"a":1})");
  Produce(0, R"({"a":2})");
  for (Failure failure : {Failure::kAbortable, Failure::kLostRequest, Failure::kLostResponse}) {
    SCOPED_TRACE(static_cast<int>(failure));
    Cluster fresh;
    for (const char* topic : {"in", "out", "dead", "receipts"}) fresh.CreateTopic(topic, 1);
    auto own_disk = std::make_shared<memory::StateDisk>();
    Process process(fresh, clock, own_disk, "a", MakeWork("exact: {}"));
    ASSERT_TRUE(process.Run());
    for (const char* value : {"1", "2", "1"})
      fresh.Append({"in", 0}, {.key = "k", .value = value, .headers = {}, .timestamp_ms = kStart});
    fresh.FailNextCommit(failure);
    ASSERT_TRUE(process.Run(200));
    EXPECT_EQ(fresh.ReadCommitted({"out", 0}).size(), 2u);
  }
}

TEST_F(DedupWorkerTest, BeginsEmptyWhereThePipelineIs) {
  Produce(0, R"({"a":1})");
  {
    auto plan =
        PlanFromYaml("policies: {p: {detect: [EMAIL_ADDRESS]}}\nroutes: [{name: r, policy: p}]\n");
    Work work = MakeWork("exact: {}");
    work.plan = *plan;
    Process before(cluster, clock, disk, "a", work);
    ASSERT_TRUE(before.Run());
    ASSERT_TRUE(before.worker->Stop(true, clock.Now() + std::chrono::seconds(5)));
  }
  Produce(0, R"({"a":1})");
  Produce(0, R"({"a":1})");
  auto process = Start("exact: {}");
  ASSERT_TRUE(process->Run());
  EXPECT_EQ(Out().size(), 2u);
}

TEST_F(DedupWorkerTest, AnotherFormNeedsAnotherName) {
  Produce(0, R"({"a":1})");
  {
    auto process = Start("exact: {}");
    ASSERT_TRUE(process->Run());
    ASSERT_TRUE(process->worker->Stop(true, clock.Now() + std::chrono::seconds(5)));
  }
  Produce(0, R"({"a":2})");
  auto process = Start("exact: {of: key}");
  ASSERT_TRUE(process->Run());
  EXPECT_EQ(Out().size(), 1u);
  const auto lag = process->source->Lag();
  ASSERT_FALSE(lag.empty());
  EXPECT_THAT(lag[0].stopped, HasSubstr("give `dedup.state` a new name"));
}

TEST_F(DedupWorkerTest, AChangelogThatLostItsBeginningStopsThePartitionOnly) {
  Produce(0, R"({"a":1})");
  {
    auto process = Start("exact: {}");
    ASSERT_TRUE(process->Run());
    ASSERT_TRUE(process->worker->Stop(true, clock.Now() + std::chrono::seconds(5)));
  }
  cluster.DeleteBefore({"app.in.r", 0}, 3);
  disk = std::make_shared<memory::StateDisk>();
  Produce(0, R"({"a":2})");
  Produce(1, R"({"a":2})");
  auto process = Start("exact: {}");
  ASSERT_TRUE(process->Run());
  EXPECT_EQ(Out("out", 0).size(), 1u);
  EXPECT_EQ(Out("out", 1).size(), 1u);
  EXPECT_THAT(process->source->Lag()[0].stopped, Not(IsEmpty()));
  EXPECT_THAT(process->source->Lag()[1].stopped, IsEmpty());
}

TEST_F(DedupWorkerTest, AStateThatTheChangelogHasLeftBehindIsMadeAgain) {
  Produce(0, R"({"a":1})");
  auto process = Start("exact: {}");
  ASSERT_TRUE(process->Run());
  Produce(0, R"({"a":2})");
  ASSERT_TRUE(process->Run());
  process.reset();
  cluster.Expire("group", "a");
  // As a changelog that was deleted and made again, with less in it.
  cluster.RecreateTopic("app.in.r");
  Produce(0, R"({"a":1})");
  auto second = Start("exact: {}", "b");
  ASSERT_TRUE(second->Run());
  EXPECT_EQ(disk->wipes(), 2u);  // one a partition
  EXPECT_EQ(Out().size(), 3u);
}

TEST_F(DedupWorkerTest, AStateThatIsFoundDamagedWhenItIsWrittenIsMadeAgain) {
  struct Damaging : memory::Network {
    void Reach(memory::Point point, memory::Client) override {
      if (point == memory::Point::kStateApply && armed) disk->Damage({"in", 0}, "r");
      armed = false;
    }
    std::shared_ptr<memory::StateDisk> disk;
    bool armed = false;
  } network;
  network.disk = disk;
  Process process(cluster, clock, disk, "a", MakeWork("exact: {}"), &network);
  Produce(0, R"({"a":1})");
  ASSERT_TRUE(process.Run());
  Produce(0, R"({"a":2})");
  network.armed = true;
  ASSERT_TRUE(process.Run());
  ASSERT_FALSE(network.armed);
  Produce(0, R"({"a":1})");
  Produce(0, R"({"a":2})");
  ASSERT_TRUE(process.Run());
  EXPECT_THAT(Out(), ElementsAre(R"({"a":1})", R"({"a":2})"));
  std::optional<int64_t> next;
  EXPECT_EQ(disk->Contents({"in", 0}, "r"), Folded(0, &next));
  EXPECT_EQ(next, CommittedOf(0));
}

TEST_F(DedupWorkerTest, AChangelogIsNoInput) {
  auto table = RouteTable::New({}, "", {"app.*.r"});
  ASSERT_TRUE(table);
  EXPECT_THAT((*table)->CheckFeedback("app.in.r").error().message, HasSubstr("is a changelog"));
  EXPECT_TRUE((*table)->CheckFeedback("app.r"));
  EXPECT_TRUE((*table)->CheckFeedback("app.in.s"));
}

// Crashes with and without the last writes, damage, aborts, unknown ends and takeovers between any
// two polls.
TEST_F(DedupWorkerTest, DecidesAsAnOracleWouldUnderCrashes) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  constexpr int64_t kWindow = 20'000;
  const std::string dedup = "exact: {}, window: 20s";
  struct First {
    int64_t stamp;
    int64_t timestamp;
  };
  std::map<int32_t, std::map<std::string, First>> first;
  std::map<int32_t, dedup::StreamTime> time;
  std::map<int32_t, std::vector<std::string>> expected;
  int64_t now = 0;
  std::unique_ptr<Process> process;
  int member = 0;
  for (int round = 0; round < 120; ++round) {
    for (int i = below(30); i > 0; --i) {
      const int32_t p = below(2);
      const std::string value = std::to_string(below(40));
      now += below(300);
      // Out of order now and then, and now and then from the future.
      int64_t at = std::max<int64_t>(0, now - below(5) * below(1000));
      if (below(50) == 0) at += int64_t{1000} * 3600 * 24 * 365;
      Produce(p, value, at);
      time[p].Observe(kStart + at, 3'600'000);
      const auto known = first[p].find(value);
      bool duplicate = false;
      if (known != first[p].end()) {
        const auto& [stamp, timestamp] = known->second;
        const bool by_stamp = time[p].now_ms - stamp <= kWindow;
        const bool by_own_time =
            timestamp <= time[p].now_ms && time[p].now_ms - timestamp <= kWindow;
        duplicate = (by_stamp || by_own_time) && kStart + at - timestamp <= kWindow;
      }
      if (duplicate) continue;
      first[p][value] = {time[p].now_ms, kStart + at};
      expected[p].push_back(value);
    }
    if (process == nullptr) process = Start(dedup, "m" + std::to_string(member));
    switch (below(8)) {
      case 0:
        cluster.FailNextCommit(Failure::kAbortable);
        break;
      case 1:
        cluster.FailNextCommit(Failure::kLostRequest);
        break;
      case 2:
        cluster.FailNextCommit(Failure::kLostResponse);
        break;
      default:
        break;
    }
    ASSERT_TRUE(process->Run(below(40)));
    if (below(4) != 0) continue;
    const bool politely = below(2) == 0;
    const std::string name = "m" + std::to_string(member);
    if (politely) {
      std::ignore = process->worker->Stop(true, clock.Now() + std::chrono::seconds(5));
    }
    process.reset();
    cluster.TimeOutTransactions();
    if (!politely) {
      cluster.Expire("group", name);
      for (int32_t p = 0; p < 2; ++p) {
        if (below(2) == 0) disk->LoseLastApplies({"in", p}, "r", static_cast<size_t>(below(5)));
        if (below(6) == 0) disk->Damage({"in", p}, "r");
      }
    }
    // Another machine has nothing.
    if (below(5) == 0) disk = std::make_shared<memory::StateDisk>();
    ++member;
  }
  if (process == nullptr) process = Start(dedup, "m" + std::to_string(member));
  ASSERT_TRUE(process->Run(400));
  for (int32_t p = 0; p < 2; ++p) {
    EXPECT_EQ(Out("out", p), expected[p]) << "partition " << p;
    std::optional<int64_t> next;
    const auto folded = Folded(p, &next);
    EXPECT_EQ(next, CommittedOf(p));
    EXPECT_EQ(disk->Contents({"in", p}, "r"), folded);
  }
}

#ifdef AEGIS_HAVE_IMAGES

using dedup::AsJpeg;
using dedup::AsPng;
using dedup::ImageProblem;
using dedup::Scene;

// Primary entries with all that follows from them and is not past.
std::map<std::string, std::string> WithWhatFollows(
    const std::map<std::string, std::string>& primaries, const DedupPlan& plan,
    const dedup::StreamTime& time) {
  std::map<std::string, std::string> all = primaries;
  Arena arena;
  for (const auto& [group, value] : primaries) {
    ArenaVector<dedup::Entry> entries(arena);
    dedup::AddEntry({group, "", value}, plan.near ? &plan.near->rule : nullptr, entries);
    for (const dedup::Entry& entry : entries.span().subspan(1)) {
      if (time.IsAlive(dedup::WrittenAt(entry.value), plan.window_ms))
        all[std::string(entry.group) + std::string(entry.member)] = entry.value;
    }
  }
  return all;
}

TEST_F(DedupWorkerTest, FindsAPictureAgainAlsoAfterARestore) {
  format = "bytes";
  const std::string dedup = "images: {}, on_duplicate: tag";
  const dedup::Picture picture = Scene(1, 96, 64);
  Produce(0, AsJpeg(picture));
  Produce(0, AsPng(Scene(2, 96, 64)));
  {
    auto process = Start(dedup);
    ASSERT_TRUE(process->Run());
    EXPECT_EQ(process->Seen(Seen::kFirst), 2u);
    ASSERT_TRUE(process->worker->Stop(true, clock.Now() + std::chrono::seconds(5)));
  }
  disk = std::make_shared<memory::StateDisk>();
  const std::string cut = AsPng(picture).substr(0, 500);
  Produce(0, AsJpeg(picture, {.quality = 60}));
  Produce(0, cut);
  Produce(0, cut);
  auto process = Start(dedup);
  ASSERT_TRUE(process->Run());
  auto out = cluster.ReadCommitted({"out", 0});
  ASSERT_EQ(out.size(), 5u);
  ASSERT_EQ(out[2].headers.size(), 3u);
  EXPECT_EQ(out[2].headers[0].second, "image");
  EXPECT_EQ(out[2].headers[1].second, "in/0/0");
  EXPECT_EQ(out[4].value, cut);
  EXPECT_THAT(out[4].headers, IsEmpty());
  EXPECT_EQ(process->Seen(Seen::kImage), 1u);
  EXPECT_EQ(process->Unread(ImageProblem::kBroken), 2u);
  // Each record on its own, so that the transaction can be sealed behind a costly one.
  uint64_t batches = 0;
  for (size_t i = 0; i < SecondsHistogram::kBuckets; ++i)
    batches += process->counters.process_seconds.bucket(i);
  EXPECT_EQ(batches, 3u);
}

TEST_F(DedupWorkerTest, WhatIsRestoredIsWhatWasThere) {
  format = "bytes";
  const std::string dedup = "exact: {}, near: {of: key}, images: {}, window: 10s";
  for (uint32_t i = 0; i < 30; ++i) {
    cluster.Append({"in", 0}, {.key = Story(static_cast<int>(i % 20), -1),
                               .value = AsPng(Scene(i % 25, 64, 64)),
                               .headers = {},
                               .timestamp_ms = kStart + i * 500});
  }
  {
    auto process = Start(dedup);
    ASSERT_TRUE(process->Run());
    ASSERT_TRUE(process->worker->Stop(true, clock.Now() + std::chrono::seconds(5)));
  }
  const auto live = disk->Contents({"in", 0}, "r");
  std::map<char, size_t> kinds;
  for (const auto& [key, value] : live) ++kinds[key[0]];
  EXPECT_THAT(kinds, testing::SizeIs(5));
  std::optional<int64_t> next;
  const DedupPlan plan = *MakeWork(dedup, "", format).plan->routes[0].dedup;
  EXPECT_EQ(live,
            WithWhatFollows(Folded(0, &next, dedup), plan, disk->Progress({"in", 0}, "r")->time));

  disk = std::make_shared<memory::StateDisk>();
  auto process = Start(dedup);
  ASSERT_TRUE(process->Run());
  EXPECT_EQ(disk->Contents({"in", 0}, "r"), live);
}

TEST_F(DedupWorkerTest, PicturesAreDecidedAsAnOracleWouldUnderCrashes) {
  format = "bytes";
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  constexpr int64_t kWindow = 20'000;
  // Within it, search misses nothing.
  constexpr uint32_t kRadius = 15;
  const std::string dedup =
      "exact: {}, images: {radius: " + std::to_string(kRadius) + "}, window: 20s";
  constexpr int kScenes = 16;
  constexpr int kForms = 4;
  std::vector<std::vector<std::string>> files;
  for (uint32_t scene = 0; scene < kScenes; ++scene) {
    const dedup::Picture picture = Scene(scene, 144, 112);
    files.push_back({AsJpeg(picture, {.quality = 95}), AsJpeg(picture, {.quality = 85}),
                     AsPng(picture), AsPng(TurnedPicture(picture, scene % 8))});
  }
  // What the oracle takes for granted: forms of one scene are near, and no others.
  std::vector<dedup::ImageFingerprint> prints;
  for (const auto& forms : files) {
    for (const std::string& file : forms) {
      Arena arena;
      const auto grid = dedup::DecodeImage(*dedup::ImageIn(file, arena), arena);
      ASSERT_TRUE(grid);
      prints.push_back(dedup::TestImageKey().Fingerprint(*grid));
      ASSERT_GE(prints.back().quality, dedup::kMinImageQuality);
    }
  }
  for (size_t a = 0; a < prints.size(); ++a) {
    for (size_t b = 0; b < prints.size(); ++b) {
      uint32_t least = 256;
      bool near = false;
      for (const dedup::ImageHash& turn : prints[a].turns) {
        const uint32_t distance = WideDistance(turn, prints[b].hash());
        least = std::min(least, distance);
        near |= dedup::AreNear(distance, NarrowDistance(turn, prints[b].hash()), kRadius);
      }
      if (a / kForms == b / kForms)
        ASSERT_LE(least, kRadius) << a << ' ' << b;
      else
        ASSERT_FALSE(near) << a << ' ' << b;
    }
  }

  struct First {
    int64_t stamp;
    int64_t timestamp;
  };
  std::map<int32_t, std::map<std::string, First>> equal;
  std::map<int32_t, std::map<int, std::vector<First>>> near;
  std::map<int32_t, dedup::StreamTime> time;
  std::map<int32_t, std::vector<std::string>> expected;
  int64_t now = 0;
  uint64_t sent = 0;
  std::unique_ptr<Process> process;
  int member = 0;
  for (int round = 0; round < 80; ++round) {
    for (int i = below(20); i > 0; --i) {
      const int32_t p = below(2);
      const int scene = below(kScenes);
      const std::string& file =
          files[static_cast<size_t>(scene)][static_cast<size_t>(below(kForms))];
      now += below(400);
      const int64_t at = kStart + std::max<int64_t>(0, now - below(5) * below(1000));
      Produce(p, file, at - kStart);
      ++sent;
      time[p].Observe(at, 3'600'000);
      const int64_t stream = time[p].now_ms;
      bool duplicate = false;
      if (const auto known = equal[p].find(file); known != equal[p].end()) {
        const auto& [stamp, timestamp] = known->second;
        const bool counts =
            stream - stamp <= kWindow || (timestamp <= stream && stream - timestamp <= kWindow);
        duplicate = counts && at - timestamp <= kWindow;
      }
      for (const First& one : near[p][scene]) {
        duplicate |= stream - one.stamp <= kWindow && at - one.timestamp <= kWindow;
      }
      if (duplicate) continue;
      equal[p][file] = {stream, at};
      near[p][scene].push_back({stream, at});
      expected[p].push_back(file);
    }
    if (process == nullptr) process = Start(dedup, "m" + std::to_string(member));
    switch (below(8)) {
      case 0:
        cluster.FailNextCommit(Failure::kAbortable);
        break;
      case 1:
        cluster.FailNextCommit(Failure::kLostRequest);
        break;
      case 2:
        cluster.FailNextCommit(Failure::kLostResponse);
        break;
      default:
        break;
    }
    ASSERT_TRUE(process->Run(below(40)));
    if (below(4) != 0) continue;
    const bool politely = below(2) == 0;
    if (politely) std::ignore = process->worker->Stop(true, clock.Now() + std::chrono::seconds(5));
    process.reset();
    cluster.TimeOutTransactions();
    if (!politely) {
      cluster.Expire("group", "m" + std::to_string(member));
      for (int32_t p = 0; p < 2; ++p) {
        if (below(2) == 0) disk->LoseLastApplies({"in", p}, "r", static_cast<size_t>(below(5)));
        if (below(6) == 0) disk->Damage({"in", p}, "r");
      }
    }
    // Another machine has nothing.
    if (below(5) == 0) disk = std::make_shared<memory::StateDisk>();
    ++member;
  }
  if (process == nullptr) process = Start(dedup, "m" + std::to_string(member));
  ASSERT_TRUE(process->Run(400));
  const DedupPlan plan = *MakeWork(dedup, "", format).plan->routes[0].dedup;
  uint64_t left = 0;
  for (int32_t p = 0; p < 2; ++p) {
    // Not EXPECT_EQ, which would print the pictures.
    EXPECT_TRUE(Out("out", p) == expected[p])
        << "partition " << p << ": " << Out("out", p).size() << " of " << expected[p].size();
    left += expected[p].size();
    std::optional<int64_t> next;
    const auto folded = Folded(p, &next, dedup);
    EXPECT_EQ(next, CommittedOf(p));
    EXPECT_TRUE(disk->Contents({"in", p}, "r") ==
                WithWhatFollows(folded, plan, disk->Progress({"in", p}, "r")->time));
  }
  EXPECT_LT(left, sent * 3 / 4);  // and so there was something to decide
}

#endif  // AEGIS_HAVE_IMAGES

}  // namespace
}  // namespace aegis::topology
