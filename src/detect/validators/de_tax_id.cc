#include "src/detect/validators/de_tax_id.h"

#include <algorithm>
#include <array>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/iso7064.h"

namespace aegis::validators {

bool DeTaxId(std::string_view text) noexcept {
  if (!IsDigits(text, 11) || text[0] == '0' || !HasMod11_10(text)) return false;
  std::array<int, 10> count{};
  for (const char c : text.substr(0, 10)) ++count[static_cast<std::size_t>(Digit(c))];
  const auto absent = std::count(count.begin(), count.end(), 0);
  const auto most = *std::max_element(count.begin(), count.end());
  return (most == 2 && absent == 1) || (most == 3 && absent == 2);
}

}  // namespace aegis::validators
