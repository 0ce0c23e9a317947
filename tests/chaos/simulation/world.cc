#include "tests/chaos/simulation/world.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "connectors/memory/store.h"
#include "src/plan/compile.h"
#include "tests/chaos/simulation/contents.h"
#include "tests/chaos/simulation/disks.h"

namespace aegis::simulation {
namespace {

using memory::Client;
using memory::Delivery;
using memory::Point;
using memory::Request;
using memory::Slow;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int32_t kMostPartitions = 5;
constexpr auto kSession = seconds(1);
constexpr auto kTransaction = seconds(1);
constexpr auto kRequest = milliseconds(300);
// After the last thing that went wrong: some sessions and transactions, and the longest pause of a
// worker between two replays.
constexpr auto kDrainBound = seconds(60);
// Calls within calls: beyond, who waits does so alone.
constexpr int kDeepest = 3;

constexpr const char* kPointNames[] = {
    "after poll",         "after produce",          "before flush",         "after flush",
    "after send offsets", "after commit",           "after abort",          "after renew",
    "during a restore",   "before a state's write", "after a state's write"};
// So many schedules of ten have dedup.
constexpr uint32_t kWithDedup = 4;

constexpr const char* kRequestNames[] = {"join",    "heartbeat",    "fetch offsets",
                                         "fetch",   "describe",     "init producer",
                                         "produce", "send offsets", "end transaction"};

// The process is dead: what unwinds is only this program's stack.
struct Killed {};

// How often what goes wrong, in ten thousand; a schedule has a part of it only, so that rare things
// meet without others between them.
struct Weather {
  uint32_t kill_at = 0;
  uint32_t freeze_at = 0;
  uint32_t lost = 0;
  uint32_t answer_lost = 0;
  uint32_t delayed = 0;
  uint32_t retriable = 0;
  uint32_t produce_fails = 0;
  uint32_t lingers = 0;
  uint32_t read_fails = 0;
  uint32_t heartbeat_lost = 0;
  uint32_t slow_marker = 0;
  uint32_t slow_answer = 0;
  // Of a turn of the world:
  uint32_t kill = 0;
  uint32_t stop = 0;
  uint32_t join = 0;
  uint32_t cut = 0;
  uint32_t reload = 0;
  uint32_t grow = 0;
  uint32_t recreate = 0;
  uint32_t poison = 0;  // of a record
  uint32_t transactional_input = 0;
  // With dedup only:
  uint32_t damage = 0;
  uint32_t full = 0;
};

struct Process {
  Client client = 0;
  std::string name;
  bool is_static = false;
  std::string transactional_id;
  topology::WorkerCounters counters;
  std::shared_ptr<bool> fenced = std::make_shared<bool>(false);
  std::unique_ptr<io::Source> source;
  std::unique_ptr<io::Sink> sink;
  std::shared_ptr<memory::StateDisk> disk;  // null without dedup
  std::unique_ptr<io::Store> store;
  std::unique_ptr<io::Changelogs> changelogs;
  std::unique_ptr<topology::Worker> worker;
  bool running = false;  // within a call of ours
  bool frozen = false;
  bool doomed = false;  // dies when it goes on
  bool dead = false;
  io::Time cut_until{};
};

class World final : public memory::Network {
 public:
  World(const AllWorks& works, uint64_t seed, bool with_trace)
      : random_(seed), state_random_(~seed), with_trace_(with_trace) {
    if (state_random_.Below(10) < kWithDedup)
      dedup_number_ = 1 + state_random_.Below(static_cast<uint32_t>(std::size(kDedups) - 1));
    works_ = &works[dedup_number_];
    cluster_.Connect(clock_, *this);
  }

  Verdict Run() {
    Prepare();
    const io::Time end = clock_.Now() + random_.Milliseconds(1500, 6000);
    while (clock_.Now() < end && !violation_) Turn(seconds(1));
    Heal();
    Drain();
    if (!violation_) Judge();
    return {std::move(violation_), std::move(trace_), steps_};
  }

  // --- Network ---

  Delivery Send(Request request, Client client) override {
    if (!chaos_) return Delivery::kAnswered;
    const Process& process = *processes_[client];
    if (clock_.Now() < std::max(process.cut_until, down_until_)) {
      // What cannot be sent stays with the client.
      if (request == Request::kProduce) return Delivery::kDelayed;
      return Delivery::kLost;
    }
    Delivery delivery = Draw(request);
    if (with_trace_ && delivery != Delivery::kAnswered)
      Trace(process, std::string(kRequestNames[static_cast<size_t>(request)]) + NameOf(delivery));
    return delivery;
  }

