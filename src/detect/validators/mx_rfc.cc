#include "src/detect/validators/mx_rfc.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"

namespace aegis::validators {

bool MxRfc(std::string_view text) noexcept {
  // 0-9, A-N, &, O-Z, a blank, Ñ, in this order. A company's begins with the blank.
  constexpr int kAmpersand = 24;
  constexpr int kBlank = 37;
  constexpr int kEnye = 38;
  constexpr std::size_t kTail = 9;  // date, two characters, check character
  if (text.size() < kTail + 3) return false;
  const std::string_view tail = text.substr(text.size() - kTail);
  std::string_view name = text.substr(0, text.size() - kTail);
  const auto value = [](char c) {
    const int plain = Value36(c);
    return plain < kAmpersand ? plain : plain + 1;
  };
  int sum = 0;
  int letters = 0;
  int values[4] = {};
  while (!name.empty() && letters < 4) {
    if (name.starts_with("\xc3\x91")) {
      values[letters++] = kEnye;
      name.remove_prefix(2);
      continue;
    }
    if (name[0] != '&' && !IsUpper(name[0])) return false;
    values[letters++] = name[0] == '&' ? kAmpersand : value(name[0]);
    name.remove_prefix(1);
  }
  if (!name.empty() || letters < 3) return false;
  if (letters == 3) sum = kBlank * 13;
  for (int i = 0; i < letters; ++i) sum += values[i] * (9 + letters - i);
  if (!AllDigits(tail.substr(0, 6)) || !All(tail.substr(6, 2), IsUpperAlnum) ||
      !IsDateInSomeCentury(Field(tail, 0, 2), Field(tail, 2, 2), Field(tail, 4, 2))) {
    return false;
  }
  for (int i = 0; i < 8; ++i) sum += value(tail[static_cast<std::size_t>(i)]) * (9 - i);
  return tail[8] == "0123456789A"[(11 - sum % 11) % 11];
}

}  // namespace aegis::validators
