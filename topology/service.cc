#include "topology/service.h"

#include <poll.h>
#include <signal.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "connectors/kafka/changelogs.h"
#include "connectors/kafka/identity.h"
#include "connectors/kafka/sink.h"
#include "connectors/kafka/source.h"
#include "connectors/kafka/topic_ids.h"
#include "connectors/rocksdb/disk.h"
#include "connectors/rocksdb/store.h"
#include "connectors/system_clock.h"
#include "topology/admin.h"
#include "topology/cluster.h"
#include "topology/cpus.h"
#include "topology/drain.h"
#include "topology/metrics.h"
#include "topology/runner.h"
#include "topology/standby.h"
#include "topology/standby_cluster.h"

namespace aegis::topology {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// What a stop may take, from the signal to the end of the process.
constexpr seconds kStopTime{5};
constexpr seconds kLeaveTime{10};
// Of it, what is left for closing clients after the workers' own deadline.
constexpr milliseconds kCloseTime{500};
constexpr milliseconds kTick{100};
constexpr milliseconds kDrainAskInterval{500};
constexpr milliseconds kDrainAnswerTime{5'000};
// Of exact fingerprints, for each worker: about half a million of them.
constexpr size_t kFrontBytes = size_t{32} << 20;

sigset_t Set(std::initializer_list<int> signals) {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : signals) sigaddset(&set, signal);
  return set;
}
sigset_t Signals() { return Set({SIGTERM, SIGINT, SIGHUP}); }

// The signal, or 0 after a tick.
int NextSignal(const sigset_t& set = Signals()) {
  const timespec tick{0, std::chrono::nanoseconds(kTick).count()};
  const int signal = sigtimedwait(&set, nullptr, &tick);
  return signal < 0 ? 0 : signal;
}

// Not by the logger: its lock may be held by a thread that waits for whoever reads stderr.
[[noreturn]] void EndAsItIs(std::string_view why, int exit_code) {
  pollfd err{STDERR_FILENO, POLLOUT, 0};
  if (poll(&err, 1, 0) == 1 && (err.revents & POLLOUT) != 0) {
    [[maybe_unused]] const ssize_t n = write(STDERR_FILENO, why.data(), why.size());
  }
  std::_Exit(exit_code);
}

void LogLines(const std::string& lines) {
  size_t begin = 0;
  while (begin < lines.size()) {
    const size_t eol = std::min(lines.find('\n', begin), lines.size());
    spdlog::error("{}", lines.substr(begin, eol - begin));
    begin = eol + 1;
  }
}

class Service {
 public:
  Service(const Config& config, const ServiceOptions& options)
      : config_(config), options_(options) {}

  Status Run() {
    if (Status started = Start(); !started) return started;
    std::optional<Error> failed;
    for (;;) {
      const int signal = NextSignal();
      if (signal == SIGHUP) {
        Reload();
      } else if (signal != 0) {
        WatchStop();
        spdlog::info("{}: stopping", signal == SIGTERM ? "SIGTERM" : "SIGINT");
        // Who waits for the end of a drain must not take this for it.
        if (drain_ != nullptr && !drain_->done())
          failed = Error{ErrorCode::kInternal, "stopped before everything was drained"};
        break;
      }
      if ((failed = runner_->failure())) {
        WatchStop();
        spdlog::error("stopping: {}", failed->message);
        break;
      }
      TellOfReload();
      if (drain_ == nullptr) continue;
      if (Status drained = StepDrain(); !drained) {
        WatchStop();
        spdlog::error("stopping: {}", drained.error().message);
        failed = drained.error();
        break;
      }
      if (drain_->done()) {
        WatchStop();
        spdlog::info("drained: everything before the ends seen at the start is committed");
        break;
      }
    }
    const Status stopped = Stop();
    // From here on no error is the configuration's.
    if (failed) return Fail(ErrorCode::kInternal, failed->message);
    if (!stopped) return Fail(ErrorCode::kInternal, stopped.error().message);
    return {};
  }