  void Reach(Point point, Client client) override {
    if (!chaos_) return;
    Process& process = *processes_[client];
    if (random_.Happens(weather_.kill_at)) {
      Trace(process, std::string("killed ") + kPointNames[static_cast<size_t>(point)]);
      throw Killed{};
    }
    if (depth_ < kDeepest && random_.Happens(weather_.freeze_at)) {
      const io::Duration time = random_.Milliseconds(50, random_.Below(2) == 0 ? 800 : 4000);
      Trace(process, std::string("frozen ") + kPointNames[static_cast<size_t>(point)]);
      process.frozen = true;
      WaitFor(process, time);
      process.frozen = false;
      Trace(process, "wakes up");
      // Either the library finds out first what happened, or the process goes on first.
      if (random_.Below(2) == 0) cluster_.Tick();
    }
  }

  void Wait(Client client, io::Duration time) override { WaitFor(*processes_[client], time); }

  io::Duration Takes(Slow what) override {
    if (!chaos_) return {};
    switch (what) {
      case Slow::kMarker:
        return random_.Happens(weather_.slow_marker) ? random_.Milliseconds(1, 400)
                                                     : io::Duration{};
      case Slow::kAnswer:
        return random_.Happens(weather_.slow_answer) ? random_.Milliseconds(1, 200)
                                                     : io::Duration{};
      case Slow::kDelivery:
        return random_.Milliseconds(20, 1500);
    }
    return {};
  }

  bool IsDead(Client client) const override { return processes_[client]->dead; }
  bool IsFrozen(Client client) const override {
    return processes_[client]->frozen || processes_[client]->dead;
  }

 private:
  // --- The beginning ---

  void Prepare() {
    DrawWeather();
    partitions_ = static_cast<int32_t>(random_.Between(1, 4));
    names_ = random_.Between(1, 3);
    from_latest_ = random_.Below(4) == 0;
    all_static_ = random_.Below(3);
    options_.interval = random_.Milliseconds(20, 150);
    options_.max_records = random_.Between(1, 25);
    options_.poll_records = random_.Between(1, 20);
    options_.timeout = kTransaction;
    batch_ = random_.Between(1, 6);
    inputs_wanted_ = random_.Between(15, 60);
    cluster_.CreateTopic(kInputTopic, partitions_);
    for (const char* topic : {kSameTopic, kReloadedTopic, kKeyedTopic})
      cluster_.CreateTopic(topic, kMostPartitions);
    if (has_dedup()) PrepareDedup();
    cluster_.CreateTopic(kDeadTopic, 2);
    cluster_.CreateTopic(kReceiptsTopic, 2);
    cluster_.SetClientLimit(kClientLimit);
    for (const char* topic : {kSameTopic, kReloadedTopic, kKeyedTopic, kDuplicatesTopics[0],
                              kDuplicatesTopics[kKeyed]}) {
      const bool keyed = topic == std::string_view(kKeyedTopic) ||
                         topic == std::string_view(kDuplicatesTopics[kKeyed]);
      cluster_.Refuse(topic, [keyed](const memory::OptionalBytes& value) {
        if (!value) return false;
        return value->find(kRefusedWord) != std::string::npos ||
               (keyed && value->find(kRefusedOnKeyedWord) != std::string::npos);
      });
    }
    for (uint32_t i = 0; i < inputs_wanted_ / 4; ++i) Generate();
    for (uint32_t i = 0; i < names_; ++i) Start(i);
  }

  // All that is drawn for dedup comes from a stream of its own, so that it changes nothing of the
  // schedules without.
  void PrepareDedup() {
    for (const char* topic : kDuplicatesTopics) cluster_.CreateTopic(topic, kMostPartitions);
    contents_.emplace(dedup(), state_random_.Next());
    disks_.emplace(state_random_.Next());
    changelog_poll_ = state_random_.Between(1, 12);
    if (state_random_.Below(2) == 0) options_.states.restore_entries = state_random_.Between(1, 20);
    if (state_random_.Below(3) == 0) weather_.damage = state_random_.Between(20, 200);
    if (state_random_.Below(4) == 0) weather_.full = state_random_.Between(20, 100);
    quiet_weekend_ = state_random_.Below(12) == 0;
  }

  void DrawWeather() {
    auto some = [this](uint32_t rare, uint32_t often) {
      switch (random_.Below(3)) {
        case 0:
          return random_.Between(rare, often);
        default:
          return 0u;
      }
    };
    weather_.kill_at = some(20, 200);
    weather_.freeze_at = some(20, 250);
    weather_.lost = some(50, 1000);
    weather_.answer_lost = some(50, 1000);
    weather_.delayed = some(50, 1500);
    weather_.retriable = some(50, 1000);
    weather_.produce_fails = some(10, 200);
    weather_.lingers = some(500, 5000);
    weather_.read_fails = some(100, 2000);
    weather_.heartbeat_lost = some(500, 8000);
    weather_.slow_marker = some(1000, 9000);
    weather_.slow_answer = some(1000, 9000);
    weather_.kill = some(20, 200);
    weather_.stop = some(20, 200);
    weather_.join = random_.Between(200, 2000);
    weather_.cut = some(20, 150);
    weather_.reload = some(20, 150);
    weather_.grow = some(10, 60);
    weather_.recreate = random_.Below(12) == 0 ? random_.Between(30, 100) : 0;
    weather_.poison = some(300, 2000);
    weather_.transactional_input = some(2000, 8000);
  }

