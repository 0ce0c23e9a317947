#include "src/detect/validators/uk_chi.h"

#include <array>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"

namespace aegis::validators {

bool UkChi(std::string_view text) noexcept {
  return IsDigits(text, 10) &&
         IsDateInSomeCentury(Field(text, 4, 2), Field(text, 2, 2), Field(text, 0, 2)) &&
         WeightedSum(text, std::array{10, 9, 8, 7, 6, 5, 4, 3, 2, 1}) % 11 == 0;
}

}  // namespace aegis::validators
