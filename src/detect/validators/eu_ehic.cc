#include "src/detect/validators/eu_ehic.h"

#include <array>

#include "src/detect/validators/ascii.h"

namespace aegis::validators {

bool EuEhic(std::string_view text) noexcept {
  if (!IsDigits(text, 20) || !text.starts_with("80")) return false;
  constexpr std::array kCountries = {40,  56,  100, 191, 196, 203, 208, 233, 246, 250, 276,
                                     300, 348, 352, 372, 380, 428, 438, 440, 442, 470, 528,
                                     578, 616, 620, 642, 703, 705, 724, 752, 756, 826};
  const int country = Field(text, 2, 3);
  for (const int known : kCountries) {
    if (country == known) return true;
  }
  return false;
}

}  // namespace aegis::validators
