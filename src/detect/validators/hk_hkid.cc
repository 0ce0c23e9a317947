#include "src/detect/validators/hk_hkid.h"

#include <array>
#include <cstddef>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool HkHkid(std::string_view text) noexcept {
  std::array<char, 16> open{};
  if (text.ends_with(')')) {
    if (text.size() < 10 || text.size() > 11 || text[text.size() - 3] != '(') return false;
    const std::size_t body = text.size() - 3;
    for (std::size_t i = 0; i < body; ++i) open[i] = text[i];
    open[body] = text[body + 1];
    text = {open.data(), body + 1};
  }
  if (text.size() != 8 && text.size() != 9) return false;
  const std::size_t letters = text.size() - 7;
  if (!All(text.substr(0, letters), IsUpper) || !AllDigits(text.substr(letters, 6))) return false;
  const char check = text.back();
  if (!IsDigit(check) && check != 'A') return false;
  // A missing first letter counts as a blank, 36.
  const int first = letters == 2 ? Value36(text[0]) : 36;
  const int sum = first * 9 + Value36(text[letters - 1]) * 8 +
                  WeightedSum(text.substr(letters), std::array{7, 6, 5, 4, 3, 2}) +
                  (check == 'A' ? 10 : Digit(check));
  return sum % 11 == 0;
}

}  // namespace aegis::validators
