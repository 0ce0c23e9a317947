#include "src/detect/validators/mx_curp.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"

namespace aegis::validators {
namespace {

/// Position in 0-9 A-N Ñ O-Z.
int Value(char c) {
  const int value = Value36(c);
  return c > 'N' ? value + 1 : value;
}

}  // namespace

bool MxCurp(std::string_view text) noexcept {
  if (text.size() != 18 || !All(text.substr(0, 4), IsUpper) || !AllDigits(text.substr(4, 6)))
    return false;
  if (!Contains("HMX", text[10]) || !All(text.substr(11, 5), IsUpper)) return false;
  if (!IsUpperAlnum(text[16]) || !IsDigit(text[17])) return false;
  if (!IsDateInSomeCentury(Field(text, 4, 2), Field(text, 6, 2), Field(text, 8, 2))) return false;
  int sum = 0;
  for (int i = 0; i < 17; ++i) sum += Value(text[static_cast<std::size_t>(i)]) * (18 - i);
  return (10 - sum % 10) % 10 == Digit(text[17]);
}

}  // namespace aegis::validators
