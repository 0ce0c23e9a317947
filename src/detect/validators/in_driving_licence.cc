#include "src/detect/validators/in_driving_licence.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/in_state.h"

namespace aegis::validators {

bool InDrivingLicence(std::string_view text) noexcept {
  if (text.size() != 15 || !AllDigits(text.substr(2))) return false;
  const int century = Field(text, 4, 2);
  return IsIndianState(text.substr(0, 2)) && (century == 19 || century == 20);
}

}  // namespace aegis::validators
