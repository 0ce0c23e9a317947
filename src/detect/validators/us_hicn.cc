#include "src/detect/validators/us_hicn.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/us_ssn.h"

namespace aegis::validators {

bool UsHicn(std::string_view text) noexcept {
  if (text.size() != 10 && text.size() != 11) return false;
  if (!UsSsn(text.substr(0, 9)) || !Contains("ABCDEFGHJKMTW", text[9])) return false;
  return text.size() == 10 || IsUpperAlnum(text[10]);
}

}  // namespace aegis::validators
