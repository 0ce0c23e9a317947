// replace: a fixed text, in which {entity} stands for the entity's name.
#pragma once

#include <string_view>

#include "src/base/arena.h"
#include "src/redact/action.h"

namespace aegis {

std::string_view Replace(const ReplaceAction& action, std::string_view entity, Arena& arena);

}  // namespace aegis
