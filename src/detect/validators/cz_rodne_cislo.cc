#include "src/detect/validators/cz_rodne_cislo.h"

#include "src/detect/validators/birth_number.h"

namespace aegis::validators {

bool CzRodneCislo(std::string_view text) noexcept { return IsBirthNumber(text); }

}  // namespace aegis::validators
