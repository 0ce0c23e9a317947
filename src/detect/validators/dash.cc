#include "src/detect/validators/dash.h"

#include "src/detect/validators/base58.h"

namespace aegis::validators {

bool Dash(std::string_view text) noexcept {
  return text.size() == 34 && IsBase58Check(text, 25, {76});
}

}  // namespace aegis::validators
