// Hashes and searches the files that image_quality.py names, as the product would.
// In: one line each, `add` or `find`, a tab, a path. Out: path, problem or `fine`, quality, the
// eight hashes in hexadecimal (wide, narrow), and for each radius the line among the `add`ed that
// was found, or `-`; parted by tabs.
#include <array>
#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "src/dedup/derive.h"
#include "src/dedup/image/decode.h"
#include "src/dedup/image_search.h"
#include "src/dedup/memory_entries.h"

namespace {

using namespace aegis::dedup;

constexpr std::array<uint32_t, 5> kRadii = {8, 15, 20, 24, 31};

void PrintHash(const ImageHash& hash) {
  std::printf("\t%016" PRIx64 "%016" PRIx64 "%016" PRIx64 "%016" PRIx64 ",%016" PRIx64,
              hash.wide[0], hash.wide[1], hash.wide[2], hash.wide[3], hash.narrow);
}

}  // namespace

int main() {
  const auto key = ImageKey::Derive(Secret{});
  if (!key) return 1;
  MemoryEntries entries;
  ImageSearch search;
  aegis::Arena arena;
  int64_t added = 0;
  for (std::string line; std::getline(std::cin, line);) {
    const size_t tab = line.find('\t');
    if (tab == std::string::npos) return 2;
    const std::string path = line.substr(tab + 1);
    std::ifstream file(path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    arena.Reset();
    const auto image = ImageIn(bytes, arena);
    std::printf("%s", path.c_str());
    const bool add = line.substr(0, tab) == "add";
    const int64_t number = add ? added++ : 0;
    if (!image) {
      std::printf("\tno picture\n");
      continue;
    }
    const auto grid = DecodeImage(*image, arena);
    if (!grid) {
      const std::string_view problem = ImageProblemName(grid.error());
      std::printf("\t%.*s\n", static_cast<int>(problem.size()), problem.data());
      continue;
    }
    const ImageFingerprint fingerprint = key->Fingerprint(*grid);
    std::printf("\tfine\t%u", fingerprint.quality);
    for (const ImageHash& turn : fingerprint.turns) PrintHash(turn);
    if (add) {
      aegis::ArenaVector<Entry> entry(arena);
      AddEntry(NewImage({0, number, 0}, 0, fingerprint.hash(), arena), nullptr, entry);
      if (fingerprint.quality >= kMinImageQuality) {
        for (const Entry& each : entry) entries.Add(each);
      }
    } else {
      for (const uint32_t radius : kRadii) {
        const auto match = search.Find(fingerprint, {0, INT64_MAX, 0}, {radius, 1}, {&entries, {}});
        if (match) {
          std::printf("\t%" PRId64, match->first.offset);
        } else {
          std::printf("\t-");
        }
      }
    }
    std::printf("\n");
  }
  return 0;
}