 private:
  Status Start() {
    if (Status version = kafka::CheckLibraryVersion(); !version) return version;
    auto identity = kafka::Identity::Take(config_.name, config_.instance, config_.state_dir);
    if (!identity) return tl::unexpected(identity.error());
    identity_.emplace(std::move(*identity));
    auto ids = kafka::TopicIds::Open(
        config_.state_dir.empty() ? std::string() : config_.state_dir + "/topic_ids.json");
    if (!ids) return tl::unexpected(ids.error());
    topic_ids_ = std::move(*ids);
    if (Status merge = CheckKeyMerge(config_); !merge) return merge;
    if (options_.drain) {
      if (Status seen = SeeEnds(); !seen) return seen;
    }

    Runner::Options options;
    const std::vector<int> cpus = AllowedCpus();
    options.workers =
        config_.workers != 0 ? config_.workers : WorkersThatFit(cpus.size(), CgroupQuota());
    if (config_.pin) options.cpus = cpus;
    options.worker.interval = config_.interval;
    options.worker.max_records = config_.max_records;
    options.worker.max_bytes = config_.max_bytes;
    options.worker.timeout = config_.transaction_timeout;
    ReuseOptions reuse{config_.reuse_bytes, {}};
    if (getentropy(reuse.secret.data(), reuse.secret.size()) != 0)
      return Fail(ErrorCode::kInternal, "the system gives no random bytes");
    options.worker.reuse = reuse;
    options.leave = config_.stop == StopMode::kLeave;
    options.stuck_after = 3 * config_.transaction_timeout + seconds(30);

    // Of each worker: what its consumer has to tell its producer.
    std::vector<std::shared_ptr<bool>> fenced;
    for (int i = 0; i < options.workers; ++i) fenced.push_back(std::make_shared<bool>(false));
    Runner::Connect connect;
    connect.source = [this, &fenced](int worker) {
      kafka::SourceOptions source;
      source.client = SettingsOf(worker);
      source.topics = config_.work.routes->Subscription();
      source.reads = [routes = config_.work.routes](const std::string& topic) {
        return !routes->MatchTopic(topic).empty();
      };
      source.start = config_.start;
      source.topic_ids = topic_ids_.get();
      source.fenced = fenced[static_cast<size_t>(worker)];
      return kafka::NewSource(std::move(source), clock_);
    };
    connect.sink = [this, &fenced](int worker) {
      return kafka::NewSink(SettingsOf(worker), clock_, fenced[static_cast<size_t>(worker)]);
    };

    if (const auto& routes = config_.work.plan->routes;
        std::any_of(routes.begin(), routes.end(),
                    [](const RoutePlan& route) { return route.dedup.has_value(); })) {
      auto disk = rocks::Disk::Open({.dir = config_.state_dir});
      if (!disk) return tl::unexpected(disk.error());
      disk_ = std::move(*disk);
      options.worker.states.name = config_.name;
      connect.store = [this](int) -> Result<std::unique_ptr<io::Store>> {
        return rocks::NewStore(disk_, kFrontBytes);
      };
      connect.changelogs = [this](int worker) {
        return kafka::NewChangelogs(SettingsOf(worker), clock_);
      };
      if (config_.standby) {
        auto access = ConnectStandby(config_, disk_, clock_);
        if (!access) return tl::unexpected(access.error());
        standby_ = std::make_unique<Standby>(StandbyOptions(), std::move(*access), clock_);
        options.worker.states.standby = standby_.get();
      }
    }

    if (Status listening = Listen(); !listening) return listening;
    if (options_.before_workers) options_.before_workers();
    auto runner = Runner::Start(options, config_.work, connect, clock_);
    if (!runner) return tl::unexpected(runner.error());
    {
      const std::lock_guard lock(mutex_);
      runner_ = std::move(*runner);
    }
    if (standby_ != nullptr) standby_->Start();
    spdlog::info("{} of instance {} ({} member), {} workers, plan {}", config_.name,
                 identity_->instance(), identity_->is_static() ? "static" : "dynamic",
                 options.workers, config_.work.plan->hash);
    return {};
  }

  kafka::ClientSettings SettingsOf(int worker) const {
    kafka::ClientSettings settings = config_.Settings();
    settings.member_id = identity_->ForWorker(worker);
    settings.static_member = identity_->is_static();
    settings.note_offsets = disk_ != nullptr;
    return settings;
  }

