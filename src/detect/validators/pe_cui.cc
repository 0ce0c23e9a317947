#include "src/detect/validators/pe_cui.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool PeCui(std::string_view text) noexcept {
  if (text.size() != 9 || !AllDigits(text.substr(0, 8))) return false;
  const int rest = WeightedSum(text, std::array{3, 2, 7, 6, 5, 4, 3, 2}) % 11;
  return text[8] == "65432110987"[rest] || text[8] == "KJIHGFEDCBA"[rest];
}

}  // namespace aegis::validators
