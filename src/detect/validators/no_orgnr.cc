#include "src/detect/validators/no_orgnr.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool NoOrgnr(std::string_view text) noexcept {
  return IsDigits(text, 9) && text[0] >= '8' &&
         WeightedSum(text, std::array{3, 2, 7, 6, 5, 4, 3, 2, 1}) % 11 == 0;
}

}  // namespace aegis::validators
