// What a fingerprint costs, and a look for near-duplicates among entries in memory.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "src/dedup/derive.h"
#include "src/dedup/mac.h"
#include "src/dedup/memory_entries.h"
#include "src/dedup/minhash.h"
#include "src/dedup/near_search.h"
#include "src/dedup/normal_text.h"

namespace aegis::dedup {
namespace {

Secret BenchSecret() {
  Secret secret;
  secret.fill(7);
  return secret;
}

// Prose of drawn words, of two to eleven letters; long enough ones for `bytes`.
std::string Prose(size_t bytes, uint32_t seed, bool cyrillic = false) {
  std::mt19937 draw(seed);
  std::vector<std::string> words(2000);
  for (std::string& word : words) {
    for (size_t letters = 2 + draw() % 10; letters != 0; --letters) {
      if (cyrillic) {
        word += '\xd0';
        word += static_cast<char>(0xb0 + draw() % 16);
      } else {
        word += static_cast<char>('a' + draw() % 26);
      }
    }
  }
  std::string text;
  while (text.size() < bytes) {
    text += words[draw() % words.size()];
    text += draw() % 12 == 0 ? ". " : " ";
  }
  text.resize(bytes);
  return text;
}

void BM_Mac(benchmark::State& state) {
  const auto key = MacKey::Derive(BenchSecret(), "bench");
  if (!key) std::abort();
  const std::string text = Prose(static_cast<size_t>(state.range(0)), 1);
  for (auto _ : state) benchmark::DoNotOptimize(Mac128(*key, "value", text));
  state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(BM_Mac)->Arg(16)->Arg(64)->Arg(256)->Arg(1024)->Arg(65536);

void BM_Normalize(benchmark::State& state) {
  const std::string text = Prose(static_cast<size_t>(state.range(0)), 1);
  NormalText normal;
  for (auto _ : state) {
    normal.Set(text);
    benchmark::DoNotOptimize(normal.words());
  }
  state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(BM_Normalize)->Arg(1024)->Arg(65536);

MinHasher Hasher() {
  const auto key = NearKey::Derive(BenchSecret());
  if (!key) std::abort();
  auto hasher = MinHasher::Create({&*key, 1});
  if (!hasher) std::abort();
  return std::move(*hasher);
}

void Sign(benchmark::State& state, const std::string& text) {
  MinHasher hasher = Hasher();
  for (auto _ : state) {
    const auto signatures = hasher.Sign(text);
    if (!signatures || signatures->empty()) std::abort();
    benchmark::DoNotOptimize(signatures->data());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(text.size()));
}
void BM_MinHash(benchmark::State& state) {
  Sign(state, Prose(static_cast<size_t>(state.range(0)), 1));
}
BENCHMARK(BM_MinHash)->Arg(128)->Arg(256)->Arg(1024)->Arg(65536);
void BM_MinHashCyrillic(benchmark::State& state) { Sign(state, Prose(1024, 1, true)); }
BENCHMARK(BM_MinHashCyrillic);
void BM_MinHashWithoutSpaces(benchmark::State& state) {
  std::string text = Prose(1200, 1);
  std::erase(text, ' ');
  std::erase(text, '.');
  text.resize(1024);
  Sign(state, text);
}
BENCHMARK(BM_MinHashWithoutSpaces);

void BM_Estimate(benchmark::State& state) {
  MinHasher hasher = Hasher();
  const Signature a = (*hasher.Sign(Prose(1024, 1)))[0];
  const Signature b = (*hasher.Sign(Prose(1024, 2)))[0];
  for (auto _ : state) benchmark::DoNotOptimize(Agreeing(a, b));
}
BENCHMARK(BM_Estimate);

// Among so many documents of random signatures; every other look is for one that is there.
void BM_FindNear(benchmark::State& state) {
  const NearRule rule = NearRule::For(0.8);
  std::mt19937_64 draw(1);
  MemoryEntries entries;
  Arena arena;
  std::vector<Signature> signatures;
  for (int64_t i = 0; i < state.range(0); ++i) {
    arena.Reset();
    Signature signature;
    for (uint16_t& component : signature.components) component = static_cast<uint16_t>(draw());
    ArenaVector<Entry> made(arena);
    AddEntry(NewNear(1000, {0, i, 1000}, signature, arena), &rule, made);
    for (const Entry& entry : made) entries.Add(entry);
    if (i % 2 == 0) {
      // Not in the entries, but for every other one.
      for (size_t c = 0; c < kComponents && i % 4 == 0; ++c) ++signature.components[c];
      signatures.push_back(signature);
    }
  }
  std::shuffle(signatures.begin(), signatures.end(), draw);
  StreamTime time;
  time.Observe(1000, 1000);
  size_t next = 0;
  size_t found = 0;
  for (auto _ : state) {
    arena.Reset();
    const auto match = FindNear({&signatures[next], 1}, rule, entries, time, 1000,
                                {0, state.range(0), 1000}, arena);
    if (match) ++found;
    next = next + 1 == signatures.size() ? 0 : next + 1;
  }
  state.counters["found"] = static_cast<double>(found) / static_cast<double>(state.iterations());
}
BENCHMARK(BM_FindNear)->Arg(1000)->Arg(50000);

}  // namespace
}  // namespace aegis::dedup
