#include "src/detect/validators/vin.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {
namespace {

constexpr int kRefused = -1;

int Transliterate(char c) {
  if (IsDigit(c)) return Digit(c);
  constexpr int kLetters[26] = {1, 2,        3, 4,        5, 6, 7, 8, kRefused, 1, 2, 3, 4,
                                5, kRefused, 7, kRefused, 9, 2, 3, 4, 5,        6, 7, 8, 9};
  return IsUpper(c) ? kLetters[c - 'A'] : kRefused;
}

}  // namespace

bool Vin(std::string_view text) noexcept {
  if (text.size() != 17 || AllSame(text)) return false;
  constexpr int kWeights[] = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
  int sum = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int value = Transliterate(text[i]);
    if (value < 0) return false;
    sum += value * kWeights[i];
  }
  return text[8] == "0123456789X"[sum % 11];
}

}  // namespace aegis::validators
