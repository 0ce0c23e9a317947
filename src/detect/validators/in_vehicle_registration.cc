#include "src/detect/validators/in_vehicle_registration.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/in_state.h"

namespace aegis::validators {

bool InVehicleRegistration(std::string_view text) noexcept {
  if (text.size() < 7 || text.size() > 11) return false;
  if (IsDigit(text[0])) {
    return (text.size() == 9 || text.size() == 10) && AllDigits(text.substr(0, 2)) &&
           text.substr(2, 2) == "BH" && AllDigits(text.substr(4, 4)) &&
           All(text.substr(8), IsUpper);
  }
  if (!IsIndianState(text.substr(0, 2)) || !IsDigit(text[2])) return false;
  const std::size_t letters = IsDigit(text[3]) ? 4 : 3;
  const std::size_t serial = text.size() - 4;
  return letters < serial && serial <= letters + 3 && AllDigits(text.substr(serial)) &&
         All(text.substr(letters, serial - letters), IsUpper);
}

}  // namespace aegis::validators
