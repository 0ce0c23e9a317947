// When does `reuse` pay? The same batches through two pipelines, with it and without it, in turn,
// so that both see the same minutes of the machine. Arguments: bytes of a value, percent of the
// values that repeat one of the last 4,000 different ones (of large values, of the last 40 MB),
// percent of them with findings. Told are microseconds of CPU time a record for each (medians over
// batches), and the median of the batches' ratios; below 1 it pays.
#include <benchmark/benchmark.h>
#include <time.h>

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "src/pipeline.h"
#include "src/plan/compile.h"
#include "src/reuse.h"

namespace aegis {
namespace {

constexpr size_t kCacheBytes = size_t{64} << 20;

double CpuSeconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// An order of about so many bytes: ids, prices, dates, words.
std::string Order(uint64_t id, size_t bytes, bool with_findings) {
  std::string json = R"({"id":)" + std::to_string(100'000'000 + id);
  if (bytes >= 200 || with_findings) {
    json += R"(,"note":")";
    if (with_findings) json += "write to jane.doe" + std::to_string(id % 997) + "@example.com";
    json += '"';
  }
  for (uint64_t item = 0; json.size() + 80 < bytes; ++item) {
    json += R"(,"i)" + std::to_string(item) + R"(":{"sku":"AB-)" +
            std::to_string((id + item) % 997) +
            R"(","title":"Wool blanket, grey","price":12.50,"on":"2024-05-17"})";
  }
  return json + R"(,"status":"shipped")" + (bytes > 100 ? R"(,"gift":false})" : "}");
}

// A stream of values, of which some repeat earlier ones.
class Stream {
 public:
  Stream(size_t bytes, double repeats, double findings)
      : bytes_(bytes),
        different_(std::clamp<size_t>(40'000'000 / bytes, 1, 4000)),
        repeats_(repeats),
        findings_(findings) {}

  size_t different() const { return different_; }

  void Fill(std::vector<std::string>& values) {
    std::uniform_real_distribution<double> chance(0, 1);
    for (std::string& value : values) {
      if (!recent_.empty() && chance(draw_) < repeats_) {
        value = recent_[draw_() % recent_.size()];
        continue;
      }
      value = Order(next_++, bytes_, chance(draw_) < findings_);
      if (recent_.size() < different_) {
        recent_.push_back(value);
      } else {
        recent_[next_ % different_] = value;
      }
    }
  }

 private:
  const size_t bytes_;
  const size_t different_;
  const double repeats_;
  const double findings_;
  std::mt19937_64 draw_{1};
  uint64_t next_ = 0;
  std::vector<std::string> recent_;
};

double MedianOf(std::vector<double>& numbers) {
  const auto middle = numbers.begin() + static_cast<std::ptrdiff_t>(numbers.size() / 2);
  std::nth_element(numbers.begin(), middle, numbers.end());
  return *middle;
}

void BM_Reuse(benchmark::State& state) {
  const auto bytes = static_cast<size_t>(state.range(0));
  const auto plan = PlanFromYaml("routes: [{reuse: true, key: pass}]\n");
  if (!plan) return state.SkipWithError(plan.error().message.c_str());
  ReuseOptions options;
  options.bytes = kCacheBytes;
  options.secret.fill(1);
  auto with = Pipeline::New(*plan, options);
  auto without = Pipeline::New(*plan);
  if (!with || !without) return state.SkipWithError("no pipeline");

  Stream stream(bytes, static_cast<double>(state.range(1)) / 100,
                static_cast<double>(state.range(2)) / 100);
  std::vector<std::string> values(std::clamp<size_t>(1'000'000 / bytes, 16, 500));
  std::vector<Input> batch(values.size());
  const uint16_t routes[] = {0};
  Arena arena;
  size_t hits = 0;
  size_t all = 0;
  const auto run = [&](Pipeline& pipeline) {
    arena.Reset();
    const double before = CpuSeconds();
    const auto decisions = pipeline.Process(batch, arena);
    const double seconds = CpuSeconds() - before;
    for (const Decision& decision : decisions) {
      if (!std::holds_alternative<Forward>(decision.outcome)) state.SkipWithError("not forwarded");
      hits += decision.reused == Reused::kHit ? 1 : 0;
    }
    return seconds;
  };
  const auto turn = [&] {
    stream.Fill(values);
    for (size_t i = 0; i < values.size(); ++i) {
      batch[i].record.value = values[i];
      batch[i].routes = routes;
    }
  };
  // Until there is something to repeat.
  for (size_t warm = 0; warm < 2 * stream.different(); warm += values.size()) {
    turn();
    run(**with);
    run(**without);
  }
  hits = 0;
  std::vector<double> on;
  std::vector<double> off;
  std::vector<double> ratios;
  for (auto _ : state) {
    turn();
    const bool first = ratios.size() % 2 == 0;
    double seconds = first ? run(**with) : 0;
    off.push_back(run(**without));
    if (!first) seconds = run(**with);
    on.push_back(seconds);
    ratios.push_back(on.back() / off.back());
    all += values.size();
    state.SetIterationTime(on.back() + off.back());
  }
  const auto records = static_cast<double>(values.size());
  state.counters["bytes"] = static_cast<double>(values[0].size());
  state.counters["on_us"] = MedianOf(on) / records * 1e6;
  state.counters["off_us"] = MedianOf(off) / records * 1e6;
  state.counters["ratio"] = MedianOf(ratios);
  state.counters["hits"] = static_cast<double>(hits) / static_cast<double>(all);
  state.counters["held_MB"] = static_cast<double>((*with)->reuse_bytes()) * 1e-6;
}
BENCHMARK(BM_Reuse)
    ->ArgNames({"bytes", "repeats", "findings"})
    ->ArgsProduct({{48, 100, 300, 1000, 10'000, 100'000}, {0, 10, 30, 90}, {20}})
    ->ArgsProduct({{1000}, {0, 30, 90}, {0, 100}})
    ->UseManualTime()
    ->MinTime(1.0)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace aegis
