// Runs a fuzz target over the files of a corpus and a fixed number of mutations of them, without
// libFuzzer.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

void Run(const std::string& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), input.size());
}

}  // namespace

int main(int argc, char** argv) {
  constexpr uint64_t kSeed = 1;
  constexpr int kMutationsEach = 2000;
  std::vector<std::filesystem::path> paths;
  for (int i = 1; i < argc; ++i) {
    for (const auto& entry : std::filesystem::directory_iterator(argv[i])) {
      if (entry.is_regular_file()) paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());
  if (paths.empty()) {
    std::fputs("no seeds\n", stderr);
    return 1;
  }
  std::mt19937_64 random(kSeed);
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    std::string seed((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    Run(seed);
    for (int i = 0; i < kMutationsEach; ++i) {
      std::string input = seed;
      for (uint64_t count = 1 + random() % 4; count > 0 && !input.empty(); --count) {
        size_t at = random() % input.size();
        switch (random() % 4) {
          case 0:
            input[at] = static_cast<char>(random());
            break;
          case 1:
            input.erase(at, 1 + random() % 4);
            break;
          case 2:
            input.insert(at, input.substr(random() % input.size(), 1 + random() % 16));
            break;
          case 3:
            input[at] = "{}[]:,\"\\u0 1e-."[random() % 15];
            break;
        }
      }
      Run(input);
    }
  }
  std::printf("%zu seeds, %d mutations each, seed %llu\n", paths.size(), kMutationsEach,
              static_cast<unsigned long long>(kSeed));
  return 0;
}
