#include "src/detect/validators/uk_upn.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool UkUpn(std::string_view text) noexcept {
  constexpr std::string_view kLetters = "ABCDEFGHJKLMNPQRTUVWXYZ";
  if (text.size() != 13 || !AllDigits(text.substr(1, 11)) || AllSame(text.substr(1))) return false;
  int sum = 0;
  for (std::size_t i = 1; i < 12; ++i) sum += Digit(text[i]) * static_cast<int>(i + 1);
  const std::size_t last =
      IsDigit(text[12]) ? static_cast<std::size_t>(Digit(text[12])) : kLetters.find(text[12]);
  if (last == std::string_view::npos) return false;
  return kLetters[(static_cast<std::size_t>(sum) + 13 * last) % 23] == text[0];
}

}  // namespace aegis::validators
