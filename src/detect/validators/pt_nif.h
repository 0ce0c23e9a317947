#pragma once

#include <string_view>

namespace aegis::validators {

/// A Portuguese tax number: 9 digits, the first 1 2 3 5 6 8 9, or 45, or 70-79; weights 9 to 2
/// mod 11.
bool PtNif(std::string_view text) noexcept;

}  // namespace aegis::validators
