#include "src/detect/validators/lk_nic.h"

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool LkNic(std::string_view text) noexcept {
  int day = 0;
  if (IsDigits(text, 12)) {
    const int century = Field(text, 0, 2);
    if (century != 19 && century != 20) return false;
    day = Field(text, 4, 3);
  } else if (text.size() == 10 && AllDigits(text.substr(0, 9)) && Contains("VX", text[9])) {
    day = Field(text, 2, 3);
  }
  return (day >= 1 && day <= 366) || (day >= 501 && day <= 866);
}

}  // namespace aegis::validators
