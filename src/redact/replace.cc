#include "src/redact/replace.h"

#include <algorithm>

namespace aegis {

std::string_view Replace(const ReplaceAction& action, std::string_view entity, Arena& arena) {
  constexpr std::string_view kPlace = "{entity}";
  const std::string_view with = action.with;
  if (with.find(kPlace) == std::string_view::npos) return with;  // lives as long as the plan
  char* const out = arena.NewBytes(with.size() + (with.size() / kPlace.size()) * entity.size() + 1);
  char* end = out;
  for (size_t i = 0; i < with.size();) {
    if (with.substr(i, kPlace.size()) == kPlace) {
      end = std::copy(entity.begin(), entity.end(), end);
      i += kPlace.size();
    } else {
      *end++ = with[i++];
    }
  }
  return {out, static_cast<size_t>(end - out)};
}

}  // namespace aegis
