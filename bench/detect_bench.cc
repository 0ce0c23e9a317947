// What detection costs: one kilobyte of JSON without and with findings, the parts of the scan
// alone, and how the cost grows with the number of rules.
#include <benchmark/benchmark.h>

#include <memory>
#include <string>
#include <vector>

#include "src/codec/codec.h"
#include "src/detect/detector.h"
#include "src/detect/literals.h"
#include "src/detect/overlap.h"
#include "src/detect/shapes.h"
#include "src/plan/rules.h"

namespace aegis {
namespace {

constexpr std::string_view kPlain =
    R"({"event":"order.updated","version":3,"tenant":"north","order":{"id":"ord_7Qk2","status":"packed","lines":[)"
    R"({"sku":"KBD-221","title":"Mechanical keyboard, brown switches","qty":1,"price":89.90,"currency":"EUR"},)"
    R"({"sku":"CBL-014","title":"USB-C cable, two metres, braided","qty":3,"price":7.25,"currency":"EUR"},)"
    R"({"sku":"MON-907","title":"Monitor 27 inch, matte, height adjustable","qty":1,"price":329.00,"currency":"EUR"}],)"
    R"("totals":{"net":377.23,"tax":71.67,"gross":448.90},"shipping":{"carrier":"postal","service":"standard","days":4}},)"
    R"("customer":{"tier":"gold","language":"en","newsletter":false,"segment":"returning"},)"
    R"("warehouse":{"site":"B","aisle":12,"shelf":7,"picker":"team blue"},"flags":["gift","fragile"],)"
    R"("notes":"Please leave the parcel with the neighbours when nobody opens the door; they know about it.",)"
    R"("source":{"app":"storefront","release":"spring","channel":"web","campaign":"newsletter"},"retries":0,"ok":true})";

constexpr std::string_view kFindings =
    R"({"event":"order.updated","version":3,"tenant":"north","order":{"id":"ord_7Qk2","status":"packed","lines":[)"
    R"({"sku":"KBD-221","title":"Mechanical keyboard, brown switches","qty":1,"price":89.90,"currency":"EUR"},)"
    R"({"sku":"CBL-014","title":"USB-C cable, two metres, braided","qty":3,"price":7.25,"currency":"EUR"}],)"
    R"("totals":{"net":377.23,"tax":71.67,"gross":448.90},"shipping":{"carrier":"postal","service":"standard","days":4}},)"
    R"("customer":{"tier":"gold","language":"en","email":"jane.doe@example.org","phone":"+44 20 7946 0958",)"
    R"("card":"4111 1111 1111 1111","ssn":"219-09-9999","iban":"DE89 3704 0044 0532 0130 00"},)"
    R"("warehouse":{"site":"B","aisle":12,"shelf":7,"picker":"team blue"},"flags":["gift","fragile"],)"
    R"("notes":"Please leave the parcel with the neighbours when nobody opens the door; they know about it.",)"
    R"("source":{"app":"storefront","release":"spring","channel":"web","ip":"192.0.2.146"},"retries":0,"ok":true})";

const std::vector<Rule>& Rules() {
  static const std::vector<Rule> rules = *LoadBuiltinRules();
  return rules;
}

const Detector& Builtin() {
  static const std::unique_ptr<Detector> detector = *Detector::Compile(Rules());
  return *detector;
}

void Scan(benchmark::State& state, std::string_view raw, const Detector& detector) {
  auto scratch = *detector.NewScratch();
  Codecs codecs;
  Arena arena;
  size_t found = 0;
  for (auto _ : state) {
    arena.Reset();
    // The document as the text it is, so that decoding is not measured.
    Document document = *codecs.For(Format::kText).Decode(raw, arena);
    ArenaVector<Finding> findings(arena);
    if (!detector.Scan(document, {}, *scratch, findings)) state.SkipWithError("refused");
    found = findings.size();
    benchmark::DoNotOptimize(findings.begin());
  }
  state.SetBytesProcessed(static_cast<int64_t>(raw.size()) * state.iterations());
  state.counters["candidates"] = static_cast<double>(found);
}

void BM_ScanPlain(benchmark::State& state) { Scan(state, kPlain, Builtin()); }
BENCHMARK(BM_ScanPlain);

void BM_ScanFindings(benchmark::State& state) { Scan(state, kFindings, Builtin()); }
BENCHMARK(BM_ScanFindings);

// The whole way of a JSON record: decode, scan, settle.
void Json(benchmark::State& state, std::string_view raw) {
  auto scratch = *Builtin().NewScratch();
  Codecs codecs;
  Arena arena;
  for (auto _ : state) {
    arena.Reset();
    auto document = codecs.For(Format::kJson).Decode(raw, arena);
    ArenaVector<Finding> findings(arena);
    if (!document || !Builtin().Scan(*document, {}, *scratch, findings))
      state.SkipWithError("refused");
    benchmark::DoNotOptimize(SettleOverlaps(findings.span()));
  }
  state.SetBytesProcessed(static_cast<int64_t>(raw.size()) * state.iterations());
}
void BM_JsonPlain(benchmark::State& state) { Json(state, kPlain); }
BENCHMARK(BM_JsonPlain);
void BM_JsonFindings(benchmark::State& state) { Json(state, kFindings); }
BENCHMARK(BM_JsonFindings);

void BM_ShapesOnly(benchmark::State& state) {
  struct Count {
    size_t seen = 0;
    void DigitRun(size_t, size_t) { ++seen; }
    void MixedWord(size_t, size_t) { ++seen; }
    void LongLetters(size_t, size_t) { ++seen; }
    void At(size_t) { ++seen; }
    void Colon(size_t) { ++seen; }
    void PairDashes(size_t) { ++seen; }
    void QuadDots(size_t) { ++seen; }
  } count;
  std::vector<detect::BlockMarks> marks(detect::BlocksOf(kPlain));
  for (auto _ : state) {
    detect::VisitShapes(kPlain, count, marks.data());
    benchmark::DoNotOptimize(count.seen);
  }
  state.SetBytesProcessed(static_cast<int64_t>(kPlain.size()) * state.iterations());
  state.SetLabel(detect::ShapesTarget());
}
BENCHMARK(BM_ShapesOnly);

void Literals(benchmark::State& state, detect::LiteralBackend backend) {
  std::vector<detect::Literal> literals;
  for (const Rule& rule : Rules()) {
    for (const Shape& shape : rule.shapes) {
      if (const auto* prefix = std::get_if<PrefixShape>(&shape)) {
        for (const std::string& text : prefix->prefixes)
          literals.push_back({text, prefix->any_case});
      }
    }
  }
  for (std::string_view word :
       {"password", "secret", "token", "api_key", "eyJ", "://", "-----BEGIN"}) {
    literals.push_back({std::string(word), true});
  }
  auto matcher = *detect::MakeLiteralMatcher(literals, backend);
  auto scratch = *matcher->NewScratch();
  for (auto _ : state) {
    benchmark::DoNotOptimize(matcher->Find(kPlain, 1000, *scratch));
  }
  state.SetBytesProcessed(static_cast<int64_t>(kPlain.size()) * state.iterations());
  state.counters["literals"] = static_cast<double>(literals.size());
}
void BM_LiteralsHyperscan(benchmark::State& state) {
  if (!detect::HasBackend(detect::LiteralBackend::kHyperscan))
    return state.SkipWithError("not here");
  Literals(state, detect::LiteralBackend::kHyperscan);
}
BENCHMARK(BM_LiteralsHyperscan);
void BM_LiteralsPortable(benchmark::State& state) {
  Literals(state, detect::LiteralBackend::kPortable);
}
BENCHMARK(BM_LiteralsPortable);

// The rules several times over, each copy with its own context words and prefixes: a record without
// candidates must not notice.
void BM_ScanPlainManyRules(benchmark::State& state) {
  std::vector<Rule> many;
  for (int copy = 0; copy < state.range(0); ++copy) {
    for (Rule rule : Rules()) {
      if (copy > 0) {
        for (std::string& word : rule.context) word += std::to_string(copy);
        for (Shape& shape : rule.shapes) {
          if (auto* prefix = std::get_if<PrefixShape>(&shape)) {
            for (std::string& text : prefix->prefixes) text += static_cast<char>('a' + copy);
          }
        }
      }
      many.push_back(std::move(rule));
    }
  }
  const auto detector = *Detector::Compile(many);
  Scan(state, kPlain, *detector);
  state.counters["rules"] = static_cast<double>(many.size());
}
BENCHMARK(BM_ScanPlainManyRules)->Arg(1)->Arg(4);

}  // namespace
}  // namespace aegis
