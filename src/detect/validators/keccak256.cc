#include "src/detect/validators/keccak256.h"

#include <bit>
#include <cstddef>

namespace aegis::validators {
namespace {

constexpr std::size_t kRateBytes = 136;
constexpr int kRounds = 24;

/// Iota's constants, from the linear feedback register that defines them.
constexpr auto kRoundConstants = [] {
  std::array<std::uint64_t, kRounds> constants{};
  unsigned lfsr = 1;
  for (auto& constant : constants) {
    for (int j = 0; j < 7; ++j) {
      if ((lfsr & 1u) != 0) constant ^= std::uint64_t{1} << ((1 << j) - 1);
      lfsr = (lfsr << 1) ^ ((lfsr & 0x80u) != 0 ? 0x171u : 0u);
    }
  }
  return constants;
}();

using State = std::array<std::uint64_t, 25>;

void Permute(State& a) {
  for (const std::uint64_t constant : kRoundConstants) {
    std::array<std::uint64_t, 5> column{};
    for (std::size_t x = 0; x < 5; ++x)
      column[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
    for (std::size_t i = 0; i < 25; ++i) {
      a[i] ^= column[(i + 4) % 5] ^ std::rotl(column[(i + 1) % 5], 1);
    }
    std::size_t x = 1;
    std::size_t y = 0;
    std::uint64_t lane = a[1];
    for (int t = 0; t < 24; ++t) {
      const std::size_t next = (2 * x + 3 * y) % 5;
      x = y;
      y = next;
      const std::uint64_t saved = a[x + 5 * y];
      a[x + 5 * y] = std::rotl(lane, (t + 1) * (t + 2) / 2 % 64);
      lane = saved;
    }
    for (std::size_t row = 0; row < 25; row += 5) {
      std::array<std::uint64_t, 5> b{};
      for (std::size_t i = 0; i < 5; ++i) b[i] = a[row + i];
      for (std::size_t i = 0; i < 5; ++i) a[row + i] = b[i] ^ (~b[(i + 1) % 5] & b[(i + 2) % 5]);
    }
    a[0] ^= constant;
  }
}

void Absorb(State& state, std::size_t at, std::uint8_t byte) {
  state[at / 8] ^= std::uint64_t{byte} << (8 * (at % 8));
}

}  // namespace

std::array<std::uint8_t, 32> Keccak256(std::string_view bytes) noexcept {
  State state{};
  std::size_t at = 0;
  for (const char c : bytes) {
    Absorb(state, at++, static_cast<std::uint8_t>(c));
    if (at == kRateBytes) {
      Permute(state);
      at = 0;
    }
  }
  Absorb(state, at, 0x01);
  Absorb(state, kRateBytes - 1, 0x80);
  Permute(state);
  std::array<std::uint8_t, 32> digest{};
  for (std::size_t i = 0; i < digest.size(); ++i) {
    digest[i] = static_cast<std::uint8_t>(state[i / 8] >> (8 * (i % 8)));
  }
  return digest;
}

}  // namespace aegis::validators
