#include "src/detect/validators/eu_uvci.h"

#include "src/detect/validators/ascii.h"

namespace aegis::validators {
namespace {

constexpr int kCharacters = 38;

/// A-Z, 0-9, / and :, in that order.
int Value(char c) {
  if (IsUpper(c)) return c - 'A';
  if (IsDigit(c)) return 26 + Digit(c);
  return c == '/' ? 36 : c == ':' ? 37 : -1;
}

}  // namespace

bool EuUvci(std::string_view text) noexcept {
  constexpr std::string_view kHead = "URN:UVCI:";
  if (text.size() < 16 || text.size() > 90 || !text.starts_with(kHead)) return false;
  if (!AllDigits(text.substr(9, 2)) || text[11] != ':' || !IsUpper(text[12]) ||
      !IsUpper(text[13]) || text[14] != ':') {
    return false;
  }
  const std::size_t mark = text.find('#');
  if (mark != std::string_view::npos && mark + 2 != text.size()) return false;
  int sum = 0;
  bool twice = false;
  for (std::size_t i = text.size(); i-- > 0;) {
    if (i == mark) continue;
    const int value = Value(text[i]) * (twice ? 2 : 1);
    if (value < 0) return false;
    sum += value / kCharacters + value % kCharacters;
    twice = !twice;
  }
  return mark == std::string_view::npos || sum % kCharacters == 0;
}

}  // namespace aegis::validators
