#pragma once

#include <string_view>

namespace aegis::validators {

/// A Peruvian identity code, upper case: 8 digits and a check digit or letter; weights 3 2 7 6 5 4
/// 3 2 mod 11.
bool PeCui(std::string_view text) noexcept;

}  // namespace aegis::validators
