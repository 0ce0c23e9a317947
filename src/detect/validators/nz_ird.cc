#include "src/detect/validators/nz_ird.h"

#include <array>
#include <cstddef>
#include <cstdint>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool NzIrd(std::string_view text) noexcept {
  if ((text.size() != 8 && text.size() != 9) || !AllDigits(text)) return false;
  const std::uint64_t number = Number(text);
  if (number < 10'000'000 || number >= 150'000'000) return false;
  char padded[9] = {'0'};
  for (std::size_t i = 0; i < text.size(); ++i) padded[9 - text.size() + i] = text[i];
  const std::string_view digits(padded, 9);
  int check = (11 - WeightedSum(digits, std::array{3, 2, 7, 6, 5, 4, 3, 2}) % 11) % 11;
  if (check == 10) {
    check = (11 - WeightedSum(digits, std::array{7, 4, 3, 2, 5, 2, 7, 6}) % 11) % 11;
  }
  return check == Digit(digits[8]);
}

}  // namespace aegis::validators
