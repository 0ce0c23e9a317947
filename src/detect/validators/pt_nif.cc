#include "src/detect/validators/pt_nif.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool PtNif(std::string_view text) noexcept {
  if (!IsDigits(text, 9)) return false;
  if (!Contains("12356789", text[0]) && !text.starts_with("45")) return false;
  const int check = 11 - WeightedSum(text, std::array{9, 8, 7, 6, 5, 4, 3, 2}) % 11;
  return (check > 9 ? 0 : check) == Digit(text[8]);
}

}  // namespace aegis::validators
