#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

// The few character facts that every validator shares. No locale, no tables, constexpr throughout.
namespace aegis::validators {

constexpr bool IsDigit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool IsUpper(char c) noexcept { return c >= 'A' && c <= 'Z'; }
constexpr bool IsLower(char c) noexcept { return c >= 'a' && c <= 'z'; }
constexpr bool IsAlpha(char c) noexcept { return IsUpper(c) || IsLower(c); }
constexpr bool IsAlnum(char c) noexcept { return IsAlpha(c) || IsDigit(c); }
constexpr bool IsUpperAlnum(char c) noexcept { return IsUpper(c) || IsDigit(c); }
constexpr bool IsHex(char c) noexcept {
  return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
constexpr char ToLower(char c) noexcept { return IsUpper(c) ? static_cast<char>(c + 32) : c; }

constexpr bool Contains(std::string_view set, char c) noexcept {
  return set.find(c) != std::string_view::npos;
}

/// True when `test` holds for every character; true for an empty text.
template <typename Test>
constexpr bool All(std::string_view text, Test test) noexcept {
  for (char c : text) {
    if (!test(c)) return false;
  }
  return true;
}

constexpr bool AllDigits(std::string_view text) noexcept { return All(text, IsDigit); }
constexpr bool IsDigits(std::string_view text, std::size_t length) noexcept {
  return text.size() == length && AllDigits(text);
}
constexpr bool AllSame(std::string_view text) noexcept {
  return text.find_first_not_of(text.empty() ? '\0' : text[0]) == std::string_view::npos;
}

/// At most `most` characters, none of them a blank, a control character or beyond ASCII.
constexpr bool IsVisible(std::string_view text, std::size_t most) noexcept {
  return text.size() <= most && All(text, [](char c) { return c > ' ' && c < '\x7f'; });
}

/// The value of a digit. The caller has checked that it is one.
constexpr int Digit(char c) noexcept { return c - '0'; }

/// 0-9, then A = 10 to Z = 35; -1 for anything else.
constexpr int Value36(char c) noexcept {
  if (IsDigit(c)) return c - '0';
  return IsUpper(c) ? c - 'A' + 10 : -1;
}

/// The number that a run of at most 19 checked digits spells.
constexpr std::uint64_t Number(std::string_view digits) noexcept {
  std::uint64_t value = 0;
  for (char c : digits) value = value * 10 + static_cast<std::uint64_t>(c - '0');
  return value;
}

/// The number that `count` (at most 9) checked digits at `at` spell.
constexpr int Field(std::string_view text, std::size_t at, std::size_t count) noexcept {
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) value = value * 10 + (text[i] - '0');
  return value;
}

/// Sum of digit times weight over the first N characters, which the caller has checked to be
/// digits.
template <std::size_t N>
constexpr int WeightedSum(std::string_view digits, const std::array<int, N>& weights) noexcept {
  int sum = 0;
  for (std::size_t i = 0; i < N; ++i) sum += (digits[i] - '0') * weights[i];
  return sum;
}

}  // namespace aegis::validators
