#pragma once

#include <string_view>

namespace aegis::validators {

/// A Polish passport, upper case: 2 letters, a check digit, 6 digits; weights 7 3 9 1 7 3 1 7 3 mod
/// 10, letters A = 10.
bool PlPassport(std::string_view text) noexcept;

}  // namespace aegis::validators
