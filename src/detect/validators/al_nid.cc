#include "src/detect/validators/al_nid.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"

namespace aegis::validators {

bool AlNid(std::string_view text) noexcept {
  if (text.size() != 10 || !IsUpper(text[0]) || text[0] > 'T' || !AllDigits(text.substr(1, 8)) ||
      !IsUpper(text[9])) {
    return false;
  }
  const int year = 1800 + (text[0] - 'A') * 10 + Digit(text[1]);
  const int raised = Field(text, 2, 2);
  return IsDate(year, raised % 50 > 30 ? raised % 50 - 30 : raised % 50, Field(text, 4, 2));
}

}  // namespace aegis::validators
