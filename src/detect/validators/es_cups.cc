#include "src/detect/validators/es_cups.h"

#include <cstdint>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/es_letter.h"

namespace aegis::validators {

bool EsCups(std::string_view text) noexcept {
  if ((text.size() != 20 && text.size() != 22) || !text.starts_with("ES") ||
      !AllDigits(text.substr(2, 16))) {
    return false;
  }
  if (text.size() == 22 && (!IsDigit(text[20]) || !Contains("FPCRXYZ", text[21]))) return false;
  const std::uint64_t remainder = Number(text.substr(2, 16)) % 529;
  return text[18] == EsControlLetter(remainder / 23) && text[19] == EsControlLetter(remainder % 23);
}

}  // namespace aegis::validators