  // Before the workers: an address in use must not cost a rebalance.
  Status Listen() {
    AdminServer::Pages pages;
    pages.metrics = [this] {
      std::vector<StandbyCopy> copies;
      if (standby_ != nullptr) copies = standby_->Copies();
      const std::lock_guard lock(mutex_);
      std::optional<rocks::DiskUsage> disk;
      if (disk_ != nullptr) disk = disk_->Usage();
      return MetricsText(Counters(), {options_.version, kafka::LibraryVersion()},
                         ReadProcessUsage(), disk ? &*disk : nullptr, clock_.WallMs(),
                         standby_ == nullptr ? nullptr : &copies);
    };
    pages.health = [this] {
      const std::lock_guard lock(mutex_);
      const std::string sick = runner_ == nullptr ? std::string() : runner_->Sick();
      return AdminServer::Answer{sick.empty(), sick.empty() ? "ok" : sick};
    };
    pages.ready = [this] {
      const std::lock_guard lock(mutex_);
      const std::string why = runner_ == nullptr ? "starting" : runner_->NotReady();
      return AdminServer::Answer{why.empty(), why.empty() ? "ready" : why};
    };
    pages.page = [this] {
      const std::lock_guard lock(mutex_);
      PageFacts facts{config_.name, config_.group, options_.version, {}};
      const std::string why = runner_ == nullptr ? "starting" : runner_->NotReady();
      if (!why.empty()) facts.not_ready.push_back(why);
      return AdminPage(Counters(), facts, clock_.WallMs());
    };
    auto admin = AdminServer::Start(config_.admin, std::move(pages));
    if (!admin) return tl::unexpected(admin.error());
    admin_ = std::move(*admin);
    if (options_.on_admin) options_.on_admin(admin_->url());
    return {};
  }

  std::vector<const WorkerCounters*> Counters() const {
    return runner_ == nullptr ? std::vector<const WorkerCounters*>() : runner_->counters();
  }

  // --- reload

  void Reload() {
    spdlog::info("SIGHUP: reading {} again", options_.file);
    const LoadedConfig loaded = LoadConfig(options_.file);
    if (!loaded.config) {
      LogLines(loaded.problems);
      spdlog::error("reload refused: the file has mistakes; nothing was changed");
      return;
    }
    const std::vector<std::string> restart = NeedRestart(config_, *loaded.config);
    if (!restart.empty()) {
      for (const std::string& path : restart)
        spdlog::error("`{}` changed, which takes a restart", path);
      spdlog::error("reload refused; nothing was changed");
      return;
    }
    if (Status merge = CheckKeyMerge(*loaded.config); !merge) {
      spdlog::error("reload refused: {}; nothing was changed", merge.error().message);
      return;
    }
    if (loaded.config->work.plan->hash == taken_.plan->hash) {
      spdlog::info("reload: the plan is the same ({})", taken_.plan->hash);
    }
    taken_ = loaded.config->work;
    runner_->Offer(taken_);
    offered_ = true;
  }

  void TellOfReload() {
    if (!offered_ || !runner_->OfferTaken()) return;
    offered_ = false;
    spdlog::info("reloaded: plan {}", taken_.plan->hash);
  }

  // --- drain

  Status SeeEnds() {
    kafka::ClientSettings settings = config_.Settings();
    auto client = kafka::Admin::New(settings);
    if (!client) return tl::unexpected(client.error());
    drain_client_ = std::move(*client);
    auto partitions = InputPartitions(config_, *drain_client_);
    if (!partitions) return tl::unexpected(partitions.error());
    // A mistyped topic must not look like a drained one.
    for (const Route& route : config_.work.routes->routes()) {
      for (const std::string& topic : route.topics) {
        const auto found =
            std::find_if(partitions->begin(), partitions->end(),
                         [&](const io::TopicPartition& input) { return input.topic == topic; });
        if (found == partitions->end())
          return Fail(ErrorCode::kNotFound, "cannot drain: there is no topic " + topic +
                                                ", which route " + route.name + " reads");
      }
    }
    if (partitions->empty())
      return Fail(ErrorCode::kNotFound, "cannot drain: no topic matches what the routes read");
    auto ends = drain_client_->EndOffsets(*partitions, kDrainAnswerTime);
    if (!ends) return tl::unexpected(ends.error());
    auto begins = drain_client_->BeginningOffsets(*partitions, kDrainAnswerTime);
    if (!begins) return tl::unexpected(begins.error());
    drain_ = std::make_unique<Drain>(*ends, *begins);
    return {};
  }

