#pragma once

#include <string_view>

namespace aegis::validators {

/// An Australian business number: 11 digits, the first not 0; one taken from the first digit, the
/// weighted sum is a multiple of 89.
bool AuAbn(std::string_view text) noexcept;

}  // namespace aegis::validators
