#include "src/detect/validators/atom.h"

#include "src/detect/validators/bech32.h"

namespace aegis::validators {

bool Atom(std::string_view text) noexcept {
  return text.size() == 45 && ClassifyBech32(text, "cosmos") == Bech32Kind::kBech32;
}

}  // namespace aegis::validators
