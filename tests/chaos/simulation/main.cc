// Runs real workers over a Kafka in memory through drawn schedules; see README.md. Exit status 0:
// every schedule passed; 1: a violation was found; 2: bad usage; 3: other trouble.
#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "connectors/mutation.h"
#include "tests/chaos/simulation/world.h"

namespace aegis::simulation {
namespace {

constexpr char kUsage[] =
    "usage: simulate [--schedules N] [--seed S] [--jobs N] [--mutation NAME] [--trace]\n"
    "       simulate --every-mutation [--schedules N] [--seed S] [--jobs N]\n"
    "       simulate --list-mutations\n"
    "\n"
    "Schedule k of --seed S is schedule 0 of --seed S+k: repeat one with --schedules 1.\n"
    "\n"
    "  --schedules N     how many (default 1000); with --every-mutation, at most so many for each\n"
    "  --seed S          of the first one (default 1)\n"
    "  --jobs N          threads (default: one for each processor)\n"
    "  --mutation NAME   with a deliberate bug: exit status 1 when it is found, as it must be\n"
    "  --every-mutation  each of them in turn: exit status 0 when all are found\n"
    "  --trace           prints what happens in each schedule\n";

struct Options {
  uint64_t schedules = 1000;
  uint64_t seed = 1;
  unsigned jobs = std::max(1u, std::thread::hardware_concurrency());
  std::optional<Mutation> mutation;
  bool every_mutation = false;
  bool list = false;
  bool trace = false;
};

bool ParseNumber(std::string_view text, uint64_t* number) {
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *number);
  return error == std::errc() && end == text.data() + text.size();
}

std::optional<Options> Parse(const std::vector<std::string_view>& arguments) {
  Options options;
  for (size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view name = arguments[i];
    if (name == "--every-mutation") {
      options.every_mutation = true;
      continue;
    }
    if (name == "--list-mutations") {
      options.list = true;
      continue;
    }
    if (name == "--trace") {
      options.trace = true;
      continue;
    }
    if (++i == arguments.size()) return std::nullopt;
    uint64_t jobs = 0;
    if (name == "--schedules") {
      if (!ParseNumber(arguments[i], &options.schedules)) return std::nullopt;
    } else if (name == "--seed") {
      if (!ParseNumber(arguments[i], &options.seed)) return std::nullopt;
    } else if (name == "--jobs") {
      if (!ParseNumber(arguments[i], &jobs) || jobs == 0 || jobs > 1024) return std::nullopt;
      options.jobs = static_cast<unsigned>(jobs);
    } else if (name == "--mutation") {
      for (const MutationInfo& info : Mutations()) {
        if (info.name == arguments[i]) options.mutation = info.mutation;
      }
      if (!options.mutation) {
        std::fprintf(stderr, "simulate: there is no mutation %s: see --list-mutations\n",
                     std::string(arguments[i]).c_str());
        return std::nullopt;
      }
    } else {
      return std::nullopt;
    }
  }
  if (options.schedules == 0 || (options.every_mutation && options.mutation)) return std::nullopt;
  return options;
}

struct Found {
  uint64_t seed = 0;
  std::string what;
};
struct Result {
  uint64_t schedules = 0;
  uint64_t steps = 0;
  std::optional<Found> found;  // the one with the lowest seed among those that were run
};

// Until the first violation.
Result RunSchedules(const AllWorks& works, const Options& options) {
  std::atomic<uint64_t> next{0};
  std::atomic<uint64_t> steps{0};
  std::atomic<uint64_t> done{0};
  std::atomic<bool> stop{false};
  std::mutex mutex;
  Result result;
  auto run = [&] {
    while (!stop.load(std::memory_order_relaxed)) {
      const uint64_t k = next.fetch_add(1);
      if (k >= options.schedules) return;
      Verdict verdict = RunSchedule(works, options.seed + k, options.trace);
      ++done;
      steps += verdict.steps;
      std::lock_guard lock(mutex);
      for (const std::string& line : verdict.trace) std::printf("%s\n", line.c_str());
      if (!verdict.violation) continue;
      stop = true;
      if (!result.found || options.seed + k < result.found->seed)
        result.found = Found{options.seed + k, *verdict.violation};
    }
  };
  std::vector<std::thread> threads;
  for (unsigned i = 1; i < options.jobs; ++i) threads.emplace_back(run);
  run();
  for (std::thread& thread : threads) thread.join();
  result.schedules = done;
  result.steps = steps;
  return result;
}

double Since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

int RunAll(const AllWorks& works, const Options& options) {
  const auto begin = std::chrono::steady_clock::now();
  SwitchOn(options.mutation);
  const Result result = RunSchedules(works, options);
  const double took = Since(begin);
  if (result.found) {
    const std::string seed = std::to_string(result.found->seed);
    if (!options.trace) {
      // Again, the same: what led to it.
      for (const std::string& line : RunSchedule(works, result.found->seed, true).trace)
        std::printf("%s\n", line.c_str());
    }
    std::string again = "tests/chaos/simulate --schedules 1 --seed " + seed;
    if (options.mutation) {
      for (const MutationInfo& info : Mutations()) {
        if (info.mutation == *options.mutation) again += " --mutation " + std::string(info.name);
      }
    }
    std::printf("violation: %s\nrepeat it: %s\n", result.found->what.c_str(), again.c_str());
  }
  std::printf("seed %llu: %llu schedules, %s, %.0f steps a schedule, %.0f schedules/minute\n",
              static_cast<unsigned long long>(options.seed),
              static_cast<unsigned long long>(result.schedules),
              result.found ? "1 violation" : "no violation",
              static_cast<double>(result.steps) / static_cast<double>(result.schedules),
              static_cast<double>(result.schedules) / took * 60);
  return result.found ? 1 : 0;
}

int RunEveryMutation(const AllWorks& works, const Options& options) {
  const auto begin = std::chrono::steady_clock::now();
  size_t survived = 0;
  for (const MutationInfo& info : Mutations()) {
    const auto begun = std::chrono::steady_clock::now();
    SwitchOn(info.mutation);
    const Result result = RunSchedules(works, options);
    if (result.found) {
      std::printf("found     %-28s seed %llu, %.1f s: %s\n", std::string(info.name).c_str(),
                  static_cast<unsigned long long>(result.found->seed), Since(begun),
                  result.found->what.c_str());
    } else {
      ++survived;
      std::printf("SURVIVED  %-28s %llu schedules, %.1f s: %s\n", std::string(info.name).c_str(),
                  static_cast<unsigned long long>(result.schedules), Since(begun),
                  std::string(info.what).c_str());
    }
    std::fflush(stdout);
  }
  std::printf("seed %llu: %zu of %zu mutations found, %.0f s\n",
              static_cast<unsigned long long>(options.seed), Mutations().size() - survived,
              Mutations().size(), Since(begin));
  return survived == 0 ? 0 : 1;
}

int Main(const std::vector<std::string_view>& arguments) {
  const std::optional<Options> options = Parse(arguments);
  if (!options) {
    std::fputs(kUsage, stderr);
    return 2;
  }
  if (options->list) {
    for (const MutationInfo& info : Mutations())
      std::printf("%s\n", std::string(info.name).c_str());
    return 0;
  }
  spdlog::set_level(spdlog::level::off);
  auto works = CompileWorks();
  if (!works) {
    std::fprintf(stderr, "simulate: %s\n", works.error().message.c_str());
    return 3;
  }
  return options->every_mutation ? RunEveryMutation(*works, *options) : RunAll(*works, *options);
}

}  // namespace
}  // namespace aegis::simulation

int main(int count, char** arguments) {
  return aegis::simulation::Main({arguments + 1, arguments + count});
}
