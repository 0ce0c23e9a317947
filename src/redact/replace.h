// replace: a fixed text, in which {entity} stands for the entity's name, and {{ and }} for a brace.
// What else braces may hold, the plan has refused.
#pragma once

#include <string_view>

#include "src/base/arena.h"
#include "src/redact/action.h"

namespace aegis {

std::string_view Replace(const ReplaceAction& action, std::string_view entity, Arena& arena);

}  // namespace aegis
