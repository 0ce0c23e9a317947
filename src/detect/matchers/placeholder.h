// Values that stand where a password will be: names, template marks, masks.
#pragma once

#include <string_view>

namespace aegis::detect {

bool IsPlaceholder(std::string_view value);

}  // namespace aegis::detect
