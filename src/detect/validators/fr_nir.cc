#include "src/detect/validators/fr_nir.h"

#include <cstdint>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool FrNir(std::string_view text) noexcept {
  if (text.size() != 15 || !Contains("123478", text[0])) return false;
  const bool corsica = text[5] == '2' && (text[6] == 'A' || text[6] == 'B');
  if (!AllDigits(text.substr(0, 6)) || !(IsDigit(text[6]) || corsica)) return false;
  if (!AllDigits(text.substr(7))) return false;
  // Months 20 and above stand for an unknown or a foreign month of birth.
  const int month = Field(text, 3, 2);
  if (month == 0 || (month > 12 && month < 20)) return false;
  std::uint64_t number = Number(text.substr(0, 5));
  number = number * 100 + (!corsica         ? static_cast<std::uint64_t>(Field(text, 5, 2))
                           : text[6] == 'A' ? 19u
                                            : 18u);
  number = number * 1'000'000 + Number(text.substr(7, 6));
  return 97 - number % 97 == static_cast<std::uint64_t>(Field(text, 13, 2));
}

}  // namespace aegis::validators
