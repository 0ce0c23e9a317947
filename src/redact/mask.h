// mask: characters go, separators stay.
#pragma once

#include <string_view>

#include "src/base/arena.h"
#include "src/redact/action.h"

namespace aegis {

// A character is a UTF-8 code point, or a byte that belongs to none, except the ASCII separators:
// space, tab, line breaks and - . , / : @ ( ) +, which stay where they are. keep_first and
// keep_last count characters. Unless at least a quarter of the characters, and one at least, would
// be masked, nothing is kept: a short value is not let through.
std::string_view Mask(const MaskAction& action, std::string_view text, Arena& arena);

}  // namespace aegis
