#include "src/dedup/minhash.h"

#include <openssl/evp.h>

#include <algorithm>
#include <bit>
#include <cstring>

namespace aegis::dedup {
namespace {

constexpr int kBinBits = 7;
static_assert(size_t{1} << kBinBits == kComponents);
constexpr uint64_t kEmpty = ~uint64_t{0};

using Minima = std::array<uint64_t, kComponents>;

// Where an empty bin looks for the try'th time: any bin, the same for every text. (Steele, Lea and
// Flood's mixing of a counter; it needs no key, for it knows nothing of the text.)
constexpr size_t Probe(size_t bin, uint64_t attempt) {
  uint64_t z = (attempt << kBinBits | bin) * 0x9e3779b97f4a7c15 + 0x9e3779b97f4a7c15;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
  z = (z ^ z >> 27) * 0x94d049bb133111eb;
  return z >> (64 - kBinBits);
}

// The first probes of every bin, which mostly suffice.
constexpr size_t kTabled = 8;
constexpr auto kProbes = [] {
  std::array<std::array<uint8_t, kTabled>, kComponents> probes{};
  for (size_t bin = 0; bin < kComponents; ++bin) {
    for (size_t i = 0; i < kTabled; ++i) probes[bin][i] = static_cast<uint8_t>(Probe(bin, i));
  }
  return probes;
}();

// The least hash of each bin; the first bits of a hash are its bin. Returns how many bins have one.
size_t FindMinima(const NormalText& text, const ShingleKey& key, Minima& minima) {
  minima.fill(kEmpty);
  ShingleReader reader(text, key);
  std::array<uint64_t, 256> hashes;
  while (const size_t count = reader.Read(hashes)) {
    for (size_t i = 0; i < count; ++i) {
      uint64_t& least = minima[hashes[i] >> (64 - kBinBits)];
      least = std::min(least, hashes[i]);
    }
  }
  return static_cast<size_t>(
      std::count_if(minima.begin(), minima.end(), [](uint64_t least) { return least != kEmpty; }));
}

// An empty bin takes what another one has. That one is found by independent probes for each bin, so
// that the borrowed ones are as independent as they can be (Shrivastava, Optimal Densification for
// Fast and Accurate Minwise Hashing, 2017).
void Densify(const Minima& minima, Minima& dense) {
  for (size_t bin = 0; bin < kComponents; ++bin) {
    uint64_t least = minima[bin];
    for (uint64_t i = 0; least == kEmpty; ++i) {
      least = minima[i < kTabled ? kProbes[bin][i] : Probe(bin, i)];
    }
    dense[bin] = least;
  }
}

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

}  // namespace

void PutSignature(const Signature& signature, char* to) {
  static_assert(std::endian::native == std::endian::little);
  std::memcpy(to, signature.components.data(), kSignatureBytes);
}

Signature ReadSignature(const char* bytes) {
  Signature signature;
  std::memcpy(signature.components.data(), bytes, kSignatureBytes);
  return signature;
}

int Agreeing(const Signature& a, const Signature& b) {
  // Sixteen bits each, as the compiler's vectors have them.
  uint16_t agreeing = 0;
  for (size_t i = 0; i < kComponents; ++i) {
    agreeing = static_cast<uint16_t>(agreeing + (a.components[i] == b.components[i] ? 1 : 0));
  }
  return agreeing;
}

Result<NearKey> NearKey::Derive(const Secret& secret) {
  auto shingles = ShingleKey::Derive(secret);
  if (!shingles) return tl::make_unexpected(shingles.error());
  NearKey key{.shingles = *shingles, .components = {}};
  if (auto derived = DeriveBytes(secret, "aegis near components", key.components); !derived) {
    return tl::make_unexpected(derived.error());
  }
  return key;
}

struct MinHasher::PerKey {
  ShingleKey shingles;
  // AES-128 block by block, without padding: it has no state between calls.
  std::unique_ptr<EVP_CIPHER_CTX, FreeContext> cipher;
};

MinHasher::MinHasher() = default;
MinHasher::MinHasher(MinHasher&&) noexcept = default;
MinHasher& MinHasher::operator=(MinHasher&&) noexcept = default;
MinHasher::~MinHasher() = default;

Result<MinHasher> MinHasher::Create(std::span<const NearKey> keys) {
  MinHasher hasher;
  for (const NearKey& key : keys) {
    PerKey made{key.shingles, nullptr};
    made.cipher.reset(EVP_CIPHER_CTX_new());
    if (made.cipher == nullptr ||
        EVP_EncryptInit_ex(made.cipher.get(), EVP_aes_128_ecb(), nullptr, key.components.data(),
                           nullptr) != 1 ||
        EVP_CIPHER_CTX_set_padding(made.cipher.get(), 0) != 1) {
      return Fail(ErrorCode::kInternal, "OpenSSL cannot set up AES-128");
    }
    hasher.keys_.push_back(std::move(made));
  }
  hasher.signatures_.resize(keys.size());
  return hasher;
}

Result<std::span<const Signature>> MinHasher::Sign(std::string_view text) {
  struct Block {
    uint64_t hash;
    uint64_t bin;
  };
  static_assert(sizeof(Block) == 16);
  text_.Set(text);
  for (size_t i = 0; i < keys_.size(); ++i) {
    Minima minima;
    if (FindMinima(text_, keys_[i].shingles, minima) < kMinBins) {
      return std::span<const Signature>();
    }
    Minima dense;
    Densify(minima, dense);
    std::array<Block, kComponents> blocks;
    // The bin makes a borrowed component look unlike its owner's.
    for (size_t bin = 0; bin < kComponents; ++bin) blocks[bin] = {dense[bin], bin};
    auto* bytes = reinterpret_cast<unsigned char*>(blocks.data());
    int size = 0;
    if (EVP_EncryptUpdate(keys_[i].cipher.get(), bytes, &size, bytes, sizeof(blocks)) != 1 ||
        size != sizeof(blocks)) {
      return Fail(ErrorCode::kInternal, "OpenSSL cannot encrypt with AES-128");
    }
    for (size_t bin = 0; bin < kComponents; ++bin) {
      signatures_[i].components[bin] = static_cast<uint16_t>(blocks[bin].hash);
    }
  }
  return std::span<const Signature>(signatures_);
}

}  // namespace aegis::dedup
