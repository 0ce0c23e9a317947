#include "src/detect/validators/hu_personal_id.h"

#include <array>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"

namespace aegis::validators {

bool HuPersonalId(std::string_view text) noexcept {
  if (!IsDigits(text, 11) || text[0] == '0' || text[0] == '9') return false;
  const int kind = (Digit(text[0]) - 1) % 4;
  const int two_digits = Field(text, 1, 2);
  const int year = two_digits + (kind < 2 ? 1900 : two_digits <= 30 ? 2000 : 1800);
  if (!IsDate(year, Field(text, 3, 2), Field(text, 5, 2))) return false;
  const int sum = year < 1997 ? WeightedSum(text, std::array{1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
                              : WeightedSum(text, std::array{10, 9, 8, 7, 6, 5, 4, 3, 2, 1});
  return sum % 11 == Digit(text[10]);
}

}  // namespace aegis::validators
