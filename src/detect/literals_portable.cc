// Two bytes at each place are looked up in a bit map; where it says yes, the few literals that
// begin so are compared. Without state over the text, so its cost is bounded by the longest literal
// wherever the text comes from.
#include <algorithm>
#include <array>
#include <cstring>

#include "src/detect/literals.h"
#include "src/detect/text_class.h"

namespace aegis::detect {
namespace {

constexpr size_t kPairs = size_t{1} << 16;

size_t Pair(unsigned char first, unsigned char second) { return size_t{first} << 8 | second; }

class PortableScratch final : public LiteralMatcher::Scratch {};

class PortableMatcher final : public LiteralMatcher {
 public:
  explicit PortableMatcher(std::span<const Literal> literals)
      : literals_(literals.begin(), literals.end()) {
    bucket_of_.assign(kPairs, 0);
    buckets_.emplace_back();
    for (uint32_t i = 0; i < literals_.size(); ++i) {
      Literal& literal = literals_[i];
      if (literal.any_case) {
        std::transform(literal.text.begin(), literal.text.end(), literal.text.begin(), ToLower);
      }
      for (unsigned char first : Forms(literal, 0)) {
        if (literal.text.size() == 1) {
          for (int second = 0; second < 256; ++second) {
            Add(Pair(first, static_cast<unsigned char>(second)), i);
          }
          continue;
        }
        for (unsigned char second : Forms(literal, 1)) Add(Pair(first, second), i);
      }
    }
  }

  Result<std::unique_ptr<Scratch>> NewScratch() const override {
    return std::make_unique<PortableScratch>();
  }

  bool Find(std::string_view text, size_t max_hits, Scratch& scratch) const override {
    std::vector<LiteralHit>& hits = scratch.hits;
    hits.clear();
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    for (size_t at = 0; at < text.size(); ++at) {
      // The byte after the last is taken for zero; only literals of one byte match there.
      const unsigned char second = at + 1 < text.size() ? bytes[at + 1] : 0;
      const uint16_t bucket = bucket_of_[Pair(bytes[at], second)];
      if (bucket == 0) continue;
      for (uint32_t i : buckets_[bucket]) {
        const Literal& literal = literals_[i];
        if (literal.text.size() > text.size() - at) continue;
        if (!Equal(text.substr(at, literal.text.size()), literal)) continue;
        if (hits.size() == max_hits) return false;
        hits.push_back({i, static_cast<uint32_t>(at + literal.text.size())});
      }
    }
    std::sort(hits.begin(), hits.end(), [](const LiteralHit& a, const LiteralHit& b) {
      return a.end != b.end ? a.end < b.end : a.literal < b.literal;
    });
    return true;
  }

 private:
  static std::vector<unsigned char> Forms(const Literal& literal, size_t at) {
    const char c = literal.text[at];
    if (literal.any_case && ToUpper(c) != c) {
      return {static_cast<unsigned char>(c), static_cast<unsigned char>(ToUpper(c))};
    }
    return {static_cast<unsigned char>(c)};
  }

  void Add(size_t pair, uint32_t literal) {
    // Buckets are never shared between pairs: there are far fewer of them than 65536.
    if (bucket_of_[pair] == 0) {
      bucket_of_[pair] = static_cast<uint16_t>(buckets_.size());
      buckets_.emplace_back();
    }
    buckets_[bucket_of_[pair]].push_back(literal);
  }

  static bool Equal(std::string_view text, const Literal& literal) {
    if (!literal.any_case) {
      return std::memcmp(text.data(), literal.text.data(), text.size()) == 0;
    }
    for (size_t i = 0; i < text.size(); ++i) {
      if (ToLower(text[i]) != literal.text[i]) return false;
    }
    return true;
  }

  std::vector<Literal> literals_;
  std::vector<uint16_t> bucket_of_;
  std::vector<std::vector<uint32_t>> buckets_;  // [0] is the empty one
};

}  // namespace

Result<std::unique_ptr<LiteralMatcher>> MakePortableMatcher(std::span<const Literal> literals) {
  return std::make_unique<PortableMatcher>(literals);
}

}  // namespace aegis::detect