  // --- Time ---

  void Advance(io::Duration by) {
    clock_.Advance(by);
    cluster_.Tick();
  }

  // One turn of the world, of at most that long.
  void Turn(io::Duration longest) {
    StepSomebody();
    Advance(std::min<io::Duration>(longest, random_.Milliseconds(1, 40)));
    if (!chaos_) return;
    Nemesis();
    if (inputs_.size() < inputs_wanted_ && random_.Below(4) == 0) Generate();
  }

  void WaitFor(Process& process, io::Duration time) {
    const io::Time until = clock_.Now() + time;
    if (depth_ < kDeepest) {
      ++depth_;
      while (clock_.Now() < until) Turn(until - clock_.Now());
      --depth_;
    } else {
      Advance(time);
    }
    if (process.doomed) throw Killed{};
  }

  void StepSomebody() {
    std::array<Process*, 8> ready{};
    size_t count = 0;
    for (const auto& process : alive_) {
      if (!process->running && count < ready.size()) ready[count++] = process.get();
    }
    if (count == 0) return;
    Process& process = *ready[random_.Below(static_cast<uint32_t>(count))];
    Within(process, [&] { return process.worker->Step(clock_.Now()); });
  }

  // Calls into the worker; who dies in there, or gives up, is gone afterwards.
  template <class Call>
  void Within(Process& process, const Call& call) {
    ++steps_;
    process.running = true;
    const int depth = depth_;
    bool gone = false;
    bool killed = false;
    try {
      if (Status status = call(); !status) {
        gone = true;
        Trace(process, "gives up: " + status.error().message);
        // Somebody else has its id; it was held up three times at a record that the broker had
        // refused; or its disk is full. All end a process by design, and somebody starts it again.
        const bool by_design =
            status.error().code == ErrorCode::kConflict ||
            status.error().message.find("with its dead letter") != std::string::npos ||
            (weather_.full > 0 && chaos_ &&
             status.error().message == "the state cannot be written");
        if (!by_design) violation_ = "a worker stopped: " + status.error().message;
      }
    } catch (const Killed&) {
      gone = killed = true;
      ++silent_ends_;
      depth_ = depth;
    }
    process.running = false;
    if (gone) Bury(process);
    if (killed) Crash(process);
  }

  // --- Processes ---

  void Start(uint32_t name_index) {
    auto made = std::make_unique<Process>();
    Process& process = *made;
    process.client = static_cast<Client>(processes_.size());
    process.name = std::string(1, static_cast<char>('a' + name_index));
    process.is_static = all_static_ == 0 || (all_static_ == 1 && name_index % 2 == 0);
    // A dynamic member has a fresh id for each start.
    process.transactional_id =
        process.is_static ? process.name : process.name + "." + std::to_string(process.client);
    processes_.push_back(made.get());
    alive_.push_back(std::move(made));
    Trace(process, process.is_static ? "starts, static" : "starts, dynamic");
    process.source = memory::NewSource(
        cluster_, {.group = kGroup,
                   .member = process.is_static ? process.name : process.transactional_id,
                   .topics = {kInputTopic},
                   .from_latest = from_latest_,
                   .static_member = process.is_static,
                   .session = kSession,
                   .client = process.client,
                   .topic_ids = &topic_ids_,
                   .fenced = process.fenced});
    process.sink = memory::NewSink(cluster_, {.group = kGroup,
                                              .transactional_id = process.transactional_id,
                                              .batch = batch_,
                                              .timeout = kTransaction,
                                              .request_timeout = kRequest,
                                              .client = process.client,
                                              .fenced = process.fenced});
    topology::WorkerOptions options = options_;
    if (has_dedup()) {
      const bool taken = std::any_of(alive_.begin(), alive_.end(), [&](const auto& other) {
        return other.get() != &process && other->name == process.name;
      });
      process.disk = disks_->Find(name_index, taken);
      process.store = memory::NewStore(process.disk, this, process.client);
      process.changelogs = memory::NewChangelogs(cluster_, process.client, changelog_poll_);
      options.states.store = process.store.get();
      options.states.changelogs = process.changelogs.get();
      options.states.name = kPipeline;
    }
    auto worker = topology::Worker::New(options, reloaded_ ? works_->after : works_->before,
                                        *process.source, *process.sink, clock_, process.counters);
    if (worker) {
      process.worker = std::move(*worker);
    } else {
      violation_ = "a worker cannot be made: " + worker.error().message;
      Bury(process);
    }
  }

