#include "src/detect/validators/tr_license_plate.h"

#include <cstddef>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool TrLicensePlate(std::string_view text) noexcept {
  if (text.size() < 6 || text.size() > 8 || !AllDigits(text.substr(0, 2))) return false;
  const int province = Field(text, 0, 2);
  if (province < 1 || province > 81) return false;
  std::size_t letters = 0;
  while (2 + letters < text.size() && IsUpper(text[2 + letters])) {
    if (Contains("QWX", text[2 + letters])) return false;
    ++letters;
  }
  const std::string_view number = text.substr(2 + letters);
  if (letters < 1 || letters > 3 || !AllDigits(number)) return false;
  return number.size() + letters == 5 || number.size() + letters == 6;
}

}  // namespace aegis::validators
