#include "src/detect/validators/npm_token.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/crc32.h"

namespace aegis::validators {

bool NpmToken(std::string_view text) noexcept {
  return text.size() == 40 && text.starts_with("npm_") && All(text.substr(4), IsAlnum) &&
         HasCrc32Base62Tail(text.substr(4));
}

}  // namespace aegis::validators
