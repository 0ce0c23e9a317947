// Says of pairs of texts how alike they are, exactly and by signature, and which thresholds find
// one given the other. JSON lines {"a", "b"} in, one JSON line each out; near_quality.py asks it.
#include <algorithm>
#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "src/dedup/derive.h"
#include "src/dedup/memory_entries.h"
#include "src/dedup/minhash.h"
#include "src/dedup/near_search.h"

namespace aegis::dedup {
namespace {

constexpr double kThresholds[] = {0.7, 0.8, 0.9};
constexpr int64_t kWindow = 1000;

struct Side {
  NormalText text;
  std::vector<uint64_t> shingles;  // each once, in order
  std::vector<Signature> signatures;
};

bool Read(const std::string& text, const NearKey& key, MinHasher& hasher, Side& side) {
  side.text.Set(text);
  side.shingles.clear();
  ShingleReader reader(side.text, key.shingles);
  std::array<uint64_t, 256> hashes;
  while (const size_t count = reader.Read(hashes)) {
    side.shingles.insert(side.shingles.end(), hashes.begin(), hashes.begin() + count);
  }
  std::sort(side.shingles.begin(), side.shingles.end());
  side.shingles.erase(std::unique(side.shingles.begin(), side.shingles.end()), side.shingles.end());
  const auto signatures = hasher.Sign(text);
  if (!signatures) return false;
  side.signatures.assign(signatures->begin(), signatures->end());
  return true;
}

bool Finds(const Side& stored, const Side& asked, const NearRule& rule, Arena& arena) {
  if (stored.signatures.empty() || asked.signatures.empty()) return false;
  MemoryEntries entries;
  ArenaVector<Entry> made(arena);
  AddEntry(NewNear(0, {0, 1, 0}, stored.signatures[0], arena), &rule, made);
  for (const Entry& entry : made) entries.Add(entry);
  StreamTime time;
  time.Observe(0, kWindow);
  return FindNear(asked.signatures, rule, entries, time, kWindow, {0, 2, 0}, arena).has_value();
}

const char* KindName(const Side& side) {
  return ShingleKindOf(side.text) == ShingleKind::kWords ? "words" : "characters";
}

int Run(int secret_byte) {
  Secret secret;
  secret.fill(static_cast<unsigned char>(secret_byte));
  const auto key = NearKey::Derive(secret);
  if (!key) return 1;
  auto hasher = MinHasher::Create({&*key, 1});
  if (!hasher) return 1;
  Side a;
  Side b;
  Arena arena;
  std::string line;
  while (std::getline(std::cin, line)) {
    arena.Reset();
    const auto pair = nlohmann::json::parse(line);
    if (!Read(pair.at("a"), *key, *hasher, a) || !Read(pair.at("b"), *key, *hasher, b)) return 1;
    std::vector<uint64_t> both;
    std::set_intersection(a.shingles.begin(), a.shingles.end(), b.shingles.begin(),
                          b.shingles.end(), std::back_inserter(both));
    const size_t any = a.shingles.size() + b.shingles.size() - both.size();
    nlohmann::json said = {
        {"kind_a", KindName(a)},
        {"kind_b", KindName(b)},
        {"words", {a.text.words(), b.text.words()}},
        {"any", any},
        {"jaccard", any == 0 ? 0.0 : static_cast<double>(both.size()) / static_cast<double>(any)},
        {"signed", !a.signatures.empty() && !b.signatures.empty()},
        {"estimate", nullptr}};
    if (said["signed"]) said["estimate"] = Estimate(a.signatures[0], b.signatures[0]);
    if (pair.contains("texts")) {
      said["a"] = a.text.Joined();
      said["b"] = b.text.Joined();
    }
    for (const double threshold : kThresholds) {
      said["found"].push_back(Finds(a, b, NearRule::For(threshold), arena));
    }
    std::cout << said.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
  }
  return 0;
}

}  // namespace
}  // namespace aegis::dedup

int main(int argc, char** argv) { return aegis::dedup::Run(argc > 1 ? std::stoi(argv[1]) : 7); }
