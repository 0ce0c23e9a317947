// A tree of YAML nodes as bytes, positions included: what is compiled into the program is parsed
// when it is built, and only unpacked when it starts.
#pragma once

#include <string>
#include <string_view>

#include "src/plan/yaml.h"

namespace aegis::yaml {

std::string Pack(const Node& node);

// `packed` is what Pack made; anything else is undefined.
Node Unpack(std::string_view packed);

}  // namespace aegis::yaml
