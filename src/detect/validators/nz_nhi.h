#pragma once

#include <string_view>

namespace aegis::validators {

/// A New Zealand health index number, upper case: 3 letters without I and O, and either 4 digits,
/// by weights 7-2 mod 11, or 2 digits and 2 letters, mod 23.
bool NzNhi(std::string_view text) noexcept;

}  // namespace aegis::validators
