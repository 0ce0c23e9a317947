// Copies of others' states: followed, handed over, taken up again, made again. Decisions after a
// takeover are those of a worker that restored everything.
#include "topology/standby.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "connectors/memory/cluster.h"
#include "connectors/memory/store.h"
#include "src/plan/compile.h"
#include "topology/changelog.h"
#include "topology/worker.h"

namespace aegis::topology {
namespace {

using memory::Cluster;
using memory::ManualClock;
using memory::Message;
using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr int64_t kStart = 1'600'000'000'000;
constexpr char kChangelog[] = "app.in.r";

Work MakeWork(const std::string& dedup = "exact: {}, window: 1h") {
  auto keys = std::make_shared<Keyset>();
  keys->primary = "k1";
  keys->keys["k1"].fill(7);
  auto plan = PlanFromYaml(
      "policies: {p: {detect: [EMAIL_ADDRESS]}}\n"
      "routes:\n"
      "  - {name: r, format: json, key: pass, headers: pass, policy: p, dedup: {key: ids, " +
          dedup + "}}\n",
      {{"ids", keys}});
  EXPECT_TRUE(plan) << plan.error().message;
  Route route;
  route.name = "r";
  route.topics = {"in"};
  route.output = "out";
  route.dead_letter = "dead";
  auto table = RouteTable::New({route}, "receipts", {"app.*.r"});
  EXPECT_TRUE(table) << table.error().message;
  return {*plan, *table};
}

// Counts the records that are read.
class Counting final : public io::Changelogs {
 public:
  explicit Counting(std::unique_ptr<io::Changelogs> inner) : inner_(std::move(inner)) {}
  Status Create(std::string_view topic, int32_t partitions, io::Time deadline) override {
    return inner_->Create(topic, partitions, deadline);
  }
  Status Check(std::string_view topic, io::Time deadline) override {
    return inner_->Check(topic, deadline);
  }
  Result<std::unique_ptr<io::ChangelogReader>> Open(const io::TopicPartition& changelog,
                                                    int64_t from) override {
    auto opened = inner_->Open(changelog, from);
    if (!opened) return opened;
    return std::make_unique<Reader>(std::move(*opened), &records);
  }

  size_t records = 0;

 private:
  class Reader final : public io::ChangelogReader {
   public:
    Reader(std::unique_ptr<io::ChangelogReader> inner, size_t* records)
        : inner_(std::move(inner)), records_(records) {}
    Result<std::optional<int64_t>> End(io::Time deadline) override { return inner_->End(deadline); }
    Result<std::span<const Record>> Poll(io::Time deadline) override {
      auto records = inner_->Poll(deadline);
      if (records) *records_ += records->size();
      return records;
    }
    int64_t position() const override { return inner_->position(); }

   private:
    std::unique_ptr<io::ChangelogReader> inner_;
    size_t* records_;
  };
  std::unique_ptr<io::Changelogs> inner_;
};

struct Process {
  Process(Cluster& cluster, ManualClock& manual, std::shared_ptr<memory::StateDisk> disk,
          const std::string& member, Standby* copies, const Work& work = MakeWork())
      : clock(manual),
        standby(copies),
        source(memory::NewSource(
            cluster, {.group = "group", .member = member, .topics = {"in"}, .from_latest = false})),
        sink(memory::NewSink(cluster, {.group = "group", .transactional_id = member, .batch = 10})),
        store(memory::NewStore(std::move(disk))),
        changelogs(memory::NewChangelogs(cluster)) {
    WorkerOptions options;
    options.states = {
        .store = store.get(), .changelogs = &changelogs, .name = "app", .standby = standby};
    auto made = Worker::New(options, work, *source, *sink, clock, counters);
    EXPECT_TRUE(made) << made.error().message;
    worker = std::move(*made);
  }

  // Its standby works in turns with it.
  Status Run(int steps = 60) {
    for (int i = 0; i < steps; ++i) {
      if (Status status = worker->Step(clock.Now()); !status) return status;
      if (standby != nullptr) standby->Step();
      clock.Advance(milliseconds(30));
    }
    return {};
  }

  ManualClock& clock;
  Standby* standby;
  WorkerCounters counters;
  std::unique_ptr<io::Source> source;
  std::unique_ptr<io::Sink> sink;
  std::unique_ptr<io::Store> store;
  Counting changelogs;
  std::unique_ptr<Worker> worker;
};

class StandbyTest : public testing::Test {
 protected:
  StandbyTest() {
    for (const char* topic : {"in", "out", "dead"}) cluster.CreateTopic(topic, 2);
    cluster.CreateTopic("receipts", 1);
  }

