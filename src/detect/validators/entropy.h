#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

// Shannon entropy in fixed point: the answer must be the same on every machine, and the C library's
// logarithm need not be.
namespace aegis::validators {

/// One bit of entropy.
inline constexpr std::uint32_t kEntropyOne = 1u << 12;
/// Longer texts are judged by their first characters.
inline constexpr std::size_t kEntropyWindow = 256;

namespace entropy_internal {

/// log2(n) times kEntropyOne, rounded down, by repeated squaring.
constexpr std::uint32_t Log2(std::uint32_t n) noexcept {
  std::uint32_t whole = 0;
  while ((n >> whole) > 1) ++whole;
  std::uint64_t mantissa = (std::uint64_t{n} << 31) >> whole;  // in [1, 2) times 2^31
  std::uint32_t result = whole;
  for (int bit = 0; bit < 12; ++bit) {
    mantissa = (mantissa * mantissa) >> 31;
    const bool carry = (mantissa >> 32) != 0;
    if (carry) mantissa >>= 1;
    result = (result << 1) | (carry ? 1u : 0u);
  }
  return result;
}

inline constexpr auto kLog2 = [] {
  std::array<std::uint32_t, kEntropyWindow + 1> table{};
  for (std::uint32_t n = 1; n < table.size(); ++n) table[n] = Log2(n);
  return table;
}();

}  // namespace entropy_internal

/// Bits a character, times kEntropyOne, of the byte distribution of `text`.
constexpr std::uint32_t Entropy(std::string_view text) noexcept {
  text = text.substr(0, kEntropyWindow);
  if (text.empty()) return 0;
  std::array<std::uint16_t, 256> count{};
  for (const char c : text) ++count[static_cast<unsigned char>(c)];
  std::uint64_t sum = 0;
  // Most texts are far shorter than there are bytes: each count is met where its byte comes first.
  for (const char c : text) {
    std::uint16_t& n = count[static_cast<unsigned char>(c)];
    if (n > 1) sum += n * std::uint64_t{entropy_internal::kLog2[n]};
    n = 0;
  }
  const std::uint64_t total = text.size() * std::uint64_t{entropy_internal::kLog2[text.size()]};
  return static_cast<std::uint32_t>((total - (sum < total ? sum : total)) / text.size());
}

constexpr bool HasEntropy(std::string_view text, std::uint32_t bits) noexcept {
  return Entropy(text) >= bits;
}

}  // namespace aegis::validators