  // Nothing of it is said to anybody. What it counted stays.
  void Bury(Process& process) {
    process.dead = true;
    CountIn(process);
    process.worker.reset();
    process.sink.reset();
    process.source.reset();
    process.changelogs.reset();
    process.store.reset();
    for (auto at = alive_.begin(); at != alive_.end(); ++at) {
      if (at->get() != &process) continue;
      buried_.push_back(std::move(*at));
      alive_.erase(at);
      break;
    }
  }

  void Crash(Process& process) {
    if (process.disk != nullptr) disks_->Crash(*process.disk, partitions_);
  }

  void CountIn(const Process& process) {
    for (const auto& plan : process.counters.Plans()) {
      for (size_t i = 0; i < 2; ++i) {
        counted_.forwarded[i] += plan->routes[i].forwarded.value();
        counted_.routed[i] += plan->routes[i].routed.value();
        for (const auto& quarantined : plan->routes[i].quarantined)
          counted_.quarantined[i] += quarantined.value();
        for (const auto& dropped : plan->routes[i].dropped) counted_.dropped[i] += dropped.value();
      }
    }
    silent_ends_ +=
        process.counters.transactions[static_cast<size_t>(topology::TransactionResult::kUnknown)]
            .value();
  }

  Process* Somebody() {
    if (alive_.empty()) return nullptr;
    return alive_[random_.Below(static_cast<uint32_t>(alive_.size()))].get();
  }

  void Kill(Process& process) {
    Trace(process, "killed");
    if (process.running) {
      process.doomed = true;
    } else {
      ++silent_ends_;
      Bury(process);
      Crash(process);
    }
  }

  void Stop(Process& process, bool leave) {
    Trace(process, leave ? "stops and leaves" : "stops");
    Within(process, [&] {
      // That the last transaction could not be committed, or the group not be left, is no fault.
      static_cast<void>(process.worker->Stop(leave, clock_.Now() + kTransaction));
      return Status();
    });
    if (!process.dead) Bury(process);
  }

  // --- Nemesis ---

  void Nemesis() {
    if (random_.Happens(weather_.kill)) {
      if (Process* process = Somebody()) Kill(*process);
    }
    if (random_.Happens(weather_.stop)) {
      Process* process = Somebody();
      if (process != nullptr && !process->running && depth_ < kDeepest)
        Stop(*process, random_.Below(2) == 0);
    }
    if (random_.Happens(weather_.join)) {
      // Also while a frozen one of the same name is still there.
      const uint32_t name = random_.Below(names_);
      const bool there = std::any_of(alive_.begin(), alive_.end(), [&](const auto& process) {
        return process->name[0] == static_cast<char>('a' + name) && !process->frozen;
      });
      if (!there && alive_.size() < 6) Start(name);
    }
    if (random_.Happens(weather_.cut)) {
      const io::Time until = clock_.Now() + random_.Milliseconds(50, 2500);
      if (random_.Below(3) == 0) {
        down_until_ = until;
        Trace("brokers are down");
      } else if (Process* process = Somebody()) {
        process->cut_until = until;
        Trace(*process, "cut off");
      }
    }
    if (random_.Happens(weather_.reload)) {
      reloaded_ = !reloaded_;
      Trace("reload");
      for (const auto& process : alive_)
        process->worker->Offer(reloaded_ ? works_->after : works_->before);
    }
    if (random_.Happens(weather_.grow) && partitions_ < kMostPartitions) {
      Trace("a partition is added");
      cluster_.GrowTopic(kInputTopic, ++partitions_);
    }
    if (depth_ == 0 && random_.Happens(weather_.recreate)) Recreate();
    if (has_dedup()) StateNemesis();
  }

  void StateNemesis() {
    if (state_random_.Happens(weather_.damage) && !alive_.empty()) {
      Process& process = *alive_[state_random_.Below(static_cast<uint32_t>(alive_.size()))];
      Trace(process, "a state is damaged");
      disks_->Damage(*process.disk, partitions_);
    }
    if (state_random_.Happens(weather_.full) && !alive_.empty()) {
      Process& process = *alive_[state_random_.Below(static_cast<uint32_t>(alive_.size()))];
      const bool full = state_random_.Below(2) == 0;
      Trace(process, full ? "its disk is full" : "its disk has room");
      process.disk->FailApplies(full);
    }
    if (quiet_weekend_ && depth_ == 0 && state_random_.Below(30) == 0) {
      quiet_weekend_ = false;
      Trace("after a quiet weekend");
      contents_->BeQuiet();
      const auto partition =
          static_cast<int32_t>(state_random_.Below(static_cast<uint32_t>(partitions_)));
      for (size_t i = 0; i < kAgreeing + 15; ++i) Generate(partition);
      inputs_wanted_ += kAgreeing + 30;
    }
  }

