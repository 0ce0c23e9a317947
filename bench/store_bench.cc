// What does a lookup in the dedup state cost: of a repeat that is in memory, of one that is on
// disk, of something new? How fast is a state restored, and how large is it?
//   AEGIS_BENCH_ENTRIES=50000000  entries of the state on disk (default: a million)
//   AEGIS_BENCH_DIR=/somewhere    where it lies (default: the temporary directory)
//   AEGIS_BENCH_MEMORY=268435456  block cache and memtables together
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "connectors/rocksdb/store.h"

namespace {

using aegis::io::StateProgress;
using Clock = std::chrono::steady_clock;

constexpr size_t kApplyEntries = 10'000;  // a transaction's, and a restore's step
constexpr size_t kGroupBytes = aegis::dedup::GroupBytes('E');
constexpr size_t kValueBytes = aegis::dedup::kWrittenAtBytes + aegis::dedup::kOccurrenceBytes;
constexpr int64_t kWindowMs = INT64_C(1) << 40;

uint64_t Setting(const char* name, uint64_t otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : std::strtoull(value, nullptr, 10);
}
uint64_t Entries() { return Setting("AEGIS_BENCH_ENTRIES", 1'000'000); }

void Give(const char* what) {
  std::fprintf(stderr, "store_bench: %s\n", what);
  std::exit(1);
}

// As a keyed fingerprint is spread.
uint64_t Mixed(uint64_t number) {
  number = (number ^ number >> 30) * 0xbf58476d1ce4e5b9u;
  number = (number ^ number >> 27) * 0x94d049bb133111ebu;
  return number ^ number >> 31;
}
void PutGroup(uint64_t number, char* to) {
  to[0] = 'E';
  const uint64_t halves[] = {Mixed(number + 1), Mixed(~number)};
  std::copy_n(reinterpret_cast<const char*>(halves), sizeof halves, to + 1);
}

struct Groups {
  explicit Groups(size_t count) : bytes(count * kGroupBytes, '\0') {}
  std::string_view operator[](size_t i) const { return {&bytes[i * kGroupBytes], kGroupBytes}; }
  std::string bytes;
};

class State {
 public:
  explicit State(size_t front_bytes) {
    const char* parent = std::getenv("AEGIS_BENCH_DIR");
    std::string name = (parent != nullptr ? std::filesystem::path(parent)
                                          : std::filesystem::temp_directory_path()) /
                       "aegis-store-bench-XXXXXX";
    if (mkdtemp(name.data()) == nullptr) Give("no directory for the state");
    dir_ = name;
    auto disk = aegis::rocks::Disk::Open(
        {.dir = dir_, .memory_bytes = Setting("AEGIS_BENCH_MEMORY", uint64_t{256} << 20)});
    if (!disk) Give(disk.error().message.c_str());
    disk_ = *disk;
    store_ = aegis::rocks::NewStore(disk_, front_bytes);
    Open();
  }
  ~State() {
    state_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(dir_, ignored);
  }
  void Open() {
    state_.reset();
    auto state = store_->Open({"in", 0}, "s", {1, kWindowMs});
    if (!state) Give(state.error().message.c_str());
    state_ = std::move(*state);
  }

  // Numbers from..to, at a new millisecond every hundred of them.
  void Write(uint64_t from, uint64_t to) {
    Groups groups(kApplyEntries);
    std::string values(kApplyEntries * kValueBytes, '\0');
    std::vector<aegis::dedup::Entry> entries(kApplyEntries);
    for (uint64_t first = from; first < to; first += kApplyEntries) {
      const size_t count = std::min<uint64_t>(kApplyEntries, to - first);
      for (size_t i = 0; i < count; ++i) {
        const auto offset = static_cast<int64_t>(first + i);
        PutGroup(first + i, groups.bytes.data() + i * kGroupBytes);
        char* value = values.data() + i * kValueBytes;
        aegis::dedup::PutWrittenAt(offset / 100, value);
        aegis::dedup::PutOccurrence({3, offset, INT64_C(1'700'000'000'000) + offset / 100},
                                    value + aegis::dedup::kWrittenAtBytes);
        entries[i] = {groups[i], {}, {value, kValueBytes}};
      }
      StateProgress progress;
      progress.input_next = static_cast<int64_t>(first + count);
      progress.time.now_ms = static_cast<int64_t>(first + count) / 100;
      const aegis::Status applied = state_->Apply({entries.data(), count}, progress);
      if (!applied) Give(applied.error().message.c_str());
    }
  }
  aegis::io::State& operator*() { return *state_; }
  aegis::io::State* operator->() { return state_.get(); }
  const aegis::rocks::Disk& disk() const { return *disk_; }

