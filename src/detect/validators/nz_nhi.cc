#include "src/detect/validators/nz_nhi.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool NzNhi(std::string_view text) noexcept {
  if (text.size() != 7) return false;
  constexpr std::string_view kLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ";
  int sum = 0;
  for (std::size_t i = 0; i < 6; ++i) {
    const std::size_t at = kLetters.find(text[i]);
    const bool letter = at != std::string_view::npos;
    const bool may_be_letter = i < 3 || i == 5;
    const bool may_be_digit = i >= 3;
    if (!(letter && may_be_letter) && !(IsDigit(text[i]) && may_be_digit)) return false;
    sum += (letter ? static_cast<int>(at) + 1 : Digit(text[i])) * (7 - static_cast<int>(i));
  }
  if (!IsDigit(text[5])) {
    return text[6] == kLetters[static_cast<std::size_t>(22 - sum % 23)] ||
           (sum % 23 == 0 && text[6] == kLetters[22]);
  }
  return sum % 11 != 0 && IsDigit(text[6]) && Digit(text[6]) == (11 - sum % 11) % 10;
}

}  // namespace aegis::validators
