#include "topology/runner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "connectors/memory/cluster.h"
#include "connectors/system_clock.h"
#include "src/plan/compile.h"

namespace aegis::topology {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

constexpr auto kDeadline = 30s;

template <typename Condition>
bool WaitFor(Condition condition) {
  const auto until = std::chrono::steady_clock::now() + kDeadline;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::sleep_for(1ms);
  }
  return true;
}

Work WorkWith(const std::string& action) {
  Work work;
  auto plan = PlanFromYaml("policies: {p: {detect: [CREDIT_CARD], actions: {default: " + action +
                           "}}}\nroutes:\n  - name: r\n    format: text\n    policy: p\n");
  EXPECT_TRUE(plan.has_value()) << plan.error().message;
  work.plan = *plan;
  Route route;
  route.name = "r";
  route.topics = {"in"};
  route.output = "out";
  work.routes = *RouteTable::New({route}, "");
  return work;
}

// The cluster in memory has no lock, so it belongs to the worker's thread between Start and Stop.
class OneWorker : public testing::Test {
 protected:
  void SetUp() override {
    cluster_.CreateTopic("in", 1);
    cluster_.CreateTopic("out", 1);
    for (int i = 0; i < 100; ++i) {
      cluster_.Append({"in", 0}, {.key = std::nullopt,
                                  .value = "card 4111 1111 1111 1111 no. " + std::to_string(i)});
    }
  }
  Result<std::unique_ptr<Runner>> Start(const Work& work) {
    Runner::Options options;
    options.worker.interval = 10ms;
    Runner::Connect connect;
    connect.source = [this](int) -> Result<std::unique_ptr<io::Source>> {
      return memory::NewSource(cluster_, {.member = "m", .topics = {"in"}});
    };
    connect.sink = [this](int) -> Result<std::unique_ptr<io::Sink>> {
      return memory::NewSink(cluster_, {.transactional_id = "t"});
    };
    return Runner::Start(options, work, connect, clock_);
  }
  static uint64_t Forwarded(const Runner& runner) {
    uint64_t sum = 0;
    for (const WorkerCounters* counters : runner.counters()) {
      for (const auto& plan : counters->Plans()) sum += plan->routes[0].forwarded.value();
    }
    return sum;
  }
  memory::Cluster cluster_;
  const io::SystemClock clock_;
};

TEST_F(OneWorker, RunsAndStopsWithEverythingCommitted) {
  auto runner = Start(WorkWith("{mask: {keep_last: 4}}"));
  ASSERT_TRUE(runner.has_value()) << runner.error().message;
  ASSERT_TRUE(WaitFor([&] { return Forwarded(**runner) == 100; }));
  EXPECT_TRUE(WaitFor([&] { return (*runner)->NotReady().empty(); })) << (*runner)->NotReady();
  EXPECT_EQ((*runner)->Sick(), "");
  const Status stopped = (*runner)->Stop(clock_.Now() + kDeadline);
  EXPECT_TRUE(stopped.has_value()) << stopped.error().message;
  EXPECT_THAT((*runner)->NotReady(), HasSubstr("stopping"));
  const auto out = cluster_.ReadCommitted({"out", 0});
  ASSERT_EQ(out.size(), 100u);
  EXPECT_EQ(*out[42].value, "card **** **** **** 1111 no. 42");
  EXPECT_EQ(cluster_.Committed("group", {"in", 0})->offset, 100);
}

TEST_F(OneWorker, TakesUpAReload) {
  auto runner = Start(WorkWith("{mask: {}}"));
  ASSERT_TRUE(runner.has_value()) << runner.error().message;
  ASSERT_TRUE(WaitFor([&] { return Forwarded(**runner) == 100; }));
  (*runner)->Offer(WorkWith("{replace: gone}"));
  ASSERT_TRUE(WaitFor([&] { return (*runner)->OfferTaken(); }));
  const Status stopped = (*runner)->Stop(clock_.Now() + kDeadline);
  EXPECT_TRUE(stopped.has_value()) << stopped.error().message;
  (*runner)->Offer(WorkWith("none"));  // nobody is there any more
}

