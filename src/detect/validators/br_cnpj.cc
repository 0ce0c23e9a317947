#include "src/detect/validators/br_cnpj.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {
namespace {

int CheckDigit(std::string_view text) {
  // Weights from the right run 2 to 9 and again.
  int sum = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    sum += (text[i] - '0') * static_cast<int>(2 + (text.size() - 1 - i) % 8);
  }
  return sum % 11 < 2 ? 0 : 11 - sum % 11;
}

}  // namespace

bool BrCnpj(std::string_view text) noexcept {
  if (text.size() != 14 || AllSame(text)) return false;
  if (!All(text.substr(0, 12), IsUpperAlnum) || !AllDigits(text.substr(12))) return false;
  return CheckDigit(text.substr(0, 12)) == Digit(text[12]) &&
         CheckDigit(text.substr(0, 13)) == Digit(text[13]);
}

}  // namespace aegis::validators
