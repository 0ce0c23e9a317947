#include "src/detect/validators/se_organisationsnummer.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/luhn.h"

namespace aegis::validators {

bool SeOrganisationsnummer(std::string_view text) noexcept {
  return IsDigits(text, 10) && text[2] >= '2' && !AllSame(text) && HasLuhnSum(text);
}

}  // namespace aegis::validators
