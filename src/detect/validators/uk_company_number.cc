#include "src/detect/validators/uk_company_number.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool UkCompanyNumber(std::string_view text) noexcept {
  if (IsDigits(text, 8)) return !AllSame(text);
  if (text.size() != 8 || !AllDigits(text.substr(2))) return false;
  constexpr std::string_view kRegisters =
      "AC BR CE CS CU ES FC FE GE GN GS IC IP LP NA NC NF NI NL NO NP NR NV NZ OC OE PC RC RO RS "
      "SA "
      "SC SE SF SG SI SL SO SP SR SZ ZC R0 ";
  for (std::size_t at = 0; at < kRegisters.size(); at += 3) {
    if (kRegisters.substr(at, 2) == text.substr(0, 2)) return true;
  }
  return false;
}

}  // namespace aegis::validators
