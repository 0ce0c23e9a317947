#pragma once

#include <string_view>

namespace aegis::validators {

/// A Kuwaiti civil number: 12 digits; century 2 or 3, a date as YYMMDD, weights 2 1 6 3 7 9 10 5 8
/// 4 2 mod 11.
bool KwCivilId(std::string_view text) noexcept;

}  // namespace aegis::validators
