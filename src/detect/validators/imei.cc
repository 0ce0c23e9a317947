#include "src/detect/validators/imei.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/luhn.h"

namespace aegis::validators {

bool Imei(std::string_view text) noexcept {
  if (!IsDigits(text, 15)) return false;
  constexpr int kReportingBodies[] = {1,  10, 30, 33, 35, 44, 45, 49, 50,
                                      51, 52, 53, 54, 86, 91, 98, 99};
  const int body = Field(text, 0, 2);
  for (const int known : kReportingBodies) {
    if (body == known) return HasLuhnSum(text);
  }
  return false;
}

}  // namespace aegis::validators