  StandbyAccess Access(const Work& work = MakeWork()) {
    StandbyAccess access;
    access.store = memory::NewStore(mine);
    auto counting = std::make_unique<Counting>(memory::NewChangelogs(cluster));
    followed = counting.get();
    access.changelogs = std::move(counting);
    const auto plan = std::make_shared<const DedupPlan>(*work.plan->routes[0].dedup);
    access.states = [this, plan](io::Time) -> Result<std::vector<StandbyState>> {
      if (!answers) return Fail(ErrorCode::kUnavailable, "nobody answers");
      std::vector<StandbyState> states;
      for (int32_t p = 0; p < cluster.partitions(kChangelog); ++p)
        states.push_back({{"in", p}, plan, kChangelog, cluster.TopicId(kChangelog)});
      return states;
    };
    access.ends = [this](std::span<const io::TopicPartition> changelogs,
                         io::Time) -> Result<std::map<io::TopicPartition, int64_t>> {
      if (!answers) return Fail(ErrorCode::kUnavailable, "nobody answers");
      std::map<io::TopicPartition, int64_t> ends;
      for (const auto& changelog : changelogs) ends[changelog] = cluster.StableEnd(changelog);
      return ends;
    };
    return access;
  }

  std::unique_ptr<Standby> Keep(const StandbyOptions& options = {}) {
    return std::make_unique<Standby>(options, Access(), clock);
  }
  std::unique_ptr<Process> Start(const std::string& member, std::shared_ptr<memory::StateDisk> disk,
                                 Standby* standby = nullptr) {
    return std::make_unique<Process>(cluster, clock, std::move(disk), member, standby);
  }
  void Kill(std::unique_ptr<Process>& process, const std::string& member) {
    process.reset();
    cluster.TimeOutTransactions();
    cluster.Expire("group", member);
  }

  void Rounds(Standby& standby, io::Duration time) {
    for (const io::Time until = clock.Now() + time; clock.Now() < until;) {
      standby.Step();
      clock.Advance(milliseconds(200));
    }
  }

  void ProduceOne(int32_t partition, int number) {
    cluster.Append({"in", partition}, {.key = "k",
                                       .value = "{\"n\":" + std::to_string(number) + "}",
                                       .headers = {},
                                       .timestamp_ms = kStart + number});
  }
  void Produce(int from, int to) {
    for (int32_t p = 0; p < 2; ++p) {
      for (int i = from; i < to; ++i) ProduceOne(p, i);
    }
  }
  // That each of the numbers came through once, in each partition.
  void ExpectOutputs(int count) {
    for (int32_t p = 0; p < 2; ++p) {
      const auto out = cluster.ReadCommitted({"out", p});
      ASSERT_THAT(out, SizeIs(count));
      for (int i = 0; i < count; ++i)
        EXPECT_EQ(out[static_cast<size_t>(i)].value, "{\"n\":" + std::to_string(i) + "}");
    }
  }
  void ExpectSame(int32_t partition) {
    EXPECT_EQ(mine->Contents({"in", partition}, "r"), theirs->Contents({"in", partition}, "r"));
    const auto copy = mine->Progress({"in", partition}, "r");
    const auto theirs_now = theirs->Progress({"in", partition}, "r");
    ASSERT_TRUE(copy && theirs_now);
    EXPECT_EQ(copy->input_next, theirs_now->input_next);
    EXPECT_EQ(copy->time, theirs_now->time);
  }
  std::vector<int64_t> Left(const Standby& standby) {
    std::vector<int64_t> left;
    for (const StandbyCopy& copy : standby.Copies()) left.push_back(copy.left);
    return left;
  }

