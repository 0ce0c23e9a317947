#include "topology/runner.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "topology/cpus.h"

namespace aegis::topology {
namespace {

// How often a worker tells whether it is a member of its group: asking takes a lock of the client.
constexpr io::Duration kMembershipInterval = std::chrono::milliseconds(250);

}  // namespace

struct Runner::State {
  struct Member {
    int number = 0;
    WorkerCounters counters;
    std::unique_ptr<io::Source> source;
    std::unique_ptr<io::Sink> sink;
    std::unique_ptr<io::Store> store;
    std::unique_ptr<io::Changelogs> changelogs;
    std::unique_ptr<Worker> worker;
    std::thread thread;
    std::atomic<bool> joined{false};
    std::atomic<int64_t> turn_began_ns{0};
    bool ended = false;  // under the mutex
    std::optional<Error> error;
  };

  State(const Options& given, const io::Clock& a_clock) : options(given), clock(a_clock) {}

  void Run(Member& member);
  void End(Member& member, const Status& status);

  const Options options;
  const io::Clock& clock;
  std::vector<std::unique_ptr<Member>> members;
  std::atomic<bool> stopping{false};
  std::atomic<int64_t> stop_deadline_ns{0};
  mutable std::mutex mutex;
  std::condition_variable ended;
  std::optional<Error> failure;
};

void Runner::State::Run(Member& member) {
  if (!options.cpus.empty()) {
    const int cpu = options.cpus[static_cast<size_t>(member.number) % options.cpus.size()];
    // Slower, not wrong.
    if (const Status pinned = PinThisThread(cpu); !pinned)
      spdlog::warn("{}", pinned.error().message);
  }
  io::Time membership_due{};
  while (!stopping.load(std::memory_order_acquire)) {
    const io::Time now = clock.Now();
    member.turn_began_ns.store(now.time_since_epoch().count(), std::memory_order_relaxed);
    if (const Status step = member.worker->Step(now); !step) return End(member, step);
    if (now < membership_due) continue;
    membership_due = now + kMembershipInterval;
    member.joined.store(member.source->membership() != nullptr, std::memory_order_relaxed);
  }
  member.joined.store(false, std::memory_order_relaxed);
  const io::Time deadline{io::Duration(stop_deadline_ns.load(std::memory_order_acquire))};
  End(member, member.worker->Stop(options.leave, deadline));
}

void Runner::State::End(Member& member, const Status& status) {
  member.joined.store(false, std::memory_order_relaxed);
  std::unique_ptr<Worker> worker;
  {
    const std::lock_guard lock(mutex);  // Offer may hold it
    worker = std::move(member.worker);
  }
  // Here, on the worker's own thread and CPU: closing clients takes time, and the workers close at
  // the same time.
  worker.reset();
  member.changelogs.reset();
  member.store.reset();
  member.sink.reset();
  member.source.reset();
  const std::lock_guard lock(mutex);
  if (!status) {
    member.error = Error{status.error().code,
                         "worker " + std::to_string(member.number) + ": " + status.error().message};
    if (!failure) failure = member.error;
  }
  member.ended = true;
  ended.notify_all();
}

Runner::Runner() = default;

Result<std::unique_ptr<Runner>> Runner::Start(const Options& options, const Work& work,
                                              const Connect& connect, const io::Clock& clock) {
  std::unique_ptr<Runner> runner(new Runner());
  runner->state_ = std::make_shared<State>(options, clock);
  State& state = *runner->state_;
  for (int i = 0; i < options.workers; ++i) {
    auto member = std::make_unique<State::Member>();
    member->number = i;
    member->turn_began_ns.store(clock.Now().time_since_epoch().count());
    auto source = connect.source(i);
    if (!source) return tl::unexpected(source.error());
    member->source = std::move(*source);
    auto sink = connect.sink(i);
    if (!sink) return tl::unexpected(sink.error());
    member->sink = std::move(*sink);
    WorkerOptions worker_options = options.worker;
    worker_options.number = i;
    if (connect.store) {
      auto store = connect.store(i);
      if (!store) return tl::unexpected(store.error());
      member->store = std::move(*store);
      auto changelogs = connect.changelogs(i);
      if (!changelogs) return tl::unexpected(changelogs.error());
      member->changelogs = std::move(*changelogs);
      worker_options.states.store = member->store.get();
      worker_options.states.changelogs = member->changelogs.get();
    }
    auto worker =
        Worker::New(worker_options, work, *member->source, *member->sink, clock, member->counters);
    if (!worker) return tl::unexpected(worker.error());
    member->worker = std::move(*worker);
    state.members.push_back(std::move(member));
  }
  // The threads hold the state, so that one that outlives Stop's deadline never touches what is
  // gone.
  for (const auto& member : state.members) {
    member->thread = std::thread([shared = runner->state_, m = member.get()] { shared->Run(*m); });
  }
  return runner;
}

Runner::~Runner() {
  if (state_ == nullptr) return;
  state_->stop_deadline_ns.store(state_->clock.Now().time_since_epoch().count());
  state_->stopping.store(true, std::memory_order_release);
  for (const auto& member : state_->members) {
    if (member->thread.joinable()) member->thread.join();
  }
}

std::optional<Error> Runner::failure() const {
  const std::lock_guard lock(state_->mutex);
  return state_->failure;
}

std::string Runner::NotReady() const {
  if (const auto error = failure()) return error->message;
  if (state_->stopping.load()) return "stopping";
  for (const auto& member : state_->members) {
    if (!member->joined.load(std::memory_order_relaxed)) {
      return "worker " + std::to_string(member->number) + " has not joined the group";
    }
  }
  return {};
}

std::string Runner::Sick() const {
  if (const auto error = failure()) return error->message;
  const int64_t now = state_->clock.Now().time_since_epoch().count();
  for (const auto& member : state_->members) {
    const int64_t turn = now - member->turn_began_ns.load(std::memory_order_relaxed);
    if (!state_->stopping.load() && turn > state_->options.stuck_after.count()) {
      return "worker " + std::to_string(member->number) + " has been in one call for " +
             std::to_string(turn / 1'000'000'000) + " s";
    }
  }
  return {};
}

void Runner::Offer(const Work& work) {
  const std::lock_guard lock(state_->mutex);
  for (const auto& member : state_->members) {
    if (!member->ended && member->worker != nullptr) member->worker->Offer(work);
  }
}

bool Runner::OfferTaken() const {
  const std::lock_guard lock(state_->mutex);
  for (const auto& member : state_->members) {
    if (!member->ended && member->worker != nullptr && !member->worker->OfferTaken()) return false;
  }
  return true;
}

Status Runner::Stop(io::Time deadline) {
  State& state = *state_;
  state.stop_deadline_ns.store(deadline.time_since_epoch().count(), std::memory_order_release);
  state.stopping.store(true, std::memory_order_release);
  {
    std::unique_lock lock(state.mutex);
    const auto all_ended = [&] {
      for (const auto& member : state.members) {
        if (!member->ended) return false;
      }
      return true;
    };
    // Waits by the real clock: time that somebody else gives may stand still.
    const auto left = std::max(io::Duration(0), deadline - state.clock.Now());
    if (!state.ended.wait_for(lock, left, all_ended)) {
      for (const auto& member : state.members) {
        if (!member->ended) {
          return Fail(ErrorCode::kUnavailable, "worker " + std::to_string(member->number) +
                                                   " could not finish before the deadline");
        }
      }
    }
  }
  for (const auto& member : state.members) member->thread.join();
  for (const auto& member : state.members) {
    if (member->error) return tl::unexpected(*member->error);
  }
  return {};
}

std::vector<const WorkerCounters*> Runner::counters() const {
  std::vector<const WorkerCounters*> all;
  for (const auto& member : state_->members) all.push_back(&member->counters);
  return all;
}

}  // namespace aegis::topology
