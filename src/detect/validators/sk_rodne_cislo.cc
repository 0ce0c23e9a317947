#include "src/detect/validators/sk_rodne_cislo.h"

#include "src/detect/validators/birth_number.h"

namespace aegis::validators {

bool SkRodneCislo(std::string_view text) noexcept { return IsBirthNumber(text); }

}  // namespace aegis::validators
