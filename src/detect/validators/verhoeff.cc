#include "src/detect/validators/verhoeff.h"

#include <array>
#include <cstddef>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {
namespace {

/// Rotations are 0-4, reflections 5-9.
constexpr int Multiply(int a, int b) {
  if (a < 5) return b < 5 ? (a + b) % 5 : (a + b) % 5 + 5;
  return b < 5 ? (a - b + 5) % 5 + 5 : (a - b + 5) % 5;
}

constexpr std::array<int, 10> kPermutation = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};

/// kPower[i][d]: the permutation applied i times; its order is eight.
constexpr auto kPower = [] {
  std::array<std::array<int, 10>, 8> power{};
  for (int d = 0; d < 10; ++d) power[0][d] = d;
  for (std::size_t i = 1; i < 8; ++i) {
    for (int d = 0; d < 10; ++d) power[i][d] = kPermutation[power[i - 1][d]];
  }
  return power;
}();

}  // namespace

bool HasVerhoeffSum(std::string_view digits) noexcept {
  int check = 0;
  std::size_t position = 0;
  for (std::size_t i = digits.size(); i-- > 0; ++position) {
    check = Multiply(check, kPower[position % 8][Digit(digits[i])]);
  }
  return check == 0;
}

bool Verhoeff(std::string_view text) noexcept {
  return text.size() >= 2 && text.size() <= 32 && AllDigits(text) && HasVerhoeffSum(text);
}

}  // namespace aegis::validators
