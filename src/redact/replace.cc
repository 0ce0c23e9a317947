#include "src/redact/replace.h"

#include <algorithm>

namespace aegis {

std::string_view Replace(const ReplaceAction& action, std::string_view entity, Arena& arena) {
  const std::string_view with = action.with;
  if (with.find_first_of("{}") == std::string_view::npos) return with;  // lives as long as the plan
  constexpr std::string_view kPlace = "{entity}";
  char* const out = arena.NewBytes(with.size() + (with.size() / kPlace.size()) * entity.size() + 1);
  char* end = out;
  for (size_t i = 0; i < with.size();) {
    const std::string_view rest = with.substr(i);
    if (rest.starts_with("{{") || rest.starts_with("}}")) {
      *end++ = with[i];
      i += 2;
    } else if (rest.starts_with(kPlace)) {
      end = std::copy(entity.begin(), entity.end(), end);
      i += kPlace.size();
    } else {
      *end++ = with[i++];
    }
  }
  return {out, static_cast<size_t>(end - out)};
}

}  // namespace aegis
