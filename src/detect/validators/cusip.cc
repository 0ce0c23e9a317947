#include "src/detect/validators/cusip.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/modulus10_double.h"

namespace aegis::validators {

bool Cusip(std::string_view text) noexcept {
  return text.size() == 9 && !AllSame(text) && HasModulus10Double(text);
}

}  // namespace aegis::validators