// A source that does what the test says.
class StubSource final : public io::Source {
 public:
  std::function<Status()> on_poll = [] { return Status(); };
  Result<std::span<const Record>> Poll(const io::PollLimits&, io::AssignmentListener&) override {
    if (Status said = on_poll(); !said) return tl::unexpected(said.error());
    std::this_thread::sleep_for(1ms);
    return std::span<const Record>();
  }
  uint64_t epoch() const override { return 0; }
  std::shared_ptr<const io::Membership> membership() override { return nullptr; }
  Status Rewind() override { return {}; }
  void AskStart(const io::TopicPartition&) override {}
  void Stop(const io::TopicPartition&, const Error&) override {}
  std::span<const io::EndPosition> Ends() override { return {}; }
  void NoteCommitted(const io::Progress&) override {}
  std::vector<io::PartitionLag> Lag() override { return {}; }
  Status Close(bool, io::AssignmentListener&, io::Time) override { return {}; }
};

class Stubs : public testing::Test {
 protected:
  std::unique_ptr<Runner> Start(int workers, std::function<Status(int)> on_poll) {
    cluster_.CreateTopic("in", 1);
    cluster_.CreateTopic("out", 1);
    Runner::Options options;
    options.workers = workers;
    options.stuck_after = 50ms;
    Runner::Connect connect;
    connect.source = [on_poll](int worker) -> Result<std::unique_ptr<io::Source>> {
      auto source = std::make_unique<StubSource>();
      source->on_poll = [on_poll, worker] { return on_poll(worker); };
      return source;
    };
    connect.sink = [this](int worker) -> Result<std::unique_ptr<io::Sink>> {
      return memory::NewSink(cluster_, {.transactional_id = std::to_string(worker)});
    };
    auto runner = Runner::Start(options, WorkWith("none"), connect, clock_);
    EXPECT_TRUE(runner.has_value()) << runner.error().message;
    return std::move(*runner);
  }
  memory::Cluster cluster_;
  const io::SystemClock clock_;
};

TEST_F(Stubs, AFailureIsKeptAndNamesItsWorker) {
  const auto runner =
      Start(1, [](int) -> Status { return Fail(ErrorCode::kUnavailable, "no group"); });
  ASSERT_TRUE(WaitFor([&] { return runner->failure().has_value(); }));
  EXPECT_EQ(runner->failure()->message, "worker 0: no group");
  EXPECT_EQ(runner->NotReady(), "worker 0: no group");
  EXPECT_EQ(runner->Sick(), "worker 0: no group");
  const Status stopped = runner->Stop(clock_.Now() + kDeadline);
  ASSERT_FALSE(stopped.has_value());
  EXPECT_EQ(stopped.error().message, "worker 0: no group");
}

TEST_F(Stubs, AWorkerWithoutAGroupIsNotReady) {
  const auto runner = Start(1, [](int) { return Status(); });
  EXPECT_EQ(runner->NotReady(), "worker 0 has not joined the group");
  EXPECT_TRUE(runner->Stop(clock_.Now() + kDeadline).has_value());
}

TEST_F(Stubs, ACallThatHangsIsSickAndMissesTheDeadline) {
  // Shared, because the thread outlives the test's body in the middle.
  const auto release = std::make_shared<std::atomic<bool>>(false);
  const auto runner = Start(1, [release](int) {
    while (!release->load()) std::this_thread::sleep_for(1ms);
    return Status();
  });
  ASSERT_TRUE(WaitFor([&] { return !runner->Sick().empty(); }));
  EXPECT_THAT(runner->Sick(), HasSubstr("worker 0 has been in one call"));
  const Status stopped = runner->Stop(clock_.Now() + 20ms);
  ASSERT_FALSE(stopped.has_value());
  EXPECT_EQ(stopped.error().code, ErrorCode::kUnavailable);
  EXPECT_THAT(stopped.error().message, HasSubstr("worker 0 could not finish before the deadline"));
  release->store(true);
}

}  // namespace
}  // namespace aegis::topology
