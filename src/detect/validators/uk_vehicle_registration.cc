#include "src/detect/validators/uk_vehicle_registration.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool UkVehicleRegistration(std::string_view text) noexcept {
  if (text.size() != 7 || !AllDigits(text.substr(2, 2)) || Field(text, 2, 2) < 2) return false;
  for (const std::size_t i : {0, 1, 4, 5, 6}) {
    if (!IsUpper(text[i]) || Contains("IQ", text[i])) return false;
  }
  return text[0] != 'Z' && text[1] != 'Z';
}

}  // namespace aegis::validators
