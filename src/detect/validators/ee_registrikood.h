#pragma once

#include <string_view>

namespace aegis::validators {

/// An Estonian register code: 8 digits, the first not 0; weights 1 to 7 mod 11, and 3 to 9 where
/// that gives ten.
bool EeRegistrikood(std::string_view text) noexcept;

}  // namespace aegis::validators
