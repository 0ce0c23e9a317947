#pragma once

#include <string_view>

namespace aegis::validators {

/// A Ghanaian taxpayer number, upper case: C, G, P, Q or V, 00, 7 digits, and a digit or X;
/// weights 1-9 mod 11, where X is ten.
bool GhTin(std::string_view text) noexcept;

}  // namespace aegis::validators
