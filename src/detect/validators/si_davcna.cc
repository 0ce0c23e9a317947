#include "src/detect/validators/si_davcna.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool SiDavcna(std::string_view text) noexcept {
  if (!IsDigits(text, 8) || text[0] == '0') return false;
  const int remainder = WeightedSum(text, std::array{8, 7, 6, 5, 4, 3, 2}) % 11;
  return remainder != 0 && (11 - remainder) % 10 == Digit(text[7]);
}

}  // namespace aegis::validators