 private:
  std::filesystem::path dir_;
  std::shared_ptr<aegis::rocks::Disk> disk_;
  std::unique_ptr<aegis::rocks::Store> store_;
  std::unique_ptr<aegis::io::State> state_;
};

// One for all lookups, without a memory in front: flushed, read once.
State& OnDisk() {
  static auto* state = [] {
    auto* made = new State(0);
    made->Write(0, Entries());
    made->Open();  // nothing is left in memtables
    while (made->disk().Usage().compaction_debt_bytes > 0) {
    }
    for (uint64_t i = 0; i < Entries(); i += 20) {
      char group[kGroupBytes];
      PutGroup(i, group);
      if (!(*made)->Get({group, kGroupBytes})) Give("an entry is missing");
    }
    std::atexit([] { delete &OnDisk(); });
    return made;
  }();
  return *state;
}

Groups Drawn(uint64_t from, uint64_t to) {
  std::mt19937_64 random(1);
  Groups groups(size_t{1} << 16);
  for (size_t i = 0; i < size_t{1} << 16; ++i) {
    PutGroup(from + random() % (to - from), groups.bytes.data() + i * kGroupBytes);
  }
  return groups;
}

// Each lookup by itself, since it is the median that is promised. A look at the clock costs some 25
// ns of it.
void Lookups(benchmark::State& run, State& state, const Groups& groups, bool there) {
  std::vector<uint32_t> nanoseconds;
  size_t i = 0;
  for (auto _ : run) {
    const auto before = Clock::now();
    const bool found = state->Get(groups[i++ & 0xffff]).has_value();
    nanoseconds.push_back(static_cast<uint32_t>((Clock::now() - before).count()));
    if (found != there) run.SkipWithError("a wrong answer");
  }
  std::sort(nanoseconds.begin(), nanoseconds.end());
  const auto part = [&](double share) {
    return nanoseconds[static_cast<size_t>(share * static_cast<double>(nanoseconds.size() - 1))];
  };
  run.counters["p50_ns"] = part(0.5);
  run.counters["p99_ns"] = part(0.99);
}

void BM_RepeatInMemory(benchmark::State& run) {
  State state(size_t{64} << 20);
  const auto entries = static_cast<uint64_t>(run.range(0));
  state.Write(0, entries);
  const Groups groups = Drawn(0, entries);
  for (size_t i = 0; i <= 0xffff; ++i) state->Get(groups[i]);
  size_t i = 0;
  for (auto _ : run) benchmark::DoNotOptimize(state->Get(groups[i++ & 0xffff]));
}
BENCHMARK(BM_RepeatInMemory)->Arg(10'000)->Arg(500'000);

void BM_RepeatOnDisk(benchmark::State& run) {
  State& state = OnDisk();
  Lookups(run, state, Drawn(0, Entries()), true);
  const double entries = static_cast<double>(Entries());
  run.counters["bytes_per_entry"] = static_cast<double>(state->Size().bytes_on_disk) / entries;
  run.counters["entries"] = entries;
}
BENCHMARK(BM_RepeatOnDisk);

void BM_New(benchmark::State& run) {
  Lookups(run, OnDisk(), Drawn(UINT64_C(1) << 40, UINT64_C(1) << 41), false);
}
BENCHMARK(BM_New);

// As a restore writes; the last flush and the compactions that are not done yet are not waited for.
void BM_Restore(benchmark::State& run) {
  const uint64_t entries = Entries();
  for (auto _ : run) {
    run.PauseTiming();
    auto state = std::make_unique<State>(size_t{16} << 20);
    run.ResumeTiming();
    state->Write(0, entries);
    run.PauseTiming();
    state.reset();
    run.ResumeTiming();
  }
  run.SetItemsProcessed(static_cast<int64_t>(run.iterations() * entries));
}
BENCHMARK(BM_Restore)->Iterations(1)->Unit(benchmark::kSecond)->UseRealTime();

// What passes is found, and taken away.
void BM_Expire(benchmark::State& run) {
  State state(0);
  const uint64_t entries = std::min<uint64_t>(Entries(), 2'000'000);
  state.Write(0, entries);
  state.Open();
  aegis::Arena arena;
  StateProgress progress;
  size_t taken = 0;
  for (auto _ : run) {
    arena.Reset();
    aegis::ArenaVector<std::string_view> past(arena);
    state->Past(INT64_MAX, 1000, past);
    if (past.empty()) {
      run.SkipWithError("nothing is left");
      break;
    }
    std::vector<aegis::dedup::Entry> gone;
    for (const std::string_view group : past) gone.push_back({group, {}, {}});
    if (!state->Apply(gone, progress)) run.SkipWithError("could not be written");
    taken += past.size();
  }
  run.SetItemsProcessed(static_cast<int64_t>(taken));
}
BENCHMARK(BM_Expire)->Iterations(500);

}  // namespace
