// What one record of about 1 KB costs in the codecs: decoding (validation included), the field
// table, splicing two edits.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/arena.h"
#include "src/codec/codec.h"

namespace aegis {
namespace {

// An order as a shop would send it: mostly short strings and numbers.
std::string Order(std::string_view note) {
  std::string json =
      R"({"order_id":"ord-2024-000184467","created_at":"2024-05-17T09:31:22.481Z","customer":{"id":88213,)"
      R"("name":"Maria Lindqvist","email":"maria.lindqvist@example.org","phone":"+46 8 123 456 78"},"items":[)";
  for (int i = 0; i < 5; ++i) {
    if (i != 0) json += ',';
    json += R"({"sku":"SKU-10)" + std::to_string(i) +
            R"(","title":"Enamel mug, 35 cl","quantity":2,"price":149.50,"gift":false})";
  }
  json +=
      R"(],"shipping":{"street":"Storgatan 14","city":"Uppsala","zip":"753 31","country":"SE","lat":59.8586,"lon":17.6389},)"
      R"("payment":{"method":"card","pan":"4111 1111 1111 1111","amount":747.5,"currency":"SEK","captured":true},"note":")";
  json += note;
  json += R"(","tags":["web","returning",null]})";
  return json;
}

constexpr std::string_view kPlainNote =
    "Leave at the door if nobody answers. The code is on the paper inside. Thank you very much!";
constexpr std::string_view kEscapedNote =
    R"(Leave at the \"blue\" door.\nIf nobody answers:\n\t1. ring\n\t2. wait\nTack s\u00e5 mycket! \ud83d\ude00)";

void Decode(benchmark::State& state, Format format, const std::string& record) {
  Codecs codecs;
  Arena arena;
  for (auto _ : state) {
    arena.Reset();
    auto document = codecs.For(format).Decode(record, arena);
    benchmark::DoNotOptimize(document);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(record.size()));
  state.counters["bytes"] = static_cast<double>(record.size());
}

void Fields(benchmark::State& state, const std::string& record) {
  Codecs codecs;
  Arena arena;
  Arena table;
  Document document = *codecs.For(Format::kJson).Decode(record, arena);
  for (auto _ : state) {
    table.Reset();
    benchmark::DoNotOptimize(codecs.For(Format::kJson).BuildFields(document, table));
  }
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(record.size()));
}

void Encode(benchmark::State& state, const std::string& record) {
  Codecs codecs;
  Arena arena;
  Arena output;
  Document document = *codecs.For(Format::kJson).Decode(record, arena);
  auto place = [&](std::string_view text) {
    auto begin = static_cast<uint32_t>(record.find(text));
    return Span{begin, begin + static_cast<uint32_t>(text.size())};
  };
  std::vector<Edit> edits = {
      {place("maria.lindqvist@example.org"), "[EMAIL_ADDRESS]", Edit::Kind::kReplace},
      {place("4111 1111 1111 1111"), "**** **** **** 1111", Edit::Kind::kReplace}};
  document.Fields();
  for (auto _ : state) {
    output.Reset();
    auto encoded = codecs.For(Format::kJson).Encode(document, edits, output);
    benchmark::DoNotOptimize(encoded);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(record.size()));
}

BENCHMARK_CAPTURE(Decode, json_plain, Format::kJson, Order(kPlainNote));
BENCHMARK_CAPTURE(Decode, json_escapes, Format::kJson, Order(kEscapedNote));
BENCHMARK_CAPTURE(Decode, text, Format::kText, Order(kPlainNote));
BENCHMARK_CAPTURE(Fields, json_plain, Order(kPlainNote));
BENCHMARK_CAPTURE(Fields, json_escapes, Order(kEscapedNote));
BENCHMARK_CAPTURE(Encode, json_two_edits, Order(kPlainNote));

}  // namespace
}  // namespace aegis
