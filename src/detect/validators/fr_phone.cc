#include "src/detect/validators/fr_phone.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/date.h"

namespace aegis::validators {

bool FrPhone(std::string_view text) noexcept {
  if (!IsDigits(text, 10) || text[0] != '0' || text[1] == '0') return false;
  const int step = Field(text, 2, 2) - Field(text, 0, 2);
  for (std::size_t i = 4; i < text.size(); i += 2) {
    if (Field(text, i, 2) - Field(text, i - 2, 2) != step) return true;
  }
  return false;
}

}  // namespace aegis::validators
