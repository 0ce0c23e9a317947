#include "src/detect/validators/es_nie.h"

#include <cstdint>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/es_letter.h"

namespace aegis::validators {

bool EsNie(std::string_view text) noexcept {
  if (text.size() != 9 || text[0] < 'X' || text[0] > 'Z' || !AllDigits(text.substr(1, 7)))
    return false;
  const auto leading = static_cast<std::uint64_t>(text[0] - 'X');
  return text[8] == EsControlLetter(leading * 10'000'000 + Number(text.substr(1, 7)));
}

}  // namespace aegis::validators