  Cluster cluster;
  ManualClock clock;
  std::shared_ptr<memory::StateDisk> mine = std::make_shared<memory::StateDisk>();
  std::shared_ptr<memory::StateDisk> theirs = std::make_shared<memory::StateDisk>();
  Counting* followed = nullptr;
  bool answers = true;
};

TEST_F(StandbyTest, FollowsAndATakeoverReadsTheTailOnly) {
  auto standby = Keep();
  auto owner = Start("a", theirs);
  Produce(0, 300);
  ASSERT_TRUE(owner->Run());
  // Not before it is clear that no worker here gets it.
  Rounds(*standby, seconds(3));
  EXPECT_THAT(standby->Copies(), IsEmpty());
  Rounds(*standby, seconds(4));
  EXPECT_THAT(Left(*standby), ElementsAre(0, 0));
  EXPECT_EQ(standby->Copies()[0].entries, 300u);
  for (int32_t p = 0; p < 2; ++p) ExpectSame(p);
  Produce(300, 350);
  ASSERT_TRUE(owner->Run());
  Rounds(*standby, seconds(3));
  for (int32_t p = 0; p < 2; ++p) ExpectSame(p);
  EXPECT_GE(followed->records, 700u);
  const size_t before = followed->records;
  Rounds(*standby, seconds(3));
  EXPECT_EQ(followed->records, before);  // nothing is read twice

  // What comes now the copy has not seen.
  Produce(350, 353);
  ASSERT_TRUE(owner->Run());
  Kill(owner, "a");
  Produce(340, 360);
  auto heir = Start("b", mine, standby.get());
  ASSERT_TRUE(heir->Run(120));
  ExpectOutputs(360);
  EXPECT_EQ(mine->wipes(), 0u);
  EXPECT_LE(heir->changelogs.records + followed->records - before, 2u * (3 + 5));
  EXPECT_THAT(standby->Copies(), IsEmpty());
}

TEST_F(StandbyTest, ATakeoverDoesNotTrustACopyThatSaysAnotherOffset) {
  auto owner = Start("a", theirs);
  Produce(0, 50);
  ASSERT_TRUE(owner->Run());
  const uint64_t form = MakeWork().plan->routes[0].dedup->form;
  const auto store = memory::NewStore(mine);
  {
    auto state = store->Open({"in", 0}, "r",
                             {ChangelogIdentity(form, kChangelog, cluster.TopicId(kChangelog)),
                              MakeWork().plan->routes[0].dedup->window_ms});
    ASSERT_TRUE(state);
    // As far as the changelog, and without its entries.
    ASSERT_TRUE((*state)->Apply({}, {999, cluster.End({kChangelog, 0}), {}}));
  }
  auto standby = Keep();
  Rounds(*standby, seconds(8));
  EXPECT_THAT(Left(*standby), ElementsAre(0, 0));
  Kill(owner, "a");
  Produce(40, 60);
  auto heir = Start("b", mine, standby.get());
  ASSERT_TRUE(heir->Run(120));
  EXPECT_EQ(mine->wipes(), 1u);
  ExpectOutputs(60);
}

TEST_F(StandbyTest, OneThatIsAheadOfItsChangelogIsMadeAgain) {
  auto owner = Start("a", theirs);
  Produce(0, 50);
  ASSERT_TRUE(owner->Run());
  const uint64_t form = MakeWork().plan->routes[0].dedup->form;
  const auto store = memory::NewStore(mine);
  {
    auto state = store->Open({"in", 0}, "r",
                             {ChangelogIdentity(form, kChangelog, cluster.TopicId(kChangelog)),
                              MakeWork().plan->routes[0].dedup->window_ms});
    ASSERT_TRUE(state);
    ASSERT_TRUE((*state)->Apply({}, {50, 1'000'000, {}}));
  }
  auto standby = Keep();
  Rounds(*standby, seconds(10));
  EXPECT_EQ(mine->wipes(), 1u);
  EXPECT_THAT(Left(*standby), ElementsAre(0, 0));
  for (int32_t p = 0; p < 2; ++p) ExpectSame(p);
}

TEST_F(StandbyTest, ADamagedCopyIsMadeAgain) {
  auto owner = Start("a", theirs);
  Produce(0, 50);
  ASSERT_TRUE(owner->Run());
  auto standby = Keep();
  Rounds(*standby, seconds(8));
  mine->Damage({"in", 1}, "r");
  Produce(50, 60);
  ASSERT_TRUE(owner->Run());
  Rounds(*standby, seconds(8));
  EXPECT_EQ(mine->wipes(), 1u);
  for (int32_t p = 0; p < 2; ++p) ExpectSame(p);
}

TEST_F(StandbyTest, NobodyHasAStateTwice) {
  auto owner = Start("a", theirs);
  Produce(0, 10);
  ASSERT_TRUE(owner->Run());
  auto standby = Keep();
  Rounds(*standby, seconds(8));
  const io::TopicPartition input{"in", 0};
  EXPECT_FALSE(standby->IsFree(input, "r"));
  EXPECT_EQ(standby->Take(input, "r"), nullptr);
  standby->Step();
  EXPECT_TRUE(standby->IsFree(input, "r"));
  auto hold = standby->Take(input, "r");
  ASSERT_NE(hold, nullptr);
  auto second = standby->Take(input, "r");  // of another worker, to which it moves
  Produce(10, 20);
  ASSERT_TRUE(owner->Run());
  Rounds(*standby, seconds(20));
  EXPECT_EQ(mine->Contents(input, "r").size(), 10u);
  EXPECT_EQ(mine->Contents({"in", 1}, "r").size(), 20u);
  ASSERT_THAT(standby->Copies(), SizeIs(1));
  EXPECT_EQ(standby->Copies()[0].input.partition, 1);
  hold.reset();
  Rounds(*standby, seconds(8));
  EXPECT_EQ(mine->Contents(input, "r").size(), 10u);
  second.reset();
  Rounds(*standby, seconds(4));
  EXPECT_EQ(mine->Contents(input, "r").size(), 10u);
  Rounds(*standby, seconds(4));
  EXPECT_EQ(mine->Contents(input, "r").size(), 20u);
}

TEST_F(StandbyTest, WhatWasRevokedIsFollowedAgain) {
  auto standby = Keep();
  auto first = Start("b", mine, standby.get());
  Produce(0, 20);
  ASSERT_TRUE(first->Run());
  ASSERT_TRUE(first->Run(300));
  EXPECT_THAT(standby->Copies(), IsEmpty());
  ASSERT_TRUE(first->worker->Stop(true, clock.Now() + seconds(5)));
  first.reset();
  auto other = Start("a", theirs);
  Produce(10, 40);
  ASSERT_TRUE(other->Run());
  Rounds(*standby, seconds(8));
  EXPECT_THAT(Left(*standby), ElementsAre(0, 0));
  for (int32_t p = 0; p < 2; ++p) ExpectSame(p);
  Kill(other, "a");
  Produce(30, 50);
  auto again = Start("c", mine, standby.get());
  ASSERT_TRUE(again->Run(120));
  ExpectOutputs(50);
  EXPECT_EQ(mine->wipes(), 0u);
}

TEST_F(StandbyTest, WaitsForChangelogsThatAreNotThereYet) {
  auto standby = Keep();
  Rounds(*standby, seconds(30));
  EXPECT_THAT(standby->Copies(), IsEmpty());
  auto owner = Start("a", theirs);
  Produce(0, 20);
  ASSERT_TRUE(owner->Run());
  answers = false;
  Rounds(*standby, seconds(30));
  EXPECT_THAT(standby->Copies(), IsEmpty());
  answers = true;
  Rounds(*standby, seconds(15));
  EXPECT_THAT(Left(*standby), ElementsAre(0, 0));
  for (int32_t p = 0; p < 2; ++p) ExpectSame(p);
}

TEST_F(StandbyTest, AnotherChangelogOfTheNameIsAnotherState) {
  auto owner = Start("a", theirs);
  Produce(0, 20);
  ASSERT_TRUE(owner->Run());
  auto standby = Keep();
  Rounds(*standby, seconds(8));
  cluster.RecreateTopic(kChangelog);
  Rounds(*standby, seconds(15));
  EXPECT_THAT(mine->Contents({"in", 0}, "r"), IsEmpty());
}

TEST_F(StandbyTest, ADiskThatCannotBeWrittenIsTriedAgainLater) {
  auto owner = Start("a", theirs);
  Produce(0, 20);
  ASSERT_TRUE(owner->Run());
  mine->FailApplies(true);
  auto standby = Keep();
  Rounds(*standby, seconds(8));
  followed->records = 0;
  // 1, 2, 4, … seconds, of each of two; every try reads what there is.
  Rounds(*standby, seconds(60));
  EXPECT_LE(followed->records, 2u * 6 * 25);
  EXPECT_GE(followed->records, 2u * 3 * 20);
  mine->FailApplies(false);
  Rounds(*standby, seconds(120));
  EXPECT_THAT(Left(*standby), ElementsAre(0, 0));
  for (int32_t p = 0; p < 2; ++p) ExpectSame(p);
}

TEST_F(StandbyTest, MoreThanMayBeOpenTakeTurns) {
  StandbyOptions options;
  options.most_open = 1;
  auto standby = Keep(options);
  auto owner = Start("a", theirs);
  for (int i = 0; i < 5; ++i) {
    Produce(20 * i, 20 * i + 20);
    ASSERT_TRUE(owner->Run());
    Rounds(*standby, seconds(20));
    EXPECT_THAT(Left(*standby), ElementsAre(0, 0));
    for (int32_t p = 0; p < 2; ++p) ExpectSame(p);
    EXPECT_TRUE(standby->IsFree({"in", 0}, "r") || standby->IsFree({"in", 1}, "r"));
  }
}

TEST_F(StandbyTest, OfAnotherConfigurationNothingIsKept) {
  auto owner = Start("a", theirs);
  Produce(0, 20);
  ASSERT_TRUE(owner->Run());
  Standby standby({}, Access(MakeWork("exact: {of: key}, window: 1h")), clock);
  Rounds(standby, seconds(30));
  for (int32_t p = 0; p < 2; ++p) EXPECT_THAT(mine->Contents({"in", p}, "r"), IsEmpty());
}

}  // namespace
}  // namespace aegis::topology
