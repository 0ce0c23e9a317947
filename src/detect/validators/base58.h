#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

namespace aegis::validators {

inline constexpr std::string_view kBitcoinBase58 =
    "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
inline constexpr std::string_view kXrpBase58 =
    "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";

/// Bytes that a base 58 text spells. `ok` is false for a foreign character or a text over the
/// bound.
struct Base58 {
  /// The longest text in use is an extended key: 111 characters, 82 bytes.
  static constexpr std::size_t kMaxCharacters = 112;
  std::array<std::uint8_t, 96> storage{};
  std::size_t size = 0;
  bool ok = false;
  std::span<const std::uint8_t> bytes() const noexcept { return {storage.data(), size}; }
};

Base58 DecodeBase58(std::string_view text, std::string_view alphabet = kBitcoinBase58) noexcept;

/// True when the last four bytes are the start of the double SHA-256 of those before them.
bool HasBase58Checksum(std::span<const std::uint8_t> bytes) noexcept;

/// Base58Check: decodes to `size` bytes, version first, checksum last. The version byte is one of
/// `versions`.
bool IsBase58Check(std::string_view text, std::size_t size,
                   std::initializer_list<std::uint8_t> versions,
                   std::string_view alphabet = kBitcoinBase58) noexcept;

}  // namespace aegis::validators
