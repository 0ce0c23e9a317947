#include "src/detect/validators/cu_ni.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"

namespace aegis::validators {

bool CuNi(std::string_view text) noexcept {
  return IsDigits(text, 11) &&
         IsDateInSomeCentury(Field(text, 0, 2), Field(text, 2, 2), Field(text, 4, 2));
}

}  // namespace aegis::validators