  Status StepDrain() {
    std::vector<PartitionState> ours;
    for (const WorkerCounters* counters : runner_->counters()) {
      for (PartitionState& state : counters->Partitions()) ours.push_back(std::move(state));
    }
    drain_->Note(ours);
    if (drain_->done()) return {};
    const io::Time now = clock_.Now();
    if (now >= drain_ask_due_) {
      // What other instances of the group own.
      drain_ask_due_ = now + kDrainAskInterval;
      const std::vector<io::TopicPartition> left = drain_->left();
      if (auto committed = drain_client_->CommittedOffsets(left, kDrainAnswerTime)) {
        for (const auto& [partition, offset] : *committed) drain_->Note(partition, offset.offset);
      }
    }
    const std::string stuck = drain_->Stuck();
    if (!drain_->done() && !stuck.empty()) {
      return Fail(ErrorCode::kUnavailable, "cannot drain, all that is left stands still: " + stuck);
    }
    return {};
  }

  // --- stop

  // Whatever hangs, a log line among it, the process is gone at the deadline: until its very end. A
  // second signal does not wait for it, unless all is stopped already.
  void WatchStop() {
    const seconds allowed = config_.stop == StopMode::kLeave ? kLeaveTime : kStopTime;
    stop_until_ = clock_.Now() + allowed;
    std::thread([until = stop_until_, done = stopped_] {
      const io::SystemClock clock;
      while (clock.Now() < until) {
        const int signal = NextSignal();
        if (!done->load() && (signal == SIGTERM || signal == SIGINT)) break;
      }
      EndAsItIs("aegis: not stopped in time: ending as it is; the broker aborts what is open\n", 1);
    }).detach();
  }

  Status Stop() {
    if (standby_ != nullptr) standby_->AskStop();
    const Status stopped = runner_->Stop(stop_until_ - kCloseTime);
    if (!stopped && stopped.error().code == ErrorCode::kUnavailable) {
      spdlog::error("{}; the broker aborts what is open", stopped.error().message);
      std::_Exit(1);
    }
    admin_.reset();
    runner_.reset();
    standby_.reset();
    stopped_->store(true);
    if (stopped) spdlog::info("stopped");
    return stopped;
  }

  const Config& config_;
  const ServiceOptions& options_;
  const io::SystemClock clock_;
  std::optional<kafka::Identity> identity_;
  std::unique_ptr<kafka::TopicIds> topic_ids_;
  std::shared_ptr<rocks::Disk> disk_;  // of dedup states; null without
  std::unique_ptr<Standby> standby_;   // of others' states; null where none are kept
  Work taken_ = config_.work;
  bool offered_ = false;
  std::unique_ptr<kafka::Admin> drain_client_;
  std::unique_ptr<Drain> drain_;
  io::Time drain_ask_due_{};
  io::Time stop_until_{};
  const std::shared_ptr<std::atomic<bool>> stopped_ = std::make_shared<std::atomic<bool>>(false);
  std::mutex mutex_;  // runner_ while the admin server starts before it
  std::unique_ptr<Runner> runner_;
  std::unique_ptr<AdminServer> admin_;  // last: its threads read all of the above
};

}  // namespace

void HoldSignals() {
  const sigset_t set = Signals();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  signal(SIGPIPE, SIG_IGN);
}

EndAtSignal::EndAtSignal(int exit_code) {
  thread_ = std::thread([this, exit_code] {
    while (!over_.load()) {
      if (NextSignal(Set({SIGTERM, SIGINT})) > 0)
        EndAsItIs("aegis: stopped before it had begun\n", exit_code);
    }
  });
}

EndAtSignal::~EndAtSignal() {
  over_.store(true);
  thread_.join();
}

Status Serve(const Config& config, const ServiceOptions& options) {
  return Service(config, options).Run();
}

}  // namespace aegis::topology
