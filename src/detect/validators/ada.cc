#include "src/detect/validators/ada.h"

#include "src/detect/validators/bech32.h"

namespace aegis::validators {

bool Ada(std::string_view text) noexcept {
  constexpr std::size_t kLongest = 110;
  return text.size() >= 54 && (ClassifyBech32(text, "addr", kLongest) == Bech32Kind::kBech32 ||
                               ClassifyBech32(text, "stake", kLongest) == Bech32Kind::kBech32);
}

}  // namespace aegis::validators
