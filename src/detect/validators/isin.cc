#include "src/detect/validators/isin.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/iso3166.h"
#include "src/detect/validators/luhn.h"

namespace aegis::validators {

bool Isin(std::string_view text) noexcept {
  if (text.size() != 12 || !IsDigit(text[11]) || !All(text.substr(2), IsUpperAlnum)) return false;
  // Numbers that belong to no country: international securities, substitutes, derivatives.
  constexpr std::string_view kSupranational[] = {"XS", "XA", "XB", "XC", "XD", "XF",
                                                 "XK", "EU", "EZ", "QS", "QT"};
  bool known = IsIso3166(text.substr(0, 2));
  for (const auto prefix : kSupranational) known = known || text.starts_with(prefix);
  if (!known) return false;
  char digits[24];
  std::size_t count = 0;
  for (const char c : text) {
    const int value = Value36(c);
    if (value >= 10) digits[count++] = static_cast<char>('0' + value / 10);
    digits[count++] = static_cast<char>('0' + value % 10);
  }
  return HasLuhnSum({digits, count});
}

}  // namespace aegis::validators
