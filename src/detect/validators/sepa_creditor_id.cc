#include "src/detect/validators/sepa_creditor_id.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/iso3166.h"
#include "src/detect/validators/mod97.h"

namespace aegis::validators {

bool SepaCreditorId(std::string_view text) noexcept {
  return text.size() >= 8 && text.size() <= 35 && IsIso3166(text.substr(0, 2)) &&
         IsMod97CheckPair(text.substr(2, 2)) && All(text.substr(4, 3), IsUpperAlnum) &&
         Mod97(text.substr(7), text.substr(0, 4)) == 1;
}

}  // namespace aegis::validators
