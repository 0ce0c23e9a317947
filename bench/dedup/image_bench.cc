// What does a picture of 60 KB cost: its exact fingerprint alone, which is all that a repeated one
// takes; each step of the perceptual way; and search among 100,000 pictures?
#include <benchmark/benchmark.h>

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "src/dedup/derive.h"
#include "src/dedup/image/decode.h"
#include "src/dedup/image_search.h"
#include "src/dedup/mac.h"
#include "src/dedup/memory_entries.h"
#include "tests/unit/dedup/image/encode.h"

namespace aegis::dedup {
namespace {

// 1200 x 900 with grain as a camera leaves it, at the quality that makes it 60 KB.
const Picture& Photo() {
  static const Picture picture = [] {
    Picture scene = Scene(3, 1200, 900);
    for (uint32_t y = 0; y < scene.height; ++y) {
      for (uint32_t x = 0; x < scene.width; ++x) {
        const auto grain = static_cast<int>(Mixed(5, x, y) % 13) - 6;
        for (size_t i = 0; i < 3; ++i) {
          scene.at(x, y)[i] = static_cast<uint8_t>(std::clamp(scene.at(x, y)[i] + grain, 0, 255));
        }
      }
    }
    return scene;
  }();
  return picture;
}

std::string JpegOf60Kb(bool progressive) {
  std::string best;
  for (int quality = 20; quality <= 98; ++quality) {
    std::string file = AsJpeg(Photo(), {.quality = quality, .progressive = progressive});
    if (file.size() > 61'440) break;
    best = std::move(file);
  }
  return best;
}

const std::string& File(int kind) {
  static const std::array<std::string, 4> files = {JpegOf60Kb(false), JpegOf60Kb(true),
                                                   AsPng(Scene(3, 240, 180)),
                                                   AsWebp(Photo(), {.quality = 80})};
  return files[static_cast<size_t>(kind)];
}

void Name(benchmark::State& state, const std::string& file) {
  static constexpr const char* kNames[] = {"JPEG", "JPEG, progressive", "PNG 240x180", "WebP"};
  state.SetLabel(std::string(kNames[state.range(0)]) + ", " + std::to_string(file.size()) +
                 " bytes");
}

void RepeatedPictureExactMac(benchmark::State& state) {
  const std::string& file = File(0);
  Secret secret{};
  const MacKey key = *MacKey::Derive(secret, "bench");
  for (auto _ : state) benchmark::DoNotOptimize(Mac128(key, "value", file));
  state.SetLabel(std::to_string(file.size()) + " bytes");
}
BENCHMARK(RepeatedPictureExactMac);

void Decode(benchmark::State& state) {
  const std::string& file = File(static_cast<int>(state.range(0)));
  Arena arena;
  for (auto _ : state) {
    arena.Reset();
    benchmark::DoNotOptimize(DecodeImage(*ImageIn(file, arena), arena));
  }
  Name(state, file);
}
BENCHMARK(Decode)->DenseRange(0, 3);

void DecodeBase64Field(benchmark::State& state) {
  static constexpr char kDigits[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::string& file = File(0);
  std::string text;
  for (size_t i = 0; i + 2 < file.size(); i += 3) {
    uint32_t group = 0;
    for (size_t j = 0; j < 3; ++j) group = group << 8 | static_cast<unsigned char>(file[i + j]);
    for (int shift = 18; shift >= 0; shift -= 6) text += kDigits[group >> shift & 63];
  }
  Arena arena;
  for (auto _ : state) {
    arena.Reset();
    benchmark::DoNotOptimize(ImageIn(text, arena));
  }
}
BENCHMARK(DecodeBase64Field);

void Hash(benchmark::State& state) {
  const ImageGrid grid = GridOf(Scene(3, 240, 180));
  for (auto _ : state) benchmark::DoNotOptimize(TestImageKey().Fingerprint(grid));
}
BENCHMARK(Hash);

// From the bytes to the fingerprint.
void WholePerceptualWay(benchmark::State& state) {
  const std::string& file = File(static_cast<int>(state.range(0)));
  Arena arena;
  for (auto _ : state) {
    arena.Reset();
    const auto grid = DecodeImage(*ImageIn(file, arena), arena);
    benchmark::DoNotOptimize(TestImageKey().Fingerprint(*grid));
  }
  Name(state, file);
}
BENCHMARK(WholePerceptualWay)->DenseRange(0, 3);

const MemoryEntries& HundredThousand() {
  static const MemoryEntries* entries = [] {
    auto* made = new MemoryEntries();
    std::mt19937_64 random(1);
    for (int64_t i = 0; i < 100'000; ++i) {
      ImageHash hash;
      for (uint64_t& word : hash.wide) word = random();
      hash.narrow = random();
      Arena arena;
      ArenaVector<Entry> added(arena);
      AddEntry(NewImage({0, i, 0}, 0, hash, arena), nullptr, added);
      for (const Entry& entry : added) made->Add(entry);
    }
    return made;
  }();
  return *entries;
}

// A picture that is not there, which is the long way: all chunks in all eight ways.
void SearchAmong100k(benchmark::State& state) {
  const View view{&HundredThousand(), {.now_ms = 0}};
  const auto radius = static_cast<uint32_t>(state.range(0));
  std::vector<ImageFingerprint> pictures;
  for (uint32_t seed = 1; seed <= 16; ++seed) {
    pictures.push_back(TestImageKey().Fingerprint(GridOf(Scene(seed, 80, 60))));
  }
  ImageSearch search;
  size_t next = 0, candidates = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        search.Find(pictures[next++ % pictures.size()], {0, 1 << 20, 0}, {radius, 1000}, view));
    candidates += search.candidates();
  }
  state.counters["candidates"] =
      benchmark::Counter(static_cast<double>(candidates), benchmark::Counter::kAvgIterations);
}
BENCHMARK(SearchAmong100k)->Arg(8)->Arg(15)->Arg(31);

}  // namespace
}  // namespace aegis::dedup
