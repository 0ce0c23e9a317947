#include "src/detect/validators/vin_serial.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/vin.h"

namespace aegis::validators {

bool VinSerial(std::string_view text) noexcept {
  return text.size() == 17 && text[0] != '0' && AllDigits(text.substr(13)) && Vin(text);
}

}  // namespace aegis::validators