  // While nobody is within a call, or stops: the next thing that a worker does is to look at the
  // id. What it commits before that is not promised to be noticed.
  void Recreate() {
    weather_.recreate = 0;
    weather_.stop = 0;
    Trace("the input topic is made again");
    cluster_.RecreateTopic(kInputTopic);
    open_inputs_.clear();
    inputs_wanted_ += 10;
  }

  // --- Inputs ---

  void Generate(std::optional<int32_t> partition = {}) {
    Input input;
    input.number = static_cast<int>(inputs_.size());
    input.kind = Kind::kPlain;
    if (random_.Happens(weather_.poison)) {
      constexpr Kind kPoison[] = {Kind::kBroken, Kind::kRefused, Kind::kTooLarge,
                                  Kind::kRefusedOnKeyed};
      input.kind = kPoison[random_.Below(std::size(kPoison))];
    } else if (random_.Below(2) == 0) {
      input.kind = random_.Below(8) == 0 ? Kind::kTombstone : Kind::kPlanted;
    }
    input.message = MessageOf(input);
    input.topic_id = cluster_.TopicId(kInputTopic);
    input.partition = {kInputTopic,
                       static_cast<int32_t>(random_.Below(static_cast<uint32_t>(partitions_)))};
    if (partition) input.partition.partition = *partition;
    if (contents_) contents_->Fill(inputs_, input);
    if (random_.Happens(weather_.transactional_input)) {
      if (open_inputs_.empty() || random_.Below(3) == 0)
        open_inputs_.push_back(cluster_.OpenTransaction());
      input.transaction = open_inputs_[random_.Below(static_cast<uint32_t>(open_inputs_.size()))];
      input.offset = cluster_.AppendIn(input.transaction, input.partition, input.message);
    } else {
      input.offset = cluster_.Append(input.partition, input.message, random_.Below(6) == 0);
    }
    inputs_.push_back(std::move(input));
    if (!open_inputs_.empty() && random_.Below(4) == 0) EndInputs(random_.Below(3) != 0);
  }

  void EndInputs(bool commit) {
    const uint64_t transaction = open_inputs_.back();
    open_inputs_.pop_back();
    cluster_.EndTransaction(transaction, commit);
    for (Input& input : inputs_) {
      if (input.transaction == transaction) input.aborted = !commit;
    }
  }

  memory::Message MessageOf(const Input& input) {
    const std::string number = std::to_string(input.number);
    memory::Message message;
    message.timestamp_ms = kFirstTimestamp + input.number;
    if (input.kind == Kind::kTombstone || random_.Below(8) != 0) message.key = "k" + number;
    if (random_.Below(6) == 0) message.headers.emplace_back("h" + number, "v");
    const std::string begin = "{\"number\":" + number;
    const std::string planted = ",\"mail\":\"jane.doe" + number + "@example.org\"";
    switch (input.kind) {
      case Kind::kPlain:
        message.value = begin + "}";
        break;
      case Kind::kPlanted:
        message.value =
            begin + planted +
            (random_.Below(4) == 0 ? ",\"to\":[\"j" + number + "@example.com\"]}" : "}");
        break;
      case Kind::kTombstone:
        break;
      case Kind::kBroken:
        message.value = begin + planted;
        break;
      case Kind::kRefused:
        message.value = begin + planted + ",\"word\":\"" + kRefusedWord + "\"}";
        break;
      case Kind::kRefusedOnKeyed:
        message.value = begin + planted + ",\"word\":\"" + kRefusedOnKeyedWord + "\"}";
        break;
      case Kind::kTooLarge:
        message.value = begin + planted + ",\"long\":\"" + std::string(kClientLimit, 'x') + "\"}";
        break;
    }
    return message;
  }

  // --- The end ---

  void Heal() {
    Trace("healed");
    chaos_ = false;
    while (!open_inputs_.empty()) EndInputs(true);
    // An operator who has seen that the topic is another one now.
    if (auto known = topic_ids_.find(kInputTopic);
        known != topic_ids_.end() && known->second != cluster_.TopicId(kInputTopic)) {
      while (!alive_.empty()) Kill(*alive_.front());
      topic_ids_.clear();
      // What was remembered is of the topic that was deleted.
      for (size_t route = 0; route < kRoutes; ++route) {
        if (cluster_.partitions(ChangelogOf(route)) > 0) cluster_.RecreateTopic(ChangelogOf(route));
      }
    }
    if (disks_) disks_->Heal();
    for (uint32_t name = 0; name < names_; ++name) {
      const bool there = std::any_of(alive_.begin(), alive_.end(), [&](const auto& process) {
        return process->name[0] == static_cast<char>('a' + name);
      });
      if (!there && (random_.Below(2) == 0 || alive_.empty())) Start(name);
    }
  }

