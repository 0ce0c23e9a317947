#pragma once

#include <string_view>

namespace aegis::validators {

/// A Uruguayan tax number: 12 digits, not all equal; weights 4 3 2 9 8 7 6 5 4 3 2 mod 11.
bool UyRut(std::string_view text) noexcept;

}  // namespace aegis::validators
