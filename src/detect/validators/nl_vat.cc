#include "src/detect/validators/nl_vat.h"

#include <array>
#include <cstddef>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/mod97.h"
#include "src/detect/validators/nl_bsn.h"

namespace aegis::validators {

bool NlVat(std::string_view text) noexcept {
  if (text.size() != 12 || !AllDigits(text.substr(0, 9)) || text[9] != 'B' ||
      !AllDigits(text.substr(10)) || AllSame(text.substr(0, 9)) || text.substr(10) == "00") {
    return false;
  }
  // "NL" counts 23 21 in front.
  std::array<char, 14> whole = {'N', 'L'};
  for (std::size_t i = 0; i < text.size(); ++i) whole[i + 2] = text[i];
  return Mod97({whole.data(), whole.size()}) == 1 || NlBsn(text.substr(0, 9));
}

}  // namespace aegis::validators