  bool Drained() const {
    for (int32_t p = 0; p < partitions_; ++p) {
      const io::TopicPartition partition{kInputTopic, p};
      auto committed = cluster_.Committed(kGroup, partition);
      if (!committed || committed->offset != cluster_.End(partition)) return false;
    }
    // What dead processes left open ends too: until then readers wait.
    for (const std::string& topic : Outputs()) {
      for (int32_t p = 0; p < cluster_.partitions(topic); ++p) {
        if (cluster_.StableEnd({topic, p}) != cluster_.End({topic, p})) return false;
      }
    }
    return true;
  }

  std::vector<std::string> Outputs() const {
    std::vector<std::string> topics{kSameTopic, kReloadedTopic, kKeyedTopic, kDeadTopic,
                                    kReceiptsTopic};
    for (size_t route = 0; has_dedup() && route < kRoutes; ++route) {
      topics.push_back(kDuplicatesTopics[route]);
      topics.push_back(ChangelogOf(route));
    }
    return topics;
  }

  // Every partition is somebody's, and its lag is 0.
  bool LagIsZero() const {
    std::vector<bool> told(static_cast<size_t>(partitions_));
    for (const auto& process : alive_) {
      for (const topology::PartitionState& state : process->counters.Partitions()) {
        if (!state.lag.stopped.empty() || state.lag.end_offset != state.lag.committed) return false;
        const int32_t partition = state.lag.partition.partition;
        if (partition < partitions_) told[static_cast<size_t>(partition)] = true;
      }
    }
    return std::find(told.begin(), told.end(), false) == told.end();
  }

  void Drain() {
    const io::Time bound = clock_.Now() + kDrainBound;
    while (!violation_) {
      if (alive_.empty()) Start(0);
      Turn(seconds(1));
      Advance(milliseconds(10));
      if (Drained() && LagIsZero()) break;
      if (clock_.Now() < bound) continue;
      violation_ = "not drained within " +
                   std::to_string(std::chrono::duration_cast<seconds>(kDrainBound).count()) +
                   " s after the last fault";
      for (int32_t p = 0; p < partitions_; ++p) {
        const io::TopicPartition partition{kInputTopic, p};
        auto committed = cluster_.Committed(kGroup, partition);
        *violation_ += "; [" + std::to_string(p) + "] " +
                       std::to_string(committed ? committed->offset : -1) + " of " +
                       std::to_string(cluster_.End(partition));
      }
      for (const auto& process : alive_) {
        for (const topology::PartitionState& state : process->counters.Partitions())
          *violation_ += "; " + process->name + " has [" +
                         std::to_string(state.lag.partition.partition) + "] at " +
                         std::to_string(state.lag.committed) + " " + state.lag.stopped;
      }
    }
    // And nothing more comes.
    for (int i = 0; i < 10 && !violation_; ++i) Turn(seconds(1));
  }

  void Judge() {
    for (const auto& process : alive_) CountIn(*process);
    counted_.all_told = silent_ends_ == 0;
    if (with_trace_) TraceTopics();
    const std::vector<StoredState> states = States();
    violation_ = FindViolation({.cluster = cluster_,
                                .inputs = inputs_,
                                .counted = counted_,
                                .from_latest = from_latest_,
                                .dedup = dedup(),
                                .states = states});
  }

  // All that were copies of the changelogs that are there now.
  std::vector<StoredState> States() const {
    std::vector<StoredState> states;
    if (!has_dedup()) return states;
    for (size_t route = 0; route < kRoutes; ++route) {
      if (dedup()[route].of == Compared::kNothing) continue;
      for (int32_t p = 0; p < partitions_; ++p) {
        const io::TopicPartition partition{kInputTopic, p};
        const memory::StateDisk* owners = OwnersDisk(partition);
        if (owners == nullptr) continue;
        const auto form = owners->Form(partition, kRouteNames[route]);
        for (const auto& disk : disks_->all()) {
          const auto progress = disk->Progress(partition, kRouteNames[route]);
          const auto its_form = disk->Form(partition, kRouteNames[route]);
          if (!progress || its_form->fingerprint != form->fingerprint) continue;
          states.push_back({route, p, disk.get() == owners, *progress,
                            disk->Contents(partition, kRouteNames[route])});
        }
      }
    }
    return states;
  }

  const memory::StateDisk* OwnersDisk(const io::TopicPartition& partition) const {
    for (const auto& process : alive_) {
      for (const io::PartitionLag& lag : process->source->Lag()) {
        if (lag.partition == partition && lag.committed == lag.end_offset)
          return process->disk.get();
      }
    }
    return nullptr;
  }

