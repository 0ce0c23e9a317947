#pragma once

#include <string_view>

namespace aegis::validators {

/// An Estonian personal code: IsBalticCode in baltic_code.h; the first digit 1-8.
bool EeIsikukood(std::string_view text) noexcept;

}  // namespace aegis::validators
