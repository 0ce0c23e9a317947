#include "src/detect/validators/vn_mst.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool VnMst(std::string_view text) noexcept {
  return (text.size() == 10 || text.size() == 13) && AllDigits(text) &&
         10 - WeightedSum(text, std::array{31, 29, 23, 19, 17, 13, 7, 5, 3}) % 11 == Digit(text[9]);
}

}  // namespace aegis::validators
