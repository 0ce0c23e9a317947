#include "src/detect/validators/doge.h"

#include "src/detect/validators/base58.h"

namespace aegis::validators {

bool Doge(std::string_view text) noexcept {
  return text.size() == 34 && IsBase58Check(text, 25, {30, 22});
}

}  // namespace aegis::validators
