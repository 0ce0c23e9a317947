#pragma once

#include <string_view>

namespace aegis::validators {

/// A Portuguese social security number: 11 digits, the first 1 or 2; weights 29 23 19 17 13 11 7 5
/// 3 2 mod 10.
bool PtNiss(std::string_view text) noexcept;

}  // namespace aegis::validators
