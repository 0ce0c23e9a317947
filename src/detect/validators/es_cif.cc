#include "src/detect/validators/es_cif.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/luhn.h"

namespace aegis::validators {

bool EsCif(std::string_view text) noexcept {
  if (text.size() != 9 || !Contains("ABCDEFGHJNPQRSUVW", text[0])) return false;
  if (!AllDigits(text.substr(1, 7))) return false;
  const std::size_t letter = std::string_view("JABCDEFGHI").find(text[8]);
  if (letter == std::string_view::npos && !IsDigit(text[8])) return false;
  char digits[8];
  for (std::size_t i = 0; i < 7; ++i) digits[i] = text[i + 1];
  digits[7] = letter == std::string_view::npos ? text[8] : static_cast<char>('0' + letter);
  return HasLuhnSum({digits, 8});
}

}  // namespace aegis::validators
