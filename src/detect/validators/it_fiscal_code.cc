#include "src/detect/validators/it_fiscal_code.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/it_check.h"

namespace aegis::validators {
namespace {

/// A digit, or the letter that stands for it under omocodia; -1 for anything else.
int OmocodiaDigit(char c) {
  if (IsDigit(c)) return Digit(c);
  const std::size_t at = std::string_view("LMNPQRSTUV").find(c);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

}  // namespace

bool ItFiscalCode(std::string_view text) noexcept {
  if (text.size() != 16) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = i == 6 || i == 7 || i == 9 || i == 10 || (i >= 12 && i <= 14);
    if (digit ? OmocodiaDigit(text[i]) < 0 : !IsUpper(text[i])) return false;
  }
  if (!Contains("ABCDEHLMPRST", text[8])) return false;
  const int day = (OmocodiaDigit(text[9]) * 10 + OmocodiaDigit(text[10]));
  const int day_of_month = day > 40 ? day - 40 : day;
  if (day_of_month < 1 || day_of_month > 31) return false;
  return text[15] == ItCheckLetter(text.substr(0, 15));
}

}  // namespace aegis::validators
