#pragma once

#include <string_view>

namespace aegis::validators {

/// A Croatian identification number: 11 digits, ISO 7064 mod 11,10, not all one digit.
bool HrOib(std::string_view text) noexcept;

}  // namespace aegis::validators
