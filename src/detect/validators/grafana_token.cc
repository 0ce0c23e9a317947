#include "src/detect/validators/grafana_token.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/crc32.h"

namespace aegis::validators {

bool GrafanaToken(std::string_view text) noexcept {
  return text.size() == 46 && text.starts_with("glsa_") && All(text.substr(5, 32), IsAlnum) &&
         text[37] == '_' && Spells(text.substr(38), Crc32(text.substr(0, 37)), "0123456789abcdef");
}

}  // namespace aegis::validators