  // --- Chance ---

  Delivery Draw(Request request) {
    switch (request) {
      case Request::kJoin:
      case Request::kHeartbeat:
        if (!random_.Happens(weather_.heartbeat_lost)) return Delivery::kAnswered;
        return random_.Below(2) == 0 ? Delivery::kLost : Delivery::kAnswerLost;
      case Request::kFetchOffsets:
      case Request::kFetch:
      case Request::kDescribe:
        return random_.Happens(weather_.read_fails) ? Delivery::kLost : Delivery::kAnswered;
      case Request::kProduce:
        if (random_.Happens(weather_.produce_fails)) return Delivery::kLost;
        return random_.Happens(weather_.lingers) ? Delivery::kDelayed : Delivery::kAnswered;
      case Request::kInitProducer:
      case Request::kSendOffsets:
      case Request::kEndTransaction:
        if (random_.Happens(weather_.lost)) return Delivery::kLost;
        if (random_.Happens(weather_.answer_lost)) return Delivery::kAnswerLost;
        if (random_.Happens(weather_.delayed)) return Delivery::kDelayed;
        return random_.Happens(weather_.retriable) ? Delivery::kRetriable : Delivery::kAnswered;
    }
    return Delivery::kAnswered;
  }

  static const char* NameOf(Delivery delivery) {
    switch (delivery) {
      case Delivery::kAnswered:
        return " answered";
      case Delivery::kRetriable:
        return ": again, later";
      case Delivery::kLost:
        return " is lost";
      case Delivery::kAnswerLost:
        return " done, and its answer lost";
      case Delivery::kDelayed:
        return " is delayed";
    }
    return "";
  }

  // --- The trace ---

  void Trace(const Process& process, const std::string& what) {
    if (with_trace_) Trace(process.name + "#" + std::to_string(process.client) + ": " + what);
  }
  void Trace(const std::string& what) {
    if (!with_trace_) return;
    const auto at =
        std::chrono::duration_cast<milliseconds>(clock_.Now().time_since_epoch() - seconds(1000));
    trace_.push_back(std::to_string(at.count()) + " ms " + std::string(size_t(depth_) * 2, ' ') +
                     what);
  }

  void TraceTopics() {
    for (const Input& input : inputs_) {
      constexpr const char* kKindNames[] = {"plain",   "planted",          "tombstone", "broken",
                                            "refused", "refused on keyed", "too large"};
      Trace("record " + std::to_string(input.number) + ": " + input.topic_id + " [" +
            std::to_string(input.partition.partition) + "] offset " + std::to_string(input.offset) +
            " " + kKindNames[static_cast<size_t>(input.kind)] + (input.aborted ? ", aborted" : "") +
            " at " + std::to_string(input.message.timestamp_ms - kFirstTimestamp) + " content " +
            std::to_string(input.content) + " " +
            input.message.value.value_or("null").substr(0, 60));
    }
    for (const memory::OffsetCommit& commit : cluster_.offset_commits()) {
      Trace("committed: " + commit.topic_id + " [" + std::to_string(commit.partition.partition) +
            "] " + std::to_string(commit.offset.offset) + " " + commit.offset.metadata);
    }
    for (const std::string& topic : Outputs()) {
      const bool is_changelog = topic.starts_with(kPipeline);
      for (int32_t p = 0; p < cluster_.partitions(topic); ++p) {
        cluster_.Visit({topic, p}, true, [&](int64_t offset, const memory::Message& message) {
          const std::string key = message.key.value_or("null");
          const std::string value = message.value.value_or("null").substr(0, 700);
          std::string headers;
          for (const auto& [name, text] : message.headers)
            headers += " " + name + "=" + text.value_or("null");
          Trace(topic + " [" + std::to_string(p) + "] " + std::to_string(offset) + ": " +
                (is_changelog ? Hex(key) + " " + Hex(value.substr(0, 45)) : key + " " + value) +
                headers);
        });
      }
    }
  }
  static std::string Hex(std::string_view bytes) {
    std::string hex;
    for (const char byte : bytes) {
      hex += "0123456789abcdef"[static_cast<unsigned char>(byte) / 16];
      hex += "0123456789abcdef"[static_cast<unsigned char>(byte) % 16];
    }
    return hex;
  }

  bool has_dedup() const { return dedup_number_ > 0; }
  const Dedup& dedup() const { return kDedups[dedup_number_]; }

  const Works* works_ = nullptr;
  Random random_;
  Random state_random_;
  size_t dedup_number_ = 0;  // of kDedups
  const bool with_trace_;
  memory::ManualClock clock_;
  memory::Cluster cluster_;
  Weather weather_;
  bool chaos_ = true;
  int depth_ = 0;
  uint64_t steps_ = 0;

