#include "src/detect/validators/trx.h"

#include "src/detect/validators/base58.h"

namespace aegis::validators {

bool Trx(std::string_view text) noexcept {
  return text.size() == 34 && IsBase58Check(text, 25, {65});
}

}  // namespace aegis::validators
