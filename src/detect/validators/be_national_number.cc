#include "src/detect/validators/be_national_number.h"

#include <cstdint>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool BeNationalNumber(std::string_view text) noexcept {
  if (!IsDigits(text, 11) || Field(text, 2, 2) % 20 > 12 || Field(text, 4, 2) > 31) return false;
  const std::uint64_t number = Number(text.substr(0, 9));
  const auto check = static_cast<std::uint64_t>(Field(text, 9, 2));
  return 97 - number % 97 == check || 97 - (2'000'000'000 + number) % 97 == check;
}

}  // namespace aegis::validators
