#include "src/detect/validators/ve_rif.h"

#include <array>
#include <cstddef>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool VeRif(std::string_view text) noexcept {
  if (text.size() != 10 || !AllDigits(text.substr(1))) return false;
  const std::size_t kind = std::string_view("VEJPG").find(text[0]);
  if (kind == std::string_view::npos) return false;
  const int sum = 4 * (static_cast<int>(kind) + 1) +
                  WeightedSum(text.substr(1), std::array{3, 2, 7, 6, 5, 4, 3, 2});
  return text[9] == "00987654321"[sum % 11];
}

}  // namespace aegis::validators
