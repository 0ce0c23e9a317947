#include "src/detect/validators/lt_vat.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool LtVat(std::string_view text) noexcept {
  if ((text.size() != 9 && text.size() != 12) || !AllDigits(text) || AllSame(text)) return false;
  const std::size_t last = text.size() - 1;
  if (text[last - 1] != '1') return false;
  int first_sum = 0;
  int second_sum = 0;
  for (std::size_t i = 0; i < last; ++i) {
    first_sum += Digit(text[i]) * static_cast<int>(i % 9 + 1);
    second_sum += Digit(text[i]) * static_cast<int>((i + 2) % 9 + 1);
  }
  const int check = first_sum % 11 == 10 ? second_sum % 11 % 10 : first_sum % 11;
  return check == Digit(text[last]);
}

}  // namespace aegis::validators
