#include "src/detect/validators/blake2b.h"

#include <algorithm>
#include <bit>
#include <cstddef>

namespace aegis::validators {
namespace {

constexpr std::size_t kBlock = 128;
constexpr std::size_t kDigest = 64;

constexpr std::array<std::uint64_t, 8> kInitial = {
    0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
    0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179};

constexpr std::uint8_t kSigma[10][16] = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
                                         {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
                                         {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
                                         {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
                                         {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
                                         {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
                                         {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
                                         {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
                                         {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
                                         {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0}};

void Mix(std::array<std::uint64_t, 16>& v, std::size_t a, std::size_t b, std::size_t c,
         std::size_t d, std::uint64_t x, std::uint64_t y) {
  v[a] += v[b] + x;
  v[d] = std::rotr(v[d] ^ v[a], 32);
  v[c] += v[d];
  v[b] = std::rotr(v[b] ^ v[c], 24);
  v[a] += v[b] + y;
  v[d] = std::rotr(v[d] ^ v[a], 16);
  v[c] += v[d];
  v[b] = std::rotr(v[b] ^ v[c], 63);
}

}  // namespace

std::array<std::uint8_t, kDigest> Blake2b512(std::span<const std::uint8_t> bytes) noexcept {
  const std::size_t size = std::min(bytes.size(), kBlock);
  std::array<std::uint64_t, 16> message{};
  for (std::size_t i = 0; i < size; ++i) {
    message[i / 8] |= std::uint64_t{bytes[i]} << (8 * (i % 8));
  }
  std::array<std::uint64_t, 8> state = kInitial;
  state[0] ^= 0x01010000 ^ kDigest;
  std::array<std::uint64_t, 16> v{};
  for (std::size_t i = 0; i < 8; ++i) {
    v[i] = state[i];
    v[i + 8] = kInitial[i];
  }
  v[12] ^= size;
  v[14] = ~v[14];  // the last block
  constexpr std::size_t kRounds = 12;
  for (std::size_t round = 0; round < kRounds; ++round) {
    const auto& s = kSigma[round % 10];
    Mix(v, 0, 4, 8, 12, message[s[0]], message[s[1]]);
    Mix(v, 1, 5, 9, 13, message[s[2]], message[s[3]]);
    Mix(v, 2, 6, 10, 14, message[s[4]], message[s[5]]);
    Mix(v, 3, 7, 11, 15, message[s[6]], message[s[7]]);
    Mix(v, 0, 5, 10, 15, message[s[8]], message[s[9]]);
    Mix(v, 1, 6, 11, 12, message[s[10]], message[s[11]]);
    Mix(v, 2, 7, 8, 13, message[s[12]], message[s[13]]);
    Mix(v, 3, 4, 9, 14, message[s[14]], message[s[15]]);
  }
  std::array<std::uint8_t, kDigest> digest{};
  for (std::size_t i = 0; i < kDigest; ++i) {
    const std::uint64_t word = state[i / 8] ^ v[i / 8] ^ v[i / 8 + 8];
    digest[i] = static_cast<std::uint8_t>(word >> (8 * (i % 8)));
  }
  return digest;
}

}  // namespace aegis::validators
