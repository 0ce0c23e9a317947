#include "src/detect/validators/card_expiry.h"

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool CardExpiry(std::string_view text) noexcept {
  std::size_t digits = 0;
  while (digits < text.size() && IsDigit(text[digits])) ++digits;
  if (digits < 1 || digits > 2) return false;
  const int month = Field(text, 0, digits);
  std::string_view year = text.substr(digits);
  while (!year.empty() && !IsDigit(year[0])) {
    if ((year[0] >= 0 && year[0] < ' ') || year[0] == '\x7f') return false;
    year.remove_prefix(1);
  }
  if (digits == text.size() - year.size() || month < 1 || month > 12) return false;
  if (!IsDigits(year, 2) && !IsDigits(year, 4)) return false;
  if (year.size() == 4) {
    if (!year.starts_with("20")) return false;
    year.remove_prefix(2);
  }
  return Field(year, 0, 2) < 80;
}

}  // namespace aegis::validators
