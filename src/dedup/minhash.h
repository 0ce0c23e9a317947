// How alike two texts are, from 256 bytes of each: of all shingles in a bin, the one whose hash is
// least. Two texts agree in a bin as often as their shingles do (Jaccard's index: those in both
// over those in any), so that counting bins estimates it, with a standard error of sqrt(J (1 - J) /
// 128): 0.035 at 0.8.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "src/base/result.h"
#include "src/dedup/mac.h"
#include "src/dedup/shingles.h"

namespace aegis::dedup {

inline constexpr size_t kComponents = 128;
inline constexpr size_t kSignatureBytes = 2 * kComponents;

// Of each component 16 bits: two that differ look the same once in 65,536 times, which adds less
// than 0.00002 to an estimate.
struct Signature {
  std::array<uint16_t, kComponents> components{};
  friend bool operator==(const Signature&, const Signature&) = default;
};

// Little-endian, one after the other.
void PutSignature(const Signature& signature, char* to);
// Of exactly kSignatureBytes.
Signature ReadSignature(const char* bytes);

// Components that agree, of kComponents.
int Agreeing(const Signature& a, const Signature& b);
inline double Estimate(const Signature& a, const Signature& b) {
  return static_cast<double>(Agreeing(a, b)) / kComponents;
}

// Fewer bins than this with a shingle of their own: the text has about as few different shingles,
// and two of them are too often alike by chance, or unlike by one letter. It has no signature, and
// can only be an exact duplicate.
inline constexpr size_t kMinBins = 16;

// A keyset's key, made ready. The shingle that a bin stands for is chosen by a keyed hash, and
// shown through AES-128 under another key: whoever sees signatures learns which components are
// equal, and nothing else, and can try no text. Signatures under different keys have nothing in
// common.
struct NearKey {
  ShingleKey shingles;
  std::array<unsigned char, 16> components;

  static Result<NearKey> Derive(const Secret& secret);
};

// One thread's, reused from text to text; asks for no memory unless a text is longer than those
// before.
class MinHasher {
 public:
  // The primary key first.
  static Result<MinHasher> Create(std::span<const NearKey> keys);
  MinHasher(MinHasher&&) noexcept;
  MinHasher& operator=(MinHasher&&) noexcept;
  ~MinHasher();

  // One signature for each key, in their order; none when the text is too short for any of them.
  // Valid until the next call.
  Result<std::span<const Signature>> Sign(std::string_view text);

 private:
  struct Cipher;
  struct PerKey;
  MinHasher();

  NormalText text_;
  std::vector<PerKey> keys_;
  std::vector<Signature> signatures_;
};

}  // namespace aegis::dedup
