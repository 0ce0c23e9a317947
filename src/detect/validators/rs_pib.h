#pragma once

#include <string_view>

namespace aegis::validators {

/// A Serbian tax number: 9 digits, ISO 7064 mod 11,10.
bool RsPib(std::string_view text) noexcept;

}  // namespace aegis::validators
