#include "src/redact/action.h"

#include <array>

namespace aegis {

std::string_view ActionName(const Action& action) {
  static constexpr std::array<std::string_view, std::variant_size_v<Action>> kNames = {
      "mask", "replace", "hmac", "drop", "none"};
  return kNames[action.index()];
}

}  // namespace aegis
