#include "src/detect/validators/gt_nit.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool GtNit(std::string_view text) noexcept {
  if (text.size() < 5 || text.size() > 12) return false;
  const std::string_view digits = text.substr(0, text.size() - 1);
  if (!AllDigits(digits)) return false;
  int sum = 0;
  int weight = 2;
  for (std::size_t i = digits.size(); i-- > 0; ++weight) sum += Digit(digits[i]) * weight;
  return sum != 0 && text.back() == "0123456789K"[(11 - sum % 11) % 11];
}

}  // namespace aegis::validators
