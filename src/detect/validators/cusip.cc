#include "src/detect/validators/cusip.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool Cusip(std::string_view text) noexcept {
  if (text.size() != 9 || !IsDigit(text[8]) || AllSame(text)) return false;
  int sum = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    const std::size_t special = std::string_view("*@#").find(text[i]);
    int value =
        special == std::string_view::npos ? Value36(text[i]) : 36 + static_cast<int>(special);
    if (value < 0) return false;
    if (i % 2 == 1) value *= 2;
    sum += value / 10 + value % 10;
  }
  return (sum + Digit(text[8])) % 10 == 0;
}

}  // namespace aegis::validators
