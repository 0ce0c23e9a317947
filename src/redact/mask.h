// mask: characters go, separators stay.
#pragma once

#include <string_view>

#include "src/base/arena.h"
#include "src/redact/action.h"

namespace aegis {

struct KeptEnds {
  size_t first = 0;
  size_t last = 0;
};

// How many of so many characters are kept. Unless at least a quarter of them, and one at least,
// would be masked, nothing is: a short value is not let through.
KeptEnds KeptBy(const MaskAction& action, size_t characters);

// A character is a UTF-8 code point, or a byte that belongs to none, except the ASCII separators:
// space, tab, line breaks and - . , / : @ ( ) +, which stay where they are. keep_first and
// keep_last count characters.
std::string_view Mask(const MaskAction& action, std::string_view text, Arena& arena);

}  // namespace aegis
