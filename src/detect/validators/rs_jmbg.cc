#include "src/detect/validators/rs_jmbg.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/master_citizen_number.h"

namespace aegis::validators {

bool RsJmbg(std::string_view text) noexcept {
  return IsMasterCitizenNumber(text) && text.substr(7, 2) != "50";
}

}  // namespace aegis::validators
