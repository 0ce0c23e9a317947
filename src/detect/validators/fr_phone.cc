#include "src/detect/validators/fr_phone.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"

namespace aegis::validators {

bool FrPhone(std::string_view text) noexcept {
  if (!IsDigits(text, 10) || text[0] != '0' || text[1] == '0') return false;
  const int step = Field(text, 2, 2) - Field(text, 0, 2);
  bool even = true;    // in equal steps
  bool rising = true;  // drawn numbers, minutes, days: they are told in order
  for (std::size_t i = 2; i < text.size(); i += 2) {
    const int difference = Field(text, i, 2) - Field(text, i - 2, 2);
    even = even && difference == step;
    rising = rising && difference > 0;
  }
  return !even && !(rising && Field(text, 8, 2) < 60);
}

}  // namespace aegis::validators
