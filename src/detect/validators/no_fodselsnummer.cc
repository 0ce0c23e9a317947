#include "src/detect/validators/no_fodselsnummer.h"

#include <array>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"

namespace aegis::validators {

bool NoFodselsnummer(std::string_view text) noexcept {
  if (!IsDigits(text, 11)) return false;
  if (!IsDateInSomeCentury(Field(text, 4, 2), Field(text, 2, 2) % 40, Field(text, 0, 2) % 40)) {
    return false;
  }
  return WeightedSum(text, std::array{3, 7, 6, 1, 8, 9, 4, 5, 2, 1}) % 11 == 0 &&
         WeightedSum(text, std::array{5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1}) % 11 == 0;
}

}  // namespace aegis::validators
