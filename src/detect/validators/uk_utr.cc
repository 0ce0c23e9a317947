#include "src/detect/validators/uk_utr.h"

#include <array>
#include <cstddef>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool UkUtr(std::string_view text) noexcept {
  if (text.size() == 11 && text[10] == 'K') text.remove_suffix(1);
  if (!IsDigits(text, 10) || AllSame(text.substr(1))) return false;
  const int sum = WeightedSum(text.substr(1), std::array{6, 7, 8, 9, 10, 5, 4, 3, 2});
  return std::string_view("21987654321")[static_cast<std::size_t>(sum % 11)] == text[0];
}

}  // namespace aegis::validators
