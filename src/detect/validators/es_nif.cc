#include "src/detect/validators/es_nif.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/es_letter.h"

namespace aegis::validators {

bool EsNif(std::string_view text) noexcept {
  return text.size() == 9 && AllDigits(text.substr(0, 8)) &&
         text[8] == EsControlLetter(Number(text.substr(0, 8)));
}

}  // namespace aegis::validators
