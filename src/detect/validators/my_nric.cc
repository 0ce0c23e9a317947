#include "src/detect/validators/my_nric.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"

namespace aegis::validators {

bool MyNric(std::string_view text) noexcept {
  if (!IsDigits(text, 12)) return false;
  const int place = Field(text, 6, 2);
  constexpr int kUnused[] = {0, 17, 18, 19, 20, 69, 70, 73, 80, 81, 94, 95, 96, 97};
  for (const int unused : kUnused) {
    if (place == unused) return false;
  }
  return IsDateInSomeCentury(Field(text, 0, 2), Field(text, 2, 2), Field(text, 4, 2));
}

}  // namespace aegis::validators
