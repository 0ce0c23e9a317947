#include "src/detect/validators/si_emso.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/master_citizen_number.h"

namespace aegis::validators {

bool SiEmso(std::string_view text) noexcept {
  return IsMasterCitizenNumber(text) && text.substr(7, 2) == "50";
}

}  // namespace aegis::validators
