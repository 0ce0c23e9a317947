#pragma once

#include <string_view>

namespace aegis::validators {

/// Verhoeff's check in the dihedral group of order ten. Expects digits only, any number of them.
bool HasVerhoeffSum(std::string_view digits) noexcept;

/// 2 to 32 digits with a Verhoeff check digit at the end.
bool Verhoeff(std::string_view text) noexcept;

}  // namespace aegis::validators
