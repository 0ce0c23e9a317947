#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

/// The six bits of a base64 character, of the plain or of the URL alphabet; -1 for any other.
constexpr int Base64Value(char c) noexcept {
  if (IsUpper(c)) return c - 'A';
  if (IsLower(c)) return c - 'a' + 26;
  if (IsDigit(c)) return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  return c == '/' || c == '_' ? 63 : -1;
}

constexpr bool IsBase64Url(char c) noexcept { return IsAlnum(c) || c == '-' || c == '_'; }

/// The first N bytes at most that unpadded base64 spells; `ok` is false for a foreign character or
/// a length that no encoder writes. Longer input is cut at N bytes and still checked to its end.
template <std::size_t N>
struct Base64 {
  std::array<char, N> storage{};
  std::size_t size = 0;
  bool ok = false;

  explicit constexpr Base64(std::string_view text) noexcept {
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
      const int value = Base64Value(c);
      if (value < 0) return;
      bits = (bits << 6) | static_cast<std::uint32_t>(value);
      count += 6;
      if (count < 8) continue;
      count -= 8;
      if (size < N) storage[size++] = static_cast<char>((bits >> count) & 0xFF);
    }
    ok = text.size() % 4 != 1;
  }

  constexpr std::string_view bytes() const noexcept { return {storage.data(), size}; }
};

}  // namespace aegis::validators
