#include "src/redact/action.h"

#include <array>

namespace aegis {

std::string_view ActionName(const Action& action) { return ActionName(action.index()); }

std::string_view ActionName(size_t index) {
  static constexpr auto kNames =
      std::to_array<std::string_view>({"mask", "replace", "hmac", "drop", "none"});
  static_assert(kNames.size() == std::variant_size_v<Action>);
  return kNames[index];
}

}  // namespace aegis
