#include "src/detect/validators/ch_uid.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool ChUid(std::string_view text) noexcept {
  if (text.size() < 12 || !text.starts_with("CHE") || !AllDigits(text.substr(3, 9))) return false;
  const std::string_view tail = text.substr(12);
  if (!tail.empty() && tail != "MWST" && tail != "TVA" && tail != "IVA" && tail != "TPV")
    return false;
  const std::string_view digits = text.substr(3, 9);
  return !AllSame(digits) && WeightedSum(digits, std::array{5, 4, 3, 2, 7, 6, 5, 4, 1}) % 11 == 0;
}

}  // namespace aegis::validators
