// What the engine costs per byte: 1 KB JSON records, none or a fifth of them with findings,
// decoded, scanned and spliced. AEGIS_BENCH_RECORDS names a file of JSON lines to be measured, too.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "src/pipeline.h"
#include "src/plan/compile.h"

namespace aegis {
namespace {

std::string MakeRecord(uint64_t i, bool with_findings) {
  std::string json = R"({"order_id":)" + std::to_string(1'000'000 + i) +
                     R"(,"status":"shipped","warehouse":"north-)" + std::to_string(i % 7) +
                     R"(","created":"2024-05-17T09:41:22Z","total":)" + std::to_string(i % 900) +
                     R"(.90,"currency":"EUR","items":[)";
  for (int item = 0; item < 6; ++item) {
    if (item != 0) json += ',';
    json += R"({"sku":"AB-)" + std::to_string((i + static_cast<uint64_t>(item)) % 997) +
            R"(","title":"Wool blanket, grey","quantity":)" + std::to_string(item + 1) +
            R"(,"price":12.50,"gift":false})";
  }
  json += R"(],"note":")";
  if (with_findings) {
    json += "call jane.doe" + std::to_string(i % 97) +
            "@example.com about card 4000 5555 6666 7775, from 10.20.30." + std::to_string(i % 250);
  }
  while (json.size() < 1000) json += " leave it with the neighbour";
  return json + "\"}";
}

void Process(benchmark::State& state, const std::vector<std::string>& values) {
  const auto plan = MakePlan({.format = Format::kJson});
  if (!plan) return state.SkipWithError(plan.error().message.c_str());
  auto pipeline = Pipeline::New(*plan);
  if (!pipeline) return state.SkipWithError(pipeline.error().message.c_str());

  std::vector<Input> batch(values.size());
  const uint16_t routes[] = {0};
  int64_t bytes = 0;
  for (size_t i = 0; i < values.size(); ++i) {
    bytes += static_cast<int64_t>(values[i].size());
    batch[i].record.key = "order";
    batch[i].record.value = values[i];
    batch[i].routes = routes;
  }
  Arena arena;
  size_t changed = 0;
  for (auto _ : state) {
    arena.Reset();
    changed = 0;
    for (const Decision& decision : (*pipeline)->Process(batch, arena)) {
      const auto* forward = std::get_if<Forward>(&decision.outcome);
      if (forward == nullptr) return state.SkipWithError("a record was not forwarded");
      changed += forward->value.data() != batch[decision.record].record.value.data() ? 1 : 0;
    }
    benchmark::DoNotOptimize(changed);
  }
  const auto records = static_cast<int64_t>(values.size());
  state.SetBytesProcessed(bytes * static_cast<int64_t>(state.iterations()));
  state.SetItemsProcessed(records * static_cast<int64_t>(state.iterations()));
  state.counters["changed"] = static_cast<double>(changed) / static_cast<double>(records);
}

constexpr uint64_t kBatch = 500;

// Argument: percent of the records that have findings.
void BM_Process(benchmark::State& state) {
  std::vector<std::string> values;
  for (uint64_t i = 0; i < kBatch; ++i) {
    values.push_back(MakeRecord(i, static_cast<int64_t>(i % 100) < state.range(0)));
  }
  Process(state, values);
}
BENCHMARK(BM_Process)->Arg(0)->Arg(20)->Arg(100);

void BM_ProcessFile(benchmark::State& state) {
  const char* path = std::getenv("AEGIS_BENCH_RECORDS");
  if (path == nullptr) return state.SkipWithError("AEGIS_BENCH_RECORDS names no file");
  std::vector<std::string> values;
  std::ifstream file(path);
  for (std::string line; values.size() < kBatch && std::getline(file, line);) {
    values.push_back(line);
  }
  if (values.empty()) return state.SkipWithError("AEGIS_BENCH_RECORDS holds no line");
  Process(state, values);
}
BENCHMARK(BM_ProcessFile);

}  // namespace
}  // namespace aegis