  topology::WorkerOptions options_;
  int32_t partitions_ = 1;
  uint32_t names_ = 1;
  uint32_t all_static_ = 0;  // 0: all are; 1: some; 2: none
  bool from_latest_ = false;
  size_t batch_ = 1;
  bool reloaded_ = false;
  io::Time down_until_{};
  std::map<std::string, std::string> topic_ids_;

  std::vector<Process*> processes_;  // by client
  std::vector<std::unique_ptr<Process>> alive_;
  std::vector<std::unique_ptr<Process>> buried_;

  uint32_t inputs_wanted_ = 0;
  std::vector<Input> inputs_;
  std::vector<uint64_t> open_inputs_;

  // With dedup only.
  std::optional<Contents> contents_;
  std::optional<Disks> disks_;
  size_t changelog_poll_ = 1;
  bool quiet_weekend_ = false;

  Counted counted_;
  uint64_t silent_ends_ = 0;
  std::optional<std::string> violation_;
  std::vector<std::string> trace_;
};

std::string DedupOf(size_t route, const RouteDedup& dedup) {
  if (dedup.of == Compared::kNothing) return {};
  std::string yaml = ", dedup: {key: ids, window: " + std::to_string(kWindowMs) +
                     "ms, max_time_step: " + std::to_string(kMaxTimeStepMs) + "ms, ";
  switch (dedup.of) {
    case Compared::kNothing:
      break;
    case Compared::kValue:
      yaml += "exact: {of: value}";
      break;
    case Compared::kPath:
      yaml += "exact: {of: $.content}";
      break;
    case Compared::kText:
      yaml += "near: {of: $.text, threshold: 0.8}";
      break;
  }
  switch (dedup.are) {
    case Duplicates::kDropped:
      break;
    case Duplicates::kTagged:
      yaml += ", on_duplicate: tag";
      break;
    case Duplicates::kRouted:
      yaml += std::string(", on_duplicate: {route: {topic: ") + kDuplicatesTopics[route] + "}}";
      break;
  }
  return yaml + "}";
}

Result<std::shared_ptr<const Plan>> CompilePlan(const Dedup& dedup) {
  auto keys = std::make_shared<Keyset>();
  keys->primary = "k1";
  keys->keys["k1"].fill(7);
  std::string yaml = R"(
policies:
  p:
    detect: [EMAIL_ADDRESS]
    actions: {default: {replace: "[{entity}]"}}
routes:
)";
  for (size_t route = 0; route < kRoutes; ++route) {
    yaml += std::string("  - {name: ") + kRouteNames[route] +
            ", format: json, key: pass, headers: pass, policy: p" + DedupOf(route, dedup[route]) +
            "}\n";
  }
  return PlanFromYaml(yaml, {{"ids", keys}});
}

Result<topology::Work> CompileWork(const std::shared_ptr<const Plan>& plan, const Dedup& dedup,
                                   const char* output) {
  topology::Route same;
  same.name = kSameRoute;
  same.topics = {kInputTopic};
  same.output = output;
  same.dead_letter = kDeadTopic;
  topology::Route keyed = same;
  keyed.name = kKeyedRoute;
  keyed.output = kKeyedTopic;
  keyed.partition = topology::PartitionRule::kKey;
  keyed.provenance = true;
  std::vector<topology::Route> routes{same, keyed};
  std::vector<std::string> changelogs;
  for (size_t route = 0; route < kRoutes; ++route) {
    if (dedup[route].of == Compared::kNothing) continue;
    changelogs.push_back(std::string(kPipeline) + ".*." + kRouteNames[route]);
    if (dedup[route].are == Duplicates::kRouted)
      routes[route].duplicates = kDuplicatesTopics[route];
  }
  auto table = topology::RouteTable::New(routes, kReceiptsTopic, changelogs);
  if (!table) return tl::unexpected(table.error());
  return topology::Work{plan, *table};
}

}  // namespace

Result<AllWorks> CompileWorks() {
  AllWorks works;
  for (const Dedup& dedup : kDedups) {
    auto plan = CompilePlan(dedup);
    if (!plan) return tl::unexpected(plan.error());
    Result<topology::Work> before = CompileWork(*plan, dedup, kSameTopic);
    if (!before) return tl::unexpected(before.error());
    Result<topology::Work> after = CompileWork(*plan, dedup, kReloadedTopic);
    if (!after) return tl::unexpected(after.error());
    works.push_back({std::move(*before), std::move(*after)});
  }
  return works;
}

Verdict RunSchedule(const AllWorks& works, uint64_t seed, bool with_trace) {
  return World(works, seed, with_trace).Run();
}

}  // namespace aegis::simulation
