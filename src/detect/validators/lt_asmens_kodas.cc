#include "src/detect/validators/lt_asmens_kodas.h"

#include "src/detect/validators/baltic_code.h"

namespace aegis::validators {

bool LtAsmensKodas(std::string_view text) noexcept {
  return !text.empty() && text[0] >= '1' && text[0] <= '6' && IsBalticCode(text);
}

}  // namespace aegis::validators
