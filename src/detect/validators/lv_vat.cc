#include "src/detect/validators/lv_vat.h"

#include <array>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/lv_personas_kods.h"

namespace aegis::validators {

bool LvVat(std::string_view text) noexcept {
  if (!IsDigits(text, 11)) return false;
  if (text[0] < '4') return LvPersonasKods(text);
  return WeightedSum(text, std::array{9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1}) % 11 == 3;
}

}  // namespace aegis::validators
